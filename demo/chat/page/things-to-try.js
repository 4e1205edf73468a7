// Things to try. Each button puts its line into the right person's window; sending it stays with the reader.
import { element } from './element.js';

const THINGS = [
  {
    what: 'Look at a mailbox',
    how: 'Dana asks who may change its attributes',
    fill: { person: 'desk', kind: 'personal', text: 'check alice@contoso.com' },
  },
  {
    what: 'Hand it to the cloud',
    how: 'Dana asks and confirms, Priya or Luis approves with one tap',
    fill: {
      person: 'desk',
      kind: 'personal',
      text: 'request alice@contoso.com --reason "New surname from HR"',
    },
  },
  {
    what: 'Hand one back',
    how: 'Dana sees that what Bob would lose is unknown, and why',
    fill: { person: 'desk', kind: 'personal', text: 'rollback bob@contoso.com' },
  },
  {
    what: 'Change a value',
    how: 'Bob is cloud-managed: hiding him needs nobody else, an address does',
    fill: { person: 'desk', kind: 'personal', text: 'set bob@contoso.com hidden on' },
  },
  {
    what: 'Be on call',
    how: 'Luis sees what runs, what is stuck and what is owed',
    fill: { person: 'oncall', kind: 'personal', text: 'handover' },
  },
  {
    what: 'Look at the whole tenant',
    how: 'How far it is to the last Exchange server',
    fill: { person: 'oncall', kind: 'personal', text: 'readiness' },
  },
];

/** @param {HTMLElement} list @param {(fill: object) => void} onChoose */
export function showThingsToTry(list, onChoose) {
  for (const [index, { what, how, fill }] of THINGS.entries()) {
    const button = element(
      'button',
      { type: 'button' },
      element('span', { class: 'number', 'aria-hidden': 'true', text: String(index + 1) }),
      element('span', { class: 'what', text: what }),
      element('span', { class: 'how', text: how }),
    );
    button.addEventListener('click', () => onChoose(fill));
    list.append(element('li', {}, button));
  }
}
