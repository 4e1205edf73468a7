// Puts the page together: three people, one event stream, the header.
import { getAbout, getConversations, getPeople, listen } from './channel-api.js';
import { startThemes } from './color-theme.js';
import { paneView } from './pane.js';
import { startTenantClock } from './tenant-clock.js';
import { showThingsToTry } from './things-to-try.js';

const ROLES = { desk: 'Service desk', approver: 'Approver', oncall: 'On call, phone' };
const SHOWN = Object.keys(ROLES);

startThemes(document.querySelector('#theme'));

const [about, everybody] = await Promise.all([getAbout(), getPeople()]);
const people = new Map(everybody.map((person, index) => [person.key, { ...person, tone: index % 3 }]));
const panes = new Map();
const main = document.querySelector('#panes');
for (const key of SHOWN.filter((one) => people.has(one))) {
  const owner = { ...people.get(key), role: ROLES[key] };
  const conversations = await getConversations(key);
  const pane = paneView({ owner, people, conversations, phone: key === 'oncall' });
  panes.set(key, pane);
  main.append(pane.root);
}

const loadAll = () => Promise.all([...panes.values()].map((pane) => pane.load()));
listen([...panes.keys()], { onEvent: (event) => panes.get(event.person)?.receive(event), onReconnect: loadAll });
await loadAll();

if (about.tenantControl) startTenantClock(document, document.querySelector('#tenant-state'));
showThingsToTry(document.querySelector('#tries'), ({ person, kind, text }) => panes.get(person)?.fill(kind, text));
document.body.dataset.ready = 'true';
