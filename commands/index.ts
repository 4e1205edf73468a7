import { adopt } from './adopt.ts';
import { approvals } from './approvals.ts';
import { approve } from './approve.ts';
import { attest } from './attest.ts';
import { breakglass } from './breakglass.ts';
import { cancel } from './cancel.ts';
import { carry } from './carry.ts';
import { census } from './census.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { confirm } from './confirm.ts';
import { tenantDefault } from './default.ts';
import { deny } from './deny.ts';
import { diff } from './diff.ts';
import { freeze } from './freeze.ts';
import { handover } from './handover.ts';
import { helpCommand } from './help.ts';
import { history } from './history.ts';
import { hold } from './hold.ts';
import { ignore } from './ignore.ts';
import { losses } from './losses.ts';
import { offboard } from './offboard.ts';
import { pending } from './pending.ts';
import { pilot } from './pilot.ts';
import { prereqs } from './prereqs.ts';
import { readiness } from './readiness.ts';
import { release } from './release.ts';
import { request } from './request.ts';
import { restore } from './restore.ts';
import { review } from './review.ts';
import { rollback } from './rollback.ts';
import { sentinel } from './sentinel.ts';
import { set } from './set.ts';
import { snapshots } from './snapshots.ts';
import { status } from './status.ts';
import { thaw } from './thaw.ts';
import { whoami } from './whoami.ts';
import { why } from './why.ts';

const verbs: readonly Command[] = [
  adopt,
  approvals,
  approve,
  attest,
  breakglass,
  cancel,
  carry,
  census,
  check,
  confirm,
  tenantDefault,
  deny,
  diff,
  freeze,
  handover,
  history,
  hold,
  ignore,
  losses,
  offboard,
  pending,
  pilot,
  prereqs,
  readiness,
  release,
  request,
  restore,
  review,
  rollback,
  sentinel,
  set,
  snapshots,
  status,
  thaw,
  whoami,
  why,
];

/** Every command, by name. Help, suggestions, the manifest and the docs table are derived from this list. */
export const COMMANDS: readonly Command[] = [...verbs, helpCommand(verbs)].sort((a, b) => (a.name < b.name ? -1 : 1));
