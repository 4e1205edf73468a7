import { readFileSync } from 'node:fs';
import { ConfigurationError, type ServicesConfiguration } from '../configuration.ts';
import { defaultPolicy } from './default-policy.ts';
import { type Policy, policySchema } from './policy.ts';

type Settings = Pick<ServicesConfiguration, 'POLICY_FILE' | 'APPROVALS_REQUIRED'>;

/** The policy in force. Throws `ConfigurationError` for a file that cannot be read or does not have the form. */
export function readPolicy(settings: Settings): Policy {
  return settings.POLICY_FILE === undefined
    ? defaultPolicy(settings.APPROVALS_REQUIRED)
    : fromFile(settings.POLICY_FILE);
}

const wrong = (what: string): ConfigurationError =>
  new ConfigurationError('configuration', `Steward does not start: ${what}.`);

function fromFile(path: string): Policy {
  const parsed = policySchema.safeParse(jsonFrom(path));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw wrong(`the policy in POLICY_FILE is wrong at ${issue?.path.join('.') || 'its top'}: ${issue?.message}`);
}

function jsonFrom(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const problem = cause instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new ConfigurationError('configuration', `Steward does not start: the file in POLICY_FILE ${problem}.`, {
      cause,
    });
  }
}
