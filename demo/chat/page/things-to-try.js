// The three things to try. Each button puts its line into the right person's window; sending it stays with the reader.
import { element } from './element.js';

const THINGS = [
  {
    what: 'Look at a mailbox',
    how: 'Dana asks who may change its attributes',
    fill: { person: 'desk', kind: 'personal', text: 'check alice.archer@contoso.com' },
  },
  {
    what: 'Hand it to the cloud',
    how: 'Dana asks, Priya or Luis approves with one tap',
    fill: {
      person: 'desk',
      kind: 'personal',
      text: 'request alice.archer@contoso.com --reason "New surname from HR"',
    },
  },
  {
    what: 'Take the night shift',
    how: 'Luis sees on his phone what waits, runs or is stuck',
    fill: { person: 'oncall', kind: 'personal', text: 'status' },
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
