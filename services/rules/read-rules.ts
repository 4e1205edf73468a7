import { readFileSync } from 'node:fs';
import { ConfigurationError, type ServicesConfiguration } from '../configuration.ts';
import { RULES, type Rules, rulesSchema, someRulesSchema } from './rules.ts';

/**
 * The rules in force: the table, with what the file in `RULES_FILE` replaces. Throws `ConfigurationError` for a file
 * that cannot be read or does not have the form, and names the wrong place.
 */
export function readRules(settings: Pick<ServicesConfiguration, 'RULES_FILE'>): Rules {
  return settings.RULES_FILE === undefined ? RULES : fromFile(settings.RULES_FILE);
}

function fromFile(path: string): Rules {
  const parsed = someRulesSchema.safeParse(jsonFrom(path));
  if (parsed.success) return rulesSchema.parse({ ...RULES, ...parsed.data });
  const [issue] = parsed.error.issues;
  const named = issue?.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : (issue?.path ?? []);
  throw new ConfigurationError(
    'configuration',
    `Steward does not start: the rules in RULES_FILE are wrong at ${named.join('.') || 'their top'}: ${issue?.message}.`,
  );
}

function jsonFrom(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const problem = cause instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new ConfigurationError('configuration', `Steward does not start: the file in RULES_FILE ${problem}.`, {
      cause,
    });
  }
}
