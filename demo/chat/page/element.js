// Builds elements in one expression; text is always set as text, never as HTML.

/**
 * @param {string} tag
 * @param {Record<string, string | boolean | undefined>} attributes `text` sets the text
 * @param {(Node | undefined)[]} children
 */
export function element(tag, attributes = {}, ...children) {
  const { text, ...rest } = attributes;
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(rest)) {
    if (value === true) made.setAttribute(name, '');
    else if (value !== undefined && value !== false) made.setAttribute(name, value);
  }
  if (text !== undefined) made.textContent = text;
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** @param {{ name: string, tone: number }} person */
export function avatar(person) {
  const initials = person.name
    .split(' ')
    .map((part) => part[0])
    .join('');
  return element('span', { class: 'avatar', 'data-tone': String(person.tone), 'aria-hidden': 'true', text: initials });
}
