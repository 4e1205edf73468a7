import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { lookAt } from '../../bot/doctor/check.ts';
import { judgeCmdlets } from '../../bot/doctor/exchange-checks.ts';
import { ESSENTIAL_CMDLETS, FURTHER_CMDLETS } from '../../bot/doctor/needed-cmdlets.ts';
import { fine, verdictOf } from '../../bot/doctor/verdict.ts';
import { CredentialError } from '../../services/credential.ts';
import { testClock } from '../support/test-clock.ts';

const ALL = [...ESSENTIAL_CMDLETS, ...Object.keys(FURTHER_CMDLETS)];
const SERVICES = join(import.meta.dirname, '../../services/exchange');

describe('What Exchange lets Steward run', () => {
  it('is held against every cmdlet that the client uses, and no other', () => {
    const sources = globSync('*.ts', { cwd: SERVICES }).map((file) => readFileSync(join(SERVICES, file), 'utf8'));
    const used = [...sources.join('\n').matchAll(/cmdlet: '([A-Z][a-z]+-[A-Za-z]+)'/g), ...named(sources)].map(
      ([, name]) => name,
    );
    assert.deepEqual([...ALL].sort(), [...new Set(used)].sort());
  });

  it('is enough when it is everything, in any case', () => {
    assert.deepEqual(
      judgeCmdlets(new Set(ALL.map((name) => name.toUpperCase()))),
      fine('It may run everything that Steward uses.'),
    );
  });

  it('is too little without reading or changing mailboxes', () => {
    const { state, says } = judgeCmdlets(new Set(Object.keys(FURTHER_CMDLETS)));
    assert.equal(state, 'wrong');
    assert.match(says, /may not run Get-Mailbox and Set-Mailbox:/);
  });

  it('may be narrower on purpose: then it says what does not work', () => {
    const narrow = ALL.filter(
      (name) => !['Set-OrganizationConfig', 'Get-MoveRequest', 'Get-MigrationUser'].includes(name),
    );
    assert.deepEqual(
      judgeCmdlets(new Set(narrow)),
      fine(
        'It may read and change mailboxes, but not run Get-MigrationUser, Get-MoveRequest, Set-OrganizationConfig, so ' +
          'moves that are under way cannot be seen; the default for new mailboxes cannot be changed.',
      ),
    );
  });
});

/** Those that are chosen by a condition stand alone. */
function named(sources: readonly string[]): readonly RegExpMatchArray[] {
  return [...sources.join('\n').matchAll(/'((?:Get|Set)-(?:MoveRequest|MigrationUser))'/g)];
}

describe('A look', () => {
  it('ends when nobody answers: it is unknown, says what to see to, and what was asked is given up', async () => {
    const clock = testClock({ heldFrom: 20_000 });
    const asked = Promise.withResolvers<AbortSignal>();
    const finding = lookAt(
      {
        about: 'Somebody',
        look: (signal) => {
          asked.resolve(signal);
          return new Promise(() => undefined);
        },
        remedy: 'See that they are there.',
      },
      clock,
    );
    const signal = await asked.promise;
    assert.equal(signal.aborted, false);
    clock.expire();
    assert.deepEqual(await finding, {
      about: 'Somebody',
      state: 'unknown',
      says: 'There was no answer within 20 seconds. See that they are there.',
    });
    assert.equal(signal.aborted, true);
  });

  it('quotes our own sentences with the number of Entra, and nothing that a library says', () => {
    const refused = new CredentialError('credential_rejected', 'Entra ID refused the identity of Steward.', {
      context: { aadsts: 700027 },
    });
    assert.deepEqual(verdictOf(refused), {
      state: 'wrong',
      says: 'Entra ID refused the identity of Steward. Look up AADSTS700027.',
    });
    const away = new CredentialError('credential_unavailable', 'Entra ID could not be asked for a token.');
    assert.equal(verdictOf(away).state, 'unknown');
    assert.deepEqual(verdictOf(new TypeError('token=secret')), {
      state: 'unknown',
      says: 'It could not be found out (TypeError).',
    });
  });
});
