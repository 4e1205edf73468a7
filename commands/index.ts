import { approvals } from './approvals.ts';
import { approve } from './approve.ts';
import { cancel } from './cancel.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { confirm } from './confirm.ts';
import { deny } from './deny.ts';
import { helpCommand } from './help.ts';
import { history } from './history.ts';
import { pending } from './pending.ts';
import { request } from './request.ts';
import { rollback } from './rollback.ts';
import { status } from './status.ts';

const verbs: readonly Command[] = [
  approvals,
  approve,
  cancel,
  check,
  confirm,
  deny,
  history,
  pending,
  request,
  rollback,
  status,
];

/** Every command, by name. Help, suggestions, the manifest and the docs table are derived from this list. */
export const COMMANDS: readonly Command[] = [...verbs, helpCommand(verbs)].sort((a, b) => (a.name < b.name ? -1 : 1));
