// Talks to this chat's own server.

async function call(path, body) {
  const options = body
    ? { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
    : {};
  const response = await fetch(path, options);
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new Error(answer?.error?.message ?? `The chat answered ${response.status}.`);
  return answer;
}

export const getAbout = () => call('/about.json');
export const getPeople = () => call('/chat/people');
/** @param {string} person */
export const getConversations = (person) => call(`/chat/conversations?${new URLSearchParams({ person })}`);
/** @param {string} person @param {string} conversation */
export const getMessages = (person, conversation) =>
  call(`/chat/messages?${new URLSearchParams({ person, conversation })}`);
export const sendText = (wish) => call('/chat/send', wish);
export const clickButton = (wish) => call('/chat/click', wish);
export const answerOffer = (wish) => call('/chat/consent', wish);
export const getTenantState = () => call('/tenant/state');
export const advanceTenantClock = (advanceMinutes) => call('/tenant/clock', { advanceMinutes });
export const runSyncCycle = () => call('/tenant/sync', {});
export const getCard = (id) => call(`/render/${encodeURIComponent(id)}/card.json`);

/**
 * One stream for everybody on the page.
 * @param {string[]} people
 * @param {{ onEvent: (event: object) => void, onReconnect: () => void }} handlers
 */
export function listen(people, { onEvent, onReconnect }) {
  const stream = new EventSource(`/chat/events?${new URLSearchParams(people.map((person) => ['person', person]))}`);
  let wasOpen = false;
  stream.onopen = () => {
    // What happened while the connection was gone is read again.
    if (wasOpen) onReconnect();
    wasOpen = true;
  };
  stream.onmessage = ({ data }) => onEvent(JSON.parse(data));
}
