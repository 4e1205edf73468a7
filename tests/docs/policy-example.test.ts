import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { conditionSchema } from '../../services/policy/condition.ts';
import { policySchema } from '../../services/policy/policy.ts';
import { DECIDING_ROLES, ruleSchema } from '../../services/policy/rule.ts';
import { TOUCHES } from '../../services/policy/touches.ts';
import { ACTIONS, SUBJECT_KINDS } from '../../services/request/action.ts';

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../docs/policy.md'), 'utf8');

test('the policy in the document is one that a bot starts with', () => {
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(DOCUMENT) ?? [];
  const parsed = policySchema.safeParse(JSON.parse(example));
  assert.ok(parsed.success, parsed.error?.message);
});

/** What a section says between its heading and the next. */
function section(heading: string): string {
  const [, text = ''] = DOCUMENT.split(`### ${heading}\n`);
  return text.split('\n#')[0] ?? '';
}

test('every condition and every word that it can take is in the document', () => {
  const table = section('When a rule applies');
  const conditions = Object.keys(conditionSchema.def.innerType.shape);
  for (const word of [...conditions, ...ACTIONS, ...SUBJECT_KINDS, ...TOUCHES])
    assert.ok(table.includes(`\`${word}\``), word);
});

test('everything that a rule can ask for is in the document', () => {
  const table = section('What it asks for');
  const said = ['name', 'when'];
  const asked = Object.keys(ruleSchema.def.innerType.shape).filter((key) => !said.includes(key));
  for (const word of [...asked, ...DECIDING_ROLES]) assert.ok(table.includes(`\`${word}\``), word);
});
