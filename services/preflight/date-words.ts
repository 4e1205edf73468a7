// `toUTCString` has one form, laid down by the language: "Tue, 22 Dec 2026 14:32:00 GMT".

/** "22 Dec 2026" of an ISO 8601 moment or day, by UTC. */
export function dayWords(iso: string): string {
  return new Date(iso).toUTCString().slice(5, 16).replace(/^0/, '');
}

/** "22 Dec 2026, 14:32 UTC". */
export function momentWords(iso: string): string {
  return `${dayWords(iso)}, ${new Date(iso).toUTCString().slice(17, 22)} UTC`;
}
