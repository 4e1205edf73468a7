// One tab of a person's window: the messages, what is being typed, and the line to type in.
import { showBusy } from './card-view.js';
import { answerOffer, clickButton, getMessages, sendText } from './channel-api.js';
import { element } from './element.js';
import { messageView } from './message-view.js';

const NEAR_END_PX = 80;
const EMPTY = {
  personal: 'Say hello to Steward, or type “help”.',
  channel: 'Requests that need an approval appear here. Lines you type go to @Steward.',
};

/**
 * @param {{ owner: object, people: Map<string, object>, conversation: object, onProblem: (text: string) => void }} given
 */
export function conversationView({ owner, people, conversation, onProblem }) {
  const { id, kind, name } = conversation;
  const where = { person: owner.key, conversation: id };
  const messages = new Map();
  const log = element('div', { class: 'log', role: 'log', tabindex: '0', 'aria-label': `${owner.name}: ${name}` });
  const empty = element('p', { class: 'empty', text: EMPTY[kind] });
  const typing = element('div', { class: 'typing', 'aria-hidden': 'true', text: 'Steward is typing…' });
  const guarded = (work) => work.catch((problem) => onProblem(problem.message));

  const onExecute = (message, { verb, title, data, button }) => {
    const item = log.querySelector(`[data-id="${CSS.escape(message.id)}"]`);
    const done = showBusy(item, button);
    guarded(clickButton({ ...where, messageId: message.id, verb, title, data })).finally(done);
  };
  const onConsent = (message, decision, button) => {
    const item = log.querySelector(`[data-id="${CSS.escape(message.id)}"]`);
    const done = showBusy(item, button);
    guarded(answerOffer({ ...where, messageId: message.id, decision })).finally(done);
  };
  const draw = (message) => {
    const root = message.thread ? messages.get(message.thread) : undefined;
    return messageView(message, { owner, people, kind, root, onExecute, onConsent });
  };
  const put = (message) => {
    const stick = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
    const old = log.querySelector(`[data-id="${CSS.escape(message.id)}"]`);
    const hadFocus = old?.contains(document.activeElement);
    messages.set(message.id, message);
    empty.remove();
    const fresh = draw(message);
    if (old) old.replaceWith(fresh);
    else log.append(fresh);
    // A card that changed under the finger keeps the place of the keyboard.
    if (hadFocus) fresh.focus({ preventScroll: true });
    if (stick || message.from === owner.key) log.scrollTop = log.scrollHeight;
  };
  const load = async () => {
    const list = await getMessages(owner.key, id);
    messages.clear();
    log.replaceChildren(empty);
    for (const message of list) put(message);
    log.scrollTop = log.scrollHeight;
  };
  const submit = async (text) => {
    typing.classList.add('on');
    await guarded(sendText({ ...where, text }));
    typing.classList.remove('on');
  };
  const composer = composerView(`Message to ${name} as ${owner.name}`, kind, submit);
  const root = element('div', { class: 'conversation', role: 'tabpanel' }, log, typing, composer.root);
  const remove = (messageId) => {
    messages.delete(messageId);
    log.querySelector(`[data-id="${CSS.escape(messageId)}"]`)?.remove();
  };
  const toEnd = () => {
    log.scrollTop = log.scrollHeight;
  };
  return { id, name, kind, root, load: () => guarded(load()), put, remove, toEnd, fill: composer.fill };
}

function composerView(label, kind, submit) {
  const placeholder = kind === 'channel' ? 'Type a line for Steward' : 'Type a message';
  const field = element('textarea', { rows: '1', placeholder, 'aria-label': label, autocomplete: 'off' });
  const mention = kind === 'channel' ? element('b', { class: 'mention', text: '@Steward' }) : undefined;
  const button = element('button', { type: 'submit', text: 'Send' });
  const root = element('form', { class: 'composer' }, element('div', { class: 'field' }, mention, field), button);
  const send = () => {
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    submit(text);
  };
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  const fill = (text) => {
    field.value = text;
    field.focus();
  };
  return { root, fill };
}
