import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ConfigurationError } from '../../../services/configuration.ts';
import { MOVABLE_TYPES } from '../../../services/mailbox/mailbox.ts';
import { readRules } from '../../../services/rules/read-rules.ts';
import { RULES, rulesSchema } from '../../../services/rules/rules.ts';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-rules-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

function fromText(text: string) {
  const file = join(folder, 'rules.json');
  writeFileSync(file, text);
  return readRules({ RULES_FILE: file });
}

const refused = (text: string, why: RegExp): void =>
  assert.throws(
    () => fromText(text),
    (error) => error instanceof ConfigurationError && why.test(error.message),
  );

describe('The rules', () => {
  it('edge 57: every one carries its source and a date, and none is one of the old documents', () => {
    assert.deepEqual(rulesSchema.parse(RULES), RULES);
    for (const { source, date } of Object.values(RULES)) {
      assert.ok(source.length > 0);
      assert.match(date, /^20\d\d-\d\d-\d\d$/);
    }
    assert.equal(RULES.connectSyncMinimum.value, '2.5.190.0');
    assert.equal(RULES.cloudManagedLimit.value, 600_000);
  });

  it('name the movable types once', () => {
    assert.equal(RULES.movableTypes.value, MOVABLE_TYPES);
  });

  it('are the table where no file is named', () => {
    assert.equal(readRules({ RULES_FILE: undefined }), RULES);
  });

  it('are replaced one by one by a file', () => {
    const limit = { value: 900_000, source: 'Exchange Team', date: '2027-02-01' };
    assert.deepEqual(fromText(JSON.stringify({ cloudManagedLimit: limit })), { ...RULES, cloudManagedLimit: limit });
  });

  it('refuse a file that is wrong, and name the place', () => {
    const entry = (value: unknown) =>
      JSON.stringify({ connectSyncMinimum: { value, source: 'x', date: '2027-02-01' } });
    refused(entry('2.5.190'), /wrong at connectSyncMinimum\.value: must be a version of four numbers/);
    refused('{"connectSyncMinimum":{"value":"2.5.190.0","date":"2027-02-01"}}', /connectSyncMinimum\.source/);
    refused('{"connectSyncMinimun":{}}', /wrong at connectSyncMinimun/);
    refused(
      '{"syncCycle":{"value":"30 minutes","source":"x","date":"2027-02-01"}}',
      /syncCycle\.value: must be an ISO/,
    );
    refused('{"syncCycle":{"value":"PT30M","source":"x","date":"1 February"}}', /syncCycle\.date: must be a date/);
    refused('[]', /wrong at their top/);
    refused('{', /is not JSON/);
    assert.throws(() => readRules({ RULES_FILE: join(folder, 'nowhere.json') }), /cannot be read/);
  });
});
