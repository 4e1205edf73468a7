import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { zip } from '../../manifest/zip.ts';
import { readZip } from './read-zip.ts';

const FILES = [
  { name: 'manifest.json', content: Buffer.from('{"name":"Stéward"}') },
  { name: 'empty', content: Buffer.alloc(0) },
  { name: 'ü.bin', content: Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251)) },
];

describe('An archive', () => {
  it('gives back its files by the ZIP specification, in order and whole', () => {
    const read = readZip(zip(FILES)).map(({ name, content }) => ({ name, content: Buffer.from(content) }));
    assert.deepEqual(read, FILES);
  });

  it('says nothing about when it was made', () => {
    assert.deepEqual([...new Set(readZip(zip(FILES)).map(({ modified }) => modified))], ['1980 01 01 00 00 00']);
    assert.ok(zip(FILES).equals(zip(FILES)));
  });

  it('may be without any file', () => {
    assert.deepEqual(readZip(zip([])), []);
  });

  it('is found to be damaged when one byte of it is another', () => {
    const archive = zip(FILES);
    for (let at = 0; at < 200; at += 1) {
      const damaged = Buffer.from(archive);
      damaged[at] = (damaged[at] ?? 0) ^ 0x20;
      assert.throws(() => readZip(damaged), Error, `byte ${at}`);
    }
  });
});
