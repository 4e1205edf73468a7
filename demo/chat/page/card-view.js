// Draws a card with Microsoft's own renderer and reports what somebody presses.
import { hostConfig } from './host-config.js';
import { markdownToHtml } from './markdown.js';

/* The renderer is a classic script that leaves its library on the window. */
const library = () => window.AdaptiveCards;

/**
 * @param {object} json the card
 * @param {(press: { verb: string, title: string, data: object, button: HTMLElement }) => void} onExecute
 * @returns {HTMLElement}
 */
export function renderCard(json, onExecute) {
  const { AdaptiveCard, HostConfig, SerializationContext, Versions } = library();
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdownToHtml(text);
    result.didProcess = true;
  };
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(hostConfig);
  card.onExecuteAction = (action) => execute(action, onExecute);
  card.parse(json, new SerializationContext(Versions.v1_5));
  const frame = document.createElement('div');
  frame.className = 'card';
  const drawn = card.render();
  if (drawn) frame.append(drawn);
  return frame;
}

function execute(action, onExecute) {
  const type = action.getJsonTypeName();
  if (type === 'Action.OpenUrl') window.open(action.url, '_blank', 'noopener');
  if (type !== 'Action.Execute') return;
  const button = action.renderedElement;
  const data = typeof action.data === 'object' && action.data !== null ? action.data : {};
  onExecute({ verb: action.verb, title: action.title, data, button });
}

/** While the bot thinks nothing on the card can be pressed twice. Returns what ends that. */
export function showBusy(frame, button) {
  const buttons = [...frame.querySelectorAll('button')].filter((one) => !one.disabled);
  for (const one of buttons) one.disabled = true;
  button?.setAttribute('aria-busy', 'true');
  return () => {
    for (const one of buttons) one.disabled = false;
    button?.removeAttribute('aria-busy');
  };
}
