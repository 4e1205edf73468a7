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
  whole_object: '{mailbox} has moved to the cloud as a whole object, so the mailbox flag no longer applies to it.',
  authority_unknown:
    'The authority of {mailbox} could not be read, and nothing is done on a guess: try again in a few minutes.',
  type_cannot_move: '{mailbox} is a {type}: only user, shared, room and equipment mailboxes can change hands.',
  already_cloud: '{mailbox} is already cloud-managed: there is nothing to do.',
  already_on_premises: '{mailbox} is already managed on-premises: there is nothing to do.',
  request_open: 'Request {id} is already open for {mailbox}: decide or cancel that one first.',
  being_asked: 'Somebody is preparing a request for {mailbox} just now: try again in a quarter of an hour.',
  request_not_found: 'There is no request "{id}": type "pending" to see the open ones.',
  own_approval: 'You asked for {id} yourself, so somebody else has to decide it.',
  already_voted: 'You have already approved {id}: it needs one more person.',
  not_requester: '{id} was asked for by {requester}: only they can {verb} it.',
  not_in_role: 'You need the role "{role}" to {verb}: ask your Steward administrator.',
  directory_unavailable:
    'The directory could not be asked for your roles just now, so nothing was done: try again in a minute.',
  reason_needed: '{id} needs a reason: write one on the card, or type "confirm {id} --reason …".',
  reason_does_not_fit: 'The reason for {id} does not have the form that is asked for: for example {example}.',
  nobody_can_approve:
    'Nobody could approve this: it needs {needed} besides you, and {found} could. Ask your Steward administrator to add approvers.',
  too_fast: 'You are sending faster than I can follow: wait {seconds} seconds and try again.',
  wrong_tenant: 'Steward serves one organisation only, and this message came from another.',
  unknown_person: 'Teams did not say who you are, so nothing was done: sign in to Teams again.',
  guest: 'Guests cannot use Steward: ask somebody inside the organisation.',
  expired: '{id} expired at {at} without {missing}: ask again if it is still needed.',
  stale_card: 'That card was out of date: {id} is {state}. This is how it stands now.',
  wrong_state: '{id} is {state}, so it cannot be {verb} any more.',
  drifted: '{mailbox} has changed since {id} was approved, so nothing was done: look at what changed and ask again.',
  exchange_slow: 'Exchange Online did not answer in time. Nothing was changed: try again in a minute.',
  exchange_failed: 'Exchange Online could not be read ({code}). Nothing was changed: {next}',
  archive_unavailable:
    'The archive for snapshots cannot be written, so no request can be made. Nothing was changed: tell your Steward administrator.',
  store_unavailable: 'Steward cannot reach its store just now: try again in a minute, or look first with "status".',
  no_private_place: 'I could not open a personal chat with you: open a chat with Steward, then type the line there.',
  use_in_channel: 'Type this in the channel where the approval cards should go.',
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
