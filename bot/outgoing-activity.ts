import type { CardJson } from './inbound.ts';

/**
 * What the bot posts: one card and nothing beside it, because Teams splits text and card and then returns no id; or
 * one plain text, never Markdown, because it may hold what people typed.
 */
export type OutgoingActivity = CardActivity | TextActivity | FileConsentActivity | FileInfoActivity;

type CardActivity = {
  readonly type: 'message';
  readonly summary: string;
  readonly attachments: readonly [{ readonly contentType: string; readonly content: CardJson }];
};
type TextActivity = { readonly type: 'message'; readonly text: string; readonly textFormat: 'plain' };

/** The offer of a file, which Teams draws itself with Allow and Decline (learn.microsoft.com, "Send and receive files using bot"). */
type FileConsentActivity = {
  readonly type: 'message';
  readonly attachments: readonly [
    {
      readonly contentType: typeof FILE_CONSENT_TYPE;
      readonly name: string;
      readonly content: {
        readonly description: string;
        readonly sizeInBytes: number;
        readonly acceptContext: { readonly file: string };
        readonly declineContext: { readonly file: string };
      };
    },
  ];
};
/** A file that lies in the person's OneDrive now. */
type FileInfoActivity = {
  readonly type: 'message';
  readonly attachments: readonly [
    {
      readonly contentType: typeof FILE_INFO_TYPE;
      readonly contentUrl: string;
      readonly name: string;
      readonly content: { readonly uniqueId: string; readonly fileType: string };
    },
  ];
};

const FILE_CONSENT_TYPE = 'application/vnd.microsoft.teams.card.file.consent';
const FILE_INFO_TYPE = 'application/vnd.microsoft.teams.card.file.info';
export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

export function cardActivity({ card, summary }: { card: CardJson; summary: string }): CardActivity {
  return { type: 'message', summary, attachments: [{ contentType: CARD_TYPE, content: card }] };
}

export function textActivity(text: string): TextActivity {
  return { type: 'message', text, textFormat: 'plain' };
}

export type FileOffer = {
  readonly name: string;
  readonly description: string;
  readonly sizeInBytes: number;
  /** The id under which the file is kept: all that the message carries of it. */
  readonly file: string;
};

export function fileConsentActivity({ name, description, sizeInBytes, file }: FileOffer): FileConsentActivity {
  const content = { description, sizeInBytes, acceptContext: { file }, declineContext: { file } };
  return { type: 'message', attachments: [{ contentType: FILE_CONSENT_TYPE, name, content }] };
}

export type UploadedFile = {
  readonly contentUrl: string;
  readonly name: string;
  readonly uniqueId: string;
  readonly fileType: string;
};

export function fileInfoActivity({ contentUrl, name, uniqueId, fileType }: UploadedFile): FileInfoActivity {
  const content = { uniqueId, fileType };
  return { type: 'message', attachments: [{ contentType: FILE_INFO_TYPE, contentUrl, name, content }] };
}
