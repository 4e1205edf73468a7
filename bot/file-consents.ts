import { randomUUID } from 'node:crypto';
import type { Clock } from '../services/clock.ts';
import { failureRefusal } from '../services/failure-refusal.ts';
import type { Log } from '../services/log.ts';
import type { PeopleLinks } from '../services/people/people-links.ts';
import { includesRole } from '../services/people/role.ts';
import type { RoleBook } from '../services/people/role-book.ts';
import { type Refusal, refusalSentence, refuse } from '../services/refusal.ts';
import type { FileOffers, FileTerms, StoredFile } from '../services/store/file-offer-store.ts';
import type { RateLimits } from '../services/store/rate-limit-store.ts';
import { ChannelError } from './channel.ts';
import { fileInfoActivity, type OutgoingActivity, textActivity } from './outgoing-activity.ts';
import type { FileConsent, UploadTarget } from './read-file-consent.ts';
import type { RemoveInChannel, ReplyInChannel } from './teams-channel.ts';
import type { UploadFile } from './upload-file.ts';
import type { AllowUpload } from './upload-url.ts';

export type FileConsentNeeds = {
  readonly tenant: string;
  readonly offers: FileOffers;
  readonly roleBook: RoleBook;
  readonly links: PeopleLinks;
  readonly rates: Pick<RateLimits, 'commands'>;
  readonly allowUpload: AllowUpload;
  readonly upload: UploadFile;
  readonly channel: { readonly reply: ReplyInChannel; readonly remove: RemoveInChannel };
  readonly clock: Clock;
  readonly log: Log;
};

/** Carries out what somebody decided about the offer of a file. Never throws: what went wrong is said to them. */
export type AnswerConsent = (consent: FileConsent) => Promise<void>;

/** `silent`: there is nothing to say. `offerEnds`: the message with the offer has no use any more. */
type Outcome = { readonly say: OutgoingActivity | 'silent'; readonly offerEnds: boolean };

export function fileConsents(needs: FileConsentNeeds): AnswerConsent {
  return async (consent) => {
    const { say, offerEnds } = await settled(needs, consent);
    if (say !== 'silent') await posted(needs, consent, say);
    if (offerEnds) await removed(needs, consent);
  };
}

async function settled(needs: FileConsentNeeds, consent: FileConsent): Promise<Outcome> {
  try {
    const stopped = await stoppedAtTheDoor(needs, consent);
    if (stopped) return stopped;
    const terms = await needs.offers.terms(consent.actor.objectId, consent.file);
    return (await refused(needs, consent, terms)) ?? (await decided(needs, consent, terms));
  } catch (error) {
    const known = failureRefusal(error);
    if (known) return { say: sentence(known), offerEnds: false };
    const reference = randomUUID().slice(0, 8);
    needs.log.error({ event: 'file_consent_failed', reference, err: error }, 'a file could not be handed out');
    return { say: sentence(refuse('unexpected', { reference })), offerEnds: false };
  }
}

const told = (refusal: Refusal): Outcome => ({ say: sentence(refusal), offerEnds: false });

/** The same gates as for a typed line: our organisation, not too fast. */
async function stoppedAtTheDoor(needs: FileConsentNeeds, { actor }: FileConsent): Promise<Outcome | undefined> {
  if (actor.tenantId.toLowerCase() !== needs.tenant.toLowerCase()) return told(refuse('wrong_tenant'));
  const taken = await needs.rates.commands.take(needs.links.personOf(actor.objectId), needs.clock.now());
  if (taken.ok) return undefined;
  return told(refuse('too_fast', { seconds: String(Math.max(2, Math.ceil(taken.retryAfterMs / 1_000))) }));
}

/** Still in the role that the file asks for. Who has no file waiting learns just that. */
async function refused(
  needs: FileConsentNeeds,
  { actor, upload }: FileConsent,
  terms: FileTerms | undefined,
): Promise<Outcome | undefined> {
  if (upload === null || !terms) return undefined;
  const standing = await needs.roleBook.rolesOf(actor.objectId, { fresh: true });
  if (standing.isOutsider) return told(refuse('guest'));
  if (includesRole(standing.roles, terms.who)) return undefined;
  return told(
    standing.complete ? refuse('not_in_role', { role: terms.who, verb: terms.line }) : refuse('directory_unavailable'),
  );
}

async function decided(
  needs: FileConsentNeeds,
  { actor, file, upload }: FileConsent,
  terms: FileTerms | undefined,
): Promise<Outcome> {
  if (upload === null) {
    await needs.offers.withdraw(actor.objectId, file);
    return { say: 'silent', offerEnds: true };
  }
  // Looked at before the file is taken: whoever names another place gets nothing, and the offer stays.
  if (terms && (!needs.allowUpload(upload.uploadUrl) || !needs.allowUpload(upload.contentUrl))) {
    needs.log.warn({ event: 'upload_host_refused' }, 'a file was asked to a host that is not allowed');
    return told(refuse('file_refused', { code: 'host not allowed', line: terms.line }));
  }
  const taken = await needs.offers.take(actor.objectId, file);
  if (taken.ok && terms) return await handedOut(needs, taken.file, upload);
  if (!taken.ok && taken.why === 'again') return { say: 'silent', offerEnds: false };
  return { say: sentence(refuse('file_gone')), offerEnds: true };
}

async function handedOut(needs: FileConsentNeeds, file: StoredFile, upload: UploadTarget): Promise<Outcome> {
  const uploaded = await needs.upload(upload.uploadUrl, file.content);
  if (uploaded.ok) return { say: fileInfoActivity(upload), offerEnds: true };
  needs.log.warn({ event: 'upload_refused', code: uploaded.code }, 'a file was not taken');
  return { say: sentence(refuse('file_refused', { code: uploaded.code, line: file.line })), offerEnds: true };
}

const sentence = (refusal: Refusal): OutgoingActivity => textActivity(refusalSentence(refusal));

async function posted(
  { channel, log }: FileConsentNeeds,
  { place, activityId }: FileConsent,
  activity: OutgoingActivity,
): Promise<void> {
  const { replyTo: conversation, serviceUrl, botId } = place;
  await channel
    .reply({ conversation, serviceUrl, botId, activityId }, activity)
    .catch((error: unknown) => lost(log, error));
}

/** Teams leaves the offer standing, and nobody should press it twice. Whether this gets through decides nothing. */
async function removed({ channel, log }: FileConsentNeeds, { place, messageId }: FileConsent): Promise<void> {
  if (messageId === undefined) return;
  const { replyTo: conversation, serviceUrl, botId } = place;
  await channel.remove({ conversation, serviceUrl, botId }, messageId).catch((error: unknown) => lost(log, error));
}

function lost(log: Log, error: unknown): void {
  const code = error instanceof ChannelError ? error.code : 'unknown';
  log.warn({ event: 'file_consent_unanswered', code, err: error }, 'an answer about a file did not get through');
}
