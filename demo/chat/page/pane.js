// One person's window: who it is, the tabs, and what only this person is told.
import { conversationView } from './conversation-view.js';
import { avatar, element } from './element.js';
import { toastList } from './toast.js';

/**
 * @param {{ owner: object, people: Map<string, object>, conversations: object[], phone: boolean }} given
 */
export function paneView({ owner, people, conversations, phone }) {
  const toasts = toastList();
  const onProblem = (text) => toasts.show({ kind: 'error', text });
  const tabs = conversations.map((conversation, index) => {
    const view = conversationView({ owner, people, conversation, onProblem });
    return { view, unread: 0, ...tabButton(view, `${owner.key}-${index}`) };
  });
  const root = element(
    'section',
    { class: phone ? 'pane phone' : 'pane', 'data-person': owner.key, 'aria-label': `${owner.name}, ${owner.role}` },
    paneHead(owner),
    element('div', { role: 'tablist', 'aria-label': `Chats of ${owner.name}` }, ...tabs.map((tab) => tab.button)),
    ...tabs.map((tab) => tab.view.root),
    toasts.root,
  );
  let current = tabs[0];
  const show = (chosen) => {
    current = chosen;
    for (const tab of tabs) {
      const isShown = tab === chosen;
      tab.view.root.hidden = !isShown;
      tab.button.setAttribute('aria-selected', String(isShown));
      tab.button.tabIndex = isShown ? 0 : -1;
    }
    markUnread(chosen, 0);
    chosen.view.toEnd();
  };
  for (const tab of tabs) tab.button.addEventListener('click', () => show(tab));
  root.querySelector('[role=tablist]').addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    show(tabs[(tabs.indexOf(current) + step + tabs.length) % tabs.length]);
    current.button.focus();
  });
  show(current);
  const find = (conversation) => tabs.find((tab) => tab.view.id === conversation);
  return {
    root,
    load: () => Promise.all(tabs.map((tab) => tab.view.load())),
    fill: (kind, text) => {
      show(tabs.find((tab) => tab.view.kind === kind));
      current.view.fill(text);
    },
    receive: (event) => {
      const tab = find(event.conversation);
      if (event.type === 'toast') toasts.show(event);
      if (event.type === 'deleted') tab?.view.remove(event.id);
      if (event.type !== 'message' || !tab) return;
      tab.view.put(event.message);
      if (tab !== current && event.message.from !== owner.key && event.fresh) markUnread(tab, tab.unread + 1);
    },
  };
}

function tabButton(view, id) {
  const unreadMark = element('span', { class: 'unread', hidden: true });
  const shape = { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': `panel-${id}` };
  const button = element('button', shape, element('span', { text: view.name }), unreadMark);
  view.root.id = `panel-${id}`;
  view.root.setAttribute('aria-labelledby', button.id);
  return { button, unreadMark };
}

function markUnread(tab, count) {
  tab.unread = count;
  tab.unreadMark.hidden = count === 0;
  tab.unreadMark.textContent = String(count);
  tab.unreadMark.setAttribute('aria-label', `${count} unread`);
}

function paneHead(owner) {
  const words = element('div', {}, element('h2', { text: owner.name }), element('p', { text: owner.role }));
  return element('header', { class: 'pane-head' }, avatar(owner), words);
}
