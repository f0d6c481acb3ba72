// Text boxes that are as high as their text: a copy of the text behind the box makes the room, and can carry marks.
import { el } from './dom.js';

export function grow(area, marked = (text) => [text]) {
  const mirror = el('span', { class: 'grow-mirror', 'aria-hidden': 'true' });
  area.parentElement.prepend(mirror);
  area.parentElement.classList.add('grows');
  // A box ends with a line of its own even where the text does not.
  const copy = () => mirror.replaceChildren(...marked(area.value), '\u200b');
  area.addEventListener('input', copy);
  copy();
  return copy;
}
