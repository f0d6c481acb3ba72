// What the recorder says. Its words come with its own page: no other page has to carry them.
const texts = new Map([...document.querySelectorAll('[data-says] [data-word]')].map((node) => [node.dataset.word, node.textContent]));

/** `says('paused', { time: '0:12' })`: the text with the values in its places. */
export function says(key, values = {}) {
  return (texts.get(key) ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}
