import { approvals } from './approvals.ts';
import { approve } from './approve.ts';
import { cancel } from './cancel.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { confirm } from './confirm.ts';
import { deny } from './deny.ts';
import { freeze } from './freeze.ts';
import { helpCommand } from './help.ts';
import { history } from './history.ts';
import { hold } from './hold.ts';
import { pending } from './pending.ts';
import { release } from './release.ts';
import { request } from './request.ts';
import { review } from './review.ts';
import { rollback } from './rollback.ts';
import { status } from './status.ts';
import { thaw } from './thaw.ts';
import { whoami } from './whoami.ts';
import { why } from './why.ts';

const verbs: readonly Command[] = [
  approvals,
  approve,
  cancel,
  check,
  confirm,
  deny,
  freeze,
  history,
  hold,
  pending,
  release,
  request,
  review,
  rollback,
  status,
  thaw,
  whoami,
  why,
];

/** Every command, by name. Help, suggestions, the manifest and the docs table are derived from this list. */
export const COMMANDS: readonly Command[] = [...verbs, helpCommand(verbs)].sort((a, b) => (a.name < b.name ? -1 : 1));
