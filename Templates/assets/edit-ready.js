// The recording becomes ready while its details are filled in: nothing is taken out of anyone's hands, the page offers itself anew.
import { el } from './dom.js';
import { listen } from './events.js';
import { inWords } from './words.js';

export function startReady(form, { clip, saver }) {
  // A page nobody has touched yet is drawn again by itself; from the first touch on it belongs to whoever works on it.
  for (const touch of ['pointerdown', 'focusin', 'input']) {
    form.addEventListener(touch, () => { form.dataset.changed = 'yes'; }, { once: true });
  }
  if (!saver.isClean) form.dataset.changed = 'yes';
  const panel = document.querySelector('[data-live-page]');
  if (!panel) return;
  const button = el('button', { class: 'button', type: 'button', hidden: true }, inWords('show_what_is_ready'));
  panel.append(button);
  button.addEventListener('click', async () => {
    await saver.flush();
    location.reload();
  });
  listen((type, event) => {
    if (type === 'clip' && event.clip === clip && event.what !== 'processing') button.hidden = false;
  });
}
