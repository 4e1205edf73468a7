// What a bot tells only the one who pressed a button, and what went wrong. Errors stay until they are closed.
import { element } from './element.js';

const SHOWN_MS = 8000;
const MOST = 3;

export function toastList() {
  const root = element('div', { class: 'toasts', role: 'status' });
  const show = ({ kind, text }) => {
    const note = kind === 'message' ? element('small', { text: 'Only you see this' }) : undefined;
    const close = element('button', { type: 'button', 'aria-label': 'Close', text: '×' });
    const words = element('div', {}, element('span', { text }), note);
    const toast = element('div', { class: `toast ${kind}` }, words, close);
    close.addEventListener('click', () => toast.remove());
    root.append(toast);
    if (root.children.length > MOST) root.firstChild.remove();
    if (kind !== 'error') setTimeout(() => toast.remove(), SHOWN_MS);
  };
  return { root, show };
}
