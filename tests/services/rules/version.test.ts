import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareVersions, isVersion } from '../../../services/rules/version.ts';

describe('A version', () => {
  for (const text of ['2.5.190.0', '1.1.1107.0', '0.0.0.0', '10.20.30.40']) {
    it(`"${text}" is one`, () => assert.equal(isVersion(text), true));
  }
  for (const text of ['2.5.190', '2.5.190.0.1', 'v2.5.190.0', '2.5.190.0 ', '2.5.-1.0', '2.5.x.0', '', '1e3.0.0.0']) {
    it(`"${text}" is none`, () => assert.equal(isVersion(text), false));
  }

  it('edge 10: versions are compared by their four parts, not as text', () => {
    assert.ok(compareVersions('2.5.76.0', '2.5.190.0') < 0);
    assert.ok(compareVersions('2.6.1.0', '2.5.190.0') > 0);
    assert.ok(compareVersions('10.0.0.0', '9.9.9.9') > 0);
    assert.ok(compareVersions('2.5.190.0', '2.5.190.1') < 0);
    assert.equal(compareVersions('2.5.190.0', '2.5.190.0'), 0);
    assert.equal(compareVersions('2.05.190.0', '2.5.190.0'), 0);
  });
});
