import { edits, quote, type ReadEdits, switchFrom, unclear } from './edit-words.ts';
import { smtpAddress } from './smtp-address.ts';

const EXAMPLE = 'forward sales@contoso.com --keep on';

/**
 * `forward <address> [--keep on|off]`, `forward off`. Inside and outside alike by `ForwardingSmtpAddress`;
 * `ForwardingAddress` is cleared with it, since Exchange ignores the one where the other is set (Microsoft Learn,
 * Set-Mailbox, August 2026). Unless told otherwise the mailbox keeps what it forwards, so that nothing is lost.
 */
export const forwardEdits: ReadEdits = ({ words, keep }) => {
  const [word, ...more] = words;
  if (word === undefined) return unclear('say where to forward to, or "off".', EXAMPLE);
  if (more.length > 0) return unclear(`${quote(more.join(' '))} is more than one address.`, EXAMPLE);
  if (word.toLowerCase() === 'off') {
    if (keep !== undefined) return unclear('without forwarding everything is kept.', 'forward off');
    return edits(
      { kind: 'set', name: 'ForwardingSmtpAddress', value: null },
      { kind: 'set', name: 'ForwardingAddress', value: null },
    );
  }
  const isKept = keep === undefined ? true : switchFrom(keep);
  if (isKept === undefined) return unclear('"--keep" is on or off.', EXAMPLE);
  const read = smtpAddress(word, EXAMPLE);
  if (!read.ok) return read;
  return edits(
    { kind: 'set', name: 'ForwardingSmtpAddress', value: read.address },
    { kind: 'set', name: 'ForwardingAddress', value: null },
    { kind: 'set', name: 'DeliverToMailboxAndForward', value: isKept },
  );
};
