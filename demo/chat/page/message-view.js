// One message as one person sees it.
import { renderCard } from './card-view.js';
import { avatar, element } from './element.js';
import { fileView, offerView } from './file-view.js';
import { markdownToHtml } from './markdown.js';

/**
 * @param {object} message as the server tells it
 * @param {{ owner: object, people: Map<string, object>, kind: 'personal' | 'channel', root?: object, onExecute: Function, onConsent: Function }} place
 */
export function messageView(message, place) {
  const author = place.people.get(message.from);
  const isOwn = message.from === place.owner.key && place.kind === 'personal';
  const content = element('div', { class: 'content' });
  content.append(headLine(message, isOwn ? 'You' : (author?.name ?? 'Steward')));
  if (place.root) content.append(replyLine(place.root, place.people));
  if (message.text !== undefined) content.append(bubble(message, author !== undefined && place.kind === 'channel'));
  if (message.card) content.append(renderCard(message.card, (press) => place.onExecute(message, press)));
  if (message.consent) content.append(offerView(message.consent, (...answer) => place.onConsent(message, ...answer)));
  if (message.file) content.append(fileView(message.file));
  const face = author ? avatar(author) : element('span', { class: 'avatar bot', 'aria-hidden': 'true' });
  const shape = { class: isOwn ? 'message own' : 'message', 'data-id': message.id, tabindex: '-1' };
  return element('div', shape, isOwn ? undefined : face, content);
}

function headLine(message, name) {
  const at = new Date(message.at);
  const time = at.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
  return element(
    'div',
    { class: 'line' },
    element('span', { class: 'name', text: name }),
    element('time', { datetime: message.at, text: time }),
    message.edited ? element('span', { text: 'Edited' }) : undefined,
    message.private ? element('span', { class: 'private', text: 'Only you see this' }) : undefined,
    message.undelivered ? element('span', { class: 'undelivered', text: 'Steward did not answer' }) : undefined,
  );
}

function replyLine(root, people) {
  const name = people.get(root.from)?.name ?? 'Steward';
  const words = withoutTags(root.text ?? root.summary ?? 'a card');
  return element('p', { class: 'reply', text: `${name}: ${words}` });
}

function bubble(message, withMention) {
  if (message.textFormat !== 'plain') {
    const shown = element('div', { class: 'bubble' });
    // markdown-it escapes every tag (html is off), so this is its HTML only.
    shown.innerHTML = markdownToHtml(message.text);
    return shown;
  }
  const mention = withMention ? element('b', { class: 'mention', text: 'Steward ' }) : undefined;
  return element('div', { class: 'bubble plain' }, mention, document.createTextNode(withoutTags(message.text)));
}

function withoutTags(text) {
  return text.replaceAll(/<\/?at>/g, '');
}
