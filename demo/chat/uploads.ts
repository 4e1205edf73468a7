// The people's OneDrive, as far as files from a bot need it: a place to put one file, which then can be opened.
import { randomUUID } from 'node:crypto';

export type Placeholder = {
  readonly token: string;
  readonly id: string;
  readonly conversation: string;
  readonly name: string;
};
export type StoredFile = { readonly name: string; readonly bytes: Buffer };
export type Received = { readonly ok: true } | { readonly ok: false; readonly status: number; readonly reason: string };
export type Uploads = ReturnType<typeof createUploads>;

const MOST_BYTES = 4 * 1024 * 1024;
const RANGE = /^bytes 0-(\d+)\/(\d+)$/;

export function createUploads() {
  const open = new Map<string, Placeholder>();
  const files = new Map<string, StoredFile>();
  return {
    /** What Teams does before it tells the bot that a file was accepted. */
    prepare: (conversation: string, name: string): Placeholder => {
      const placeholder = { token: randomUUID(), id: randomUUID(), conversation, name };
      open.set(placeholder.token, placeholder);
      return placeholder;
    },
    find: (token: string) => open.get(token),
    /** One whole range, once; with a token it is refused, because the address is the permission. */
    receive: (
      token: string,
      bytes: Buffer,
      headers: { range: string | undefined; auth: string | undefined },
    ): Received => {
      const placeholder = open.get(token);
      if (!placeholder) return { ok: false, status: 404, reason: 'There is no such upload session.' };
      if (headers.auth !== undefined) return { ok: false, status: 401, reason: 'An upload address takes no token.' };
      const [, last, size] = RANGE.exec(headers.range ?? '') ?? [];
      const fits = Number(size) === bytes.length && Number(last) === bytes.length - 1;
      if (!fits || bytes.length > MOST_BYTES) return { ok: false, status: 416, reason: 'Content-Range does not fit.' };
      open.delete(token);
      files.set(placeholder.id, { name: placeholder.name, bytes });
      return { ok: true };
    },
    file: (id: string) => files.get(id),
  };
}
