const grouped = (count: number): string => count.toLocaleString('en-US');

/** "1 mailbox is", "1,200 mailboxes are": `forms` are the words for one and for many. */
export function counted(count: number, [one, many]: readonly [string, string]): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** The first few names, and how many more there are. */
export function named(names: readonly string[], most = 3): string {
  const more = names.length - most;
  const first = names.slice(0, most).join(', ');
  return more > 0 ? `${first} and ${grouped(more)} more` : first;
}
