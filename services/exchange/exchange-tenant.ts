import type { Edit } from '../mailbox/edit.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Exchange } from './exchange.ts';

/** The organisation as `Get-OrganizationConfig` shows it. `null`: Exchange did not tell. */
export type Organization = {
  /** The initial domain, for example `contoso.onmicrosoft.com`. */
  readonly name: string;
  readonly displayName: string;
  /** `BlockExchangeProvisioningFromOnPremEnabled`: new synced mailboxes arrive cloud-managed. */
  readonly isCloudManagedByDefault: boolean | null;
  /** `PublicFoldersEnabled` as Exchange spells it: `Local`, `Remote`, `None`. */
  readonly publicFolders: string | null;
};

/** Whatever can receive mail: enough to see whose address it is and who is its authority. */
export type Recipient = {
  /** Entra object id in lower case; `null` for one without an Entra object. */
  readonly objectId: string | null;
  readonly name: string;
  readonly displayName: string;
  readonly primaryAddress: string;
  /** `RecipientTypeDetails`. */
  readonly type: string;
  readonly isDirSynced: boolean | null;
  /** Of a mail user: the mailbox it has on-premises; `null` for none. */
  readonly exchangeGuid: string | null;
  /** Of a mail user: the archive it has in the cloud; `null` for none. */
  readonly archiveGuid: string | null;
};

/** A move of one mailbox that Exchange knows of: a move request or a migration user. `status` is Exchange's word. */
export type Move = { readonly kind: 'move-request' | 'migration-user'; readonly status: string };

export const HYBRID_PARTS = [
  'inbound-connector',
  'outbound-connector',
  'organization-relationship',
  'intra-organization-connector',
  'migration-endpoint',
  'migration-batch',
] as const;
export type HybridPartKind = (typeof HYBRID_PARTS)[number];

/**
 * Something of the hybrid set-up that still stands. `status` is Exchange's own word: of a batch its status, of an
 * endpoint its type (`ExchangeRemoteMove` is the hybrid one); of everything else `Enabled`, `Disabled`, or `Unknown`
 * when Exchange did not tell.
 */
export type HybridPart = { readonly kind: HybridPartKind; readonly name: string; readonly status: string };

/**
 * Exchange Online beyond the single mailbox flag: the organisation, what else it holds, and edits of cloud-managed
 * mailboxes. Kept by the client over HTTP and by the in-process fake under one suite. Every method may throw an
 * `ExchangeError`; nothing else.
 */
export type ExchangeTenant = {
  readonly organization: (signal?: AbortSignal) => Promise<Organization>;
  /** One of two switches, never both. Returning is no proof: read `organization` back. */
  readonly setCloudManagedByDefault: (value: boolean, signal?: AbortSignal) => Promise<void>;
  /** Domain names in lower case. */
  readonly acceptedDomains: (signal?: AbortSignal) => Promise<readonly string[]>;
  /**
   * Names of the cmdlets that Steward's own account may run (`EXOModuleFile`). Which of their parameters a role hides
   * is not told: that shows only when one is used, as an error of class `permission`, reason `hidden-parameter`.
   */
  readonly permittedCmdlets: (signal?: AbortSignal) => Promise<ReadonlySet<string>>;
  /**
   * Moves of this mailbox, or of the mail user it is to become one from, that have not been removed, in whatever
   * state. None for an object that Exchange does not know.
   */
  readonly movesOf: (objectId: string, signal?: AbortSignal) => Promise<readonly Move[]>;
  /**
   * Who has this SMTP address, as primary or alias; `undefined` when nobody has, soft-deleted recipients aside, whose
   * addresses Exchange may still refuse. Throws `rejected` for a text that is no SMTP address, so that a misspelt one
   * is not taken for a free one, and `ambiguous` when several have it.
   */
  readonly recipientAt: (address: string, signal?: AbortSignal) => Promise<Recipient | undefined>;
  /**
   * Recipients of these `RecipientTypeDetails`, page by page, so that memory does not grow with the tenant; none for
   * no types. Throws when the result was cut short or expired on the way (`page-expired`: start again).
   */
  readonly recipients: (types: readonly string[], signal?: AbortSignal) => AsyncIterable<readonly Recipient[]>;
  /**
   * All that Exchange Online still has of the hybrid set-up. Connectors for partner companies are left out; an
   * organization relationship may be with one as well, and only its name tells: the Hybrid Configuration Wizard names
   * its own `O365 to On-premises - <guid>`.
   */
  readonly hybridParts: (signal?: AbortSignal) => Promise<readonly HybridPart[]>;
  /**
   * Every mailbox of the organisation that has an Entra object, page by page. Throws when the result was cut short:
   * never a part as the whole. Throws `page-expired` when the reader took too long: start again, from nothing.
   */
  readonly mailboxes: (signal?: AbortSignal) => AsyncIterable<readonly Mailbox[]>;
  /**
   * Changes attributes of a cloud-managed mailbox with one call, lists by what to add and remove. Returning is no
   * proof. Never repeated when the outcome of an attempt is unknown. Throws `rejected` before anything is sent for
   * edits that cannot be meant (see `edit-parameters.ts`), and for addresses that Exchange does not take, with the
   * reason `domain-not-accepted` or `address-taken`; `write-scope` when the mailbox is mastered on-premises.
   */
  readonly edit: (objectId: string, edits: readonly Edit[], signal?: AbortSignal) => Promise<void>;
};

/** Exchange Online as a whole. */
export type ExchangeOnline = Exchange & ExchangeTenant;
