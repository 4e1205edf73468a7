/**
 * Every refusal, with its one sentence for people: what is the matter and what to do next. The codes are stable;
 * help, tests and other programs rely on them. `{name}` is filled from the refusal's detail.
 */
export const REFUSALS = {
  unknown_command: 'I do not know "{word}". {suggestion}',
  unclear_line: 'I could not read that line: {what} Try {example}',
  no_mailbox_named: 'Name the mailbox, for example: {example}',
  several_addresses: 'That line names more than one mailbox: write one address at a time, for example: {example}',
  odd_address:
    'The address "{address}" contains look-alike letters. If that is really the one you mean, paste it as plain text.',
  reason_too_long: 'The reason is longer than {limit} characters: shorten it and try again.',
  mailbox_not_found:
    'No mailbox "{name}" was found in Exchange Online: check the spelling. A mailbox that is still on-premises is not listed there.',
  not_synced: '{mailbox} is not synced from on-premises, so its authority cannot change hands.',
  whole_object:
    '{mailbox} has moved to the cloud as a whole object, so the mailbox flag no longer applies to it: type "check {mailbox} --whole".',
  authority_unknown:
    'The authority of {mailbox} could not be read, and nothing is done on a guess: try again in a few minutes.',
  type_cannot_move: '{mailbox} is a {type}: only user, shared, room and equipment mailboxes can change hands.',
  already_cloud: '{mailbox} is already cloud-managed: there is nothing to do.',
  already_on_premises: '{mailbox} is already managed on-premises: there is nothing to do.',
  already_default_cloud: 'New mailboxes of {name} already begin cloud-managed: there is nothing to do.',
  already_default_on_premises: 'New mailboxes of {name} already begin managed on-premises: there is nothing to do.',
  default_unknown:
    'What new mailboxes of {name} begin with could not be read, and nothing is done on a guess: try again in a few minutes.',
  already_cloud_object: '{name} is already managed in the cloud as a whole: there is nothing to do.',
  already_synced_object: '{name} is already synced from on-premises as a whole: there is nothing to do.',
  already_edited: '{mailbox} already has exactly that: there is nothing to do.',
  preflight_blocked: '{mailbox} cannot change hands now: {why}',
  object_blocked: '{name} cannot change hands: {why}',
  object_not_found: 'No user, group or contact "{name}" was found in Entra: check the spelling, or use its object id.',
  object_waits:
    '{name} was handed back with {id} and waits for the next directory sync: ask again once "check" shows it as synced.',
  user_needs_whole:
    '{name} has no mailbox in Exchange Online: move the mailbox there first, or ask for the whole user with "{verb} {name} --whole".',
  no_whole_object: '{name} is a {type}, which lives in Exchange Online only, so there is no authority to hand over.',
  edit_on_premises:
    '{mailbox} is managed on-premises, so the next directory sync would undo this: change it there, or hand it over first with "request {mailbox}".',
  mastered_elsewhere:
    '{what} of a synced person is mastered in Active Directory, even while the mailbox is cloud-managed: change it there.',
  value_too_long: '{label} takes {limit} characters and yours has {length}: shorten it and try again.',
  mailbox_unclear: '"{name}" is not the exact name of one mailbox: write its whole address, for example {choices}.',
  restore_on_premises:
    '{mailbox} is managed on-premises, so its values are restored there: type "carry {mailbox} {snapshot}" for the script.',
  nothing_to_restore: '{mailbox} already has what the snapshot {snapshot} would bring back: there is nothing to do.',
  address_not_there: '{mailbox} has no address {address}: type "check {mailbox}" to see its addresses.',
  address_is_primary: '{address} is the primary address of {mailbox}: make another one primary first.',
  domain_not_accepted: '{address} is in no domain that your organisation accepts: use one of {domains}.',
  address_taken: '{address} already belongs to {holder}: take it from there first, or choose another.',
  debt_unpaid:
    'Your break-glass change {id} has not been approved yet: have it approved before you break the glass again.',
  own_draft_open: 'Your request {id} for {mailbox} is not confirmed yet: confirm or cancel that one first.',
  request_open: 'Request {id} is already open for {mailbox}: decide or cancel that one first.',
  being_asked: 'Somebody is preparing a request for {mailbox} just now: try again in a quarter of an hour.',
  request_not_found: 'There is no request "{id}": type "pending" to see the open ones.',
  own_approval: 'You asked for {id} yourself, so somebody else has to decide it.',
  already_voted: 'You have already approved {id}: it needs one more person.',
  not_requester: '{id} was asked for by {requester}: only they can {verb} it.',
  not_in_role: 'You need the role "{role}" for "{verb}": ask your Steward administrator.',
  directory_denied:
    'The directory refused what Steward asked of it. Nothing was changed: tell your Steward administrator.',
  directory_slow: 'The directory did not answer. Nothing was changed: try again in a minute.',
  directory_unavailable:
    'The directory could not be asked for your roles just now, so nothing was done: try again in a minute.',
  name_not_typed:
    '{id} concerns the whole organisation: type its name, {name}, on the card, or "confirm {id} --typed {name}".',
  reason_needed: '{id} needs a reason: write one on the card, or type "confirm {id} --reason …".',
  reason_does_not_fit: 'The reason for {id} does not have the form that is asked for: for example {example}.',
  nobody_can_approve:
    'Too few people could approve this: it needs {needed} besides you, and {found} could. Ask your Steward administrator to add approvers.',
  no_such_topic: 'Nothing called "{topic}" can be attested: type "attest" to see what can.',
  attestation_does_not_fit: 'For {topic}, give {form}: for example {example}',
  too_fast: 'You are sending faster than I can follow: wait {seconds} seconds and try again.',
  wrong_tenant: 'Steward serves one organisation only, and this message came from another.',
  unknown_person: 'Teams did not say who you are, so nothing was done: sign in to Teams again.',
  guest: 'Guests cannot use Steward: ask somebody inside the organisation.',
  expired: '{id} expired at {at} without {missing}: ask again if it is still needed.',
  stale_card: 'That card was out of date: {id} is {state}. This is how it stands now.',
  wrong_state: '{id} is {state}, so it cannot be {verb} any more.',
  is_held: '{id} is {state}: release it first.',
  drifted: '{mailbox} has changed since {id} was approved, so nothing was done: look at what changed and ask again.',
  no_divergence: '{mailbox} is as it was approved, as far as I know: "sentinel" lists what is not.',
  nothing_approved:
    'Nothing was ever approved for {mailbox}, so there is nothing to compare it with: "check {mailbox}" shows how it stands.',
  not_looked_at:
    '{mailbox} may not be as it was approved and has not been looked at yet: type "sentinel" again after the next census.',
  divergence_changed:
    '{mailbox} has changed again since that card was made, so nothing was done: look at it anew with "sentinel {mailbox}".',
  census_running: 'A census is already under way, {seen} mailboxes so far: type "census" to see it.',
  exchange_slow: 'Exchange Online did not answer in time. Nothing was changed: try again in a minute.',
  exchange_failed: 'Exchange Online could not be read ({code}). Nothing was changed: {next}',
  archive_unavailable:
    'The archive for snapshots cannot be written, so no request can be made. Nothing was changed: tell your Steward administrator.',
  store_unavailable: 'Steward cannot reach its store just now: try again in a minute, or look first with "status".',
  no_private_place: 'I could not open a personal chat with you: open a chat with Steward, then type the line there.',
  use_in_channel: 'Type this in the channel where the approval cards should go.',
  snapshot_not_found: 'There is no snapshot "{name}" of {mailbox}: type "snapshots" and the mailbox to see them all.',
  snapshot_ambiguous: 'More than one snapshot of {mailbox} begins with "{name}": write more of the hash.',
  snapshot_tampered:
    'The snapshot {name} was changed after it was written, so it is not shown: tell your Steward administrator.',
  no_snapshots: 'There is no snapshot of {mailbox} to compare with yet: Steward takes one with each request.',
  carry_on_premises:
    '{mailbox} is managed on-premises, so the cloud has no values of its own: to carry those of a snapshot, name it behind the mailbox.',
  pilot_first:
    'Handing over more than {limit} in 24 hours needs a pilot that was signed off: type "pilot" to see what is next.',
  pilot_there: 'There is a pilot already, {state}: type "pilot" to see it, or end it first with "pilot abandon".',
  pilot_none: 'There is no pilot: a requester begins one with "pilot start" and one to five mailboxes.',
  pilot_unfinished: 'The pilot is not finished, {left} left: type "pilot" to see what is next.',
  pilot_own: 'You ran this pilot yourself, so another approver has to sign it off.',
  pilot_over: 'The pilot was signed off, so only an approver can end it: ask one to type "pilot abandon".',
  file_gone: 'That file is no longer on offer: type the line again that asked for it.',
  file_refused: 'Teams did not take the file ({code}): type "{line}" to get it again.',
  file_not_offered:
    'Teams did not take the offer of {file}, so there is nothing to press yet: type "{line}" again in a minute.',
  unexpected:
    'Something went wrong on our side ({reference}). Nothing was lost: try again, and give this number to your Steward administrator if it stays.',
} as const;

export type RefusalCode = keyof typeof REFUSALS;
export type RefusalDetail = Readonly<Record<string, string>>;

/** The expected "no": a value, never thrown. */
export type Refusal = { readonly ok: false; readonly code: RefusalCode; readonly detail: RefusalDetail };

export function refuse(code: RefusalCode, detail: RefusalDetail = {}): Refusal {
  return { ok: false, code, detail };
}

/** The sentence for people. A detail that is missing is a defect, so it throws rather than showing a placeholder. */
export function refusalSentence({ code, detail }: Refusal): string {
  return REFUSALS[code].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = detail[name];
    if (value === undefined) throw new Error(`Refusal ${code} lacks its detail "${name}"`);
    return value;
  });
}
