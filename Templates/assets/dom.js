// Builds nodes. Text is always text: nothing here can turn a string into markup.

/** `el('p', { class: 'soft', hidden: true }, 'words', node, null)`: null and false are left out. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(key, value === true ? '' : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const spaces = { svg: 'http://www.w3.org/2000/svg' };
const sprite = new URL('./icons.svg', import.meta.url).pathname;

/** One picture of the sprite. */
export function icon(name) {
  const picture = document.createElementNS(spaces.svg, 'svg');
  picture.setAttribute('class', 'icon');
  picture.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(spaces.svg, 'use');
  use.setAttribute('href', `${sprite}#${name}`);
  picture.append(use);
  return picture;
}

/** Changes the picture of a button that has one. */
export function setIcon(button, name) {
  button.querySelector('use')?.setAttribute('href', `${sprite}#${name}`);
}

/** 65000 ms as `1:05`, from an hour on `1:00:05`. */
export function clock(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const pad = (number) => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  return hours > 0
    ? `${hours}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
    : `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`;
}

/** Whether a key press belongs to something being typed in or chosen from. */
export function isTyping(event) {
  const target = event.target;
  return event.ctrlKey || event.metaKey || event.altKey
    || (target instanceof Element && target.closest('input:not([type=range], [type=checkbox]), textarea, select, [contenteditable]') !== null);
}
