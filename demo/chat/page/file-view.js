// The offer of a file, and a file, as Teams draws them.
import { element } from './element.js';

/**
 * @param {{ name: string, description: string, sizeInBytes: number }} offer
 * @param {(decision: 'accept' | 'decline', button: HTMLElement) => void} onAnswer
 */
export function offerView({ name, description, sizeInBytes }, onAnswer) {
  const button = (text, decision) => {
    const made = element('button', { type: 'button', text });
    made.addEventListener('click', () => onAnswer(decision, made));
    return made;
  };
  return element(
    'div',
    { class: 'file' },
    element('p', { class: 'file-name', text: name }),
    element('p', { class: 'file-note', text: `${description} ${sizeText(sizeInBytes)}, goes to your OneDrive.` }),
    element('div', { class: 'file-answers' }, button('Allow', 'accept'), button('Decline', 'decline')),
  );
}

/** @param {{ name: string, contentUrl: string }} file */
export function fileView({ name, contentUrl }) {
  const isWeb = /^https?:\/\//.test(contentUrl);
  const link = { class: 'file-name', text: name, target: '_blank', rel: 'noopener noreferrer' };
  return element('div', { class: 'file' }, isWeb ? element('a', { ...link, href: contentUrl }) : element('p', link));
}

function sizeText(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : `${Math.ceil(bytes / 1024)} KB`;
}
