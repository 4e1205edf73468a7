import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ACCENT, colorIcon, outlineIcon } from '../../manifest/icons.ts';
import { readPng } from './read-png.ts';

const WHITE = [0xff, 0xff, 0xff];

describe('The icons of the app', () => {
  it('are PNGs of the two sizes that Teams asks for', () => {
    const sizes = [colorIcon(), outlineIcon()].map(readPng).map(({ width, height }) => [width, height]);
    assert.deepEqual(sizes, [
      [192, 192],
      [32, 32],
    ]);
  });

  it('the colour icon fills its square, with the symbol in the middle', () => {
    const icon = readPng(colorIcon());
    for (const [red, green, blue, opacity] of icon.pixels()) {
      assert.equal(opacity, 0xff);
      assert.ok(
        [red, green, blue].every((part, index) => (part ?? -1) >= (ACCENT[index] ?? 256)),
        'between accent and white',
      );
    }
    for (let edge = 0; edge < 192; edge += 1) {
      for (const [x, y] of [
        [edge, 0],
        [0, edge],
        [edge, 191],
        [191, edge],
        [edge, 30],
        [30, edge],
      ] as const) {
        assert.deepEqual(icon.at(x, y), [...ACCENT]);
      }
    }
    assert.ok([...icon.pixels()].filter(([red]) => red === 0xff).length > 1_000, 'there is a symbol');
  });

  it('the outline is white on nothing, and both are there', () => {
    const pixels = [...readPng(outlineIcon()).pixels()];
    for (const [red, green, blue] of pixels) assert.deepEqual([red, green, blue], WHITE);
    assert.ok(pixels.filter(([, , , opacity]) => opacity === 0).length > 300, 'there is nothing');
    assert.ok(pixels.filter(([, , , opacity]) => opacity === 0xff).length > 200, 'there is white');
  });

  it('are the same every time they are drawn', () => {
    assert.ok(colorIcon().equals(colorIcon()));
    assert.ok(outlineIcon().equals(outlineIcon()));
  });
});
