// On every page: "/" goes to the lookup box, problems are brought into view, copying works where it is offered, and whoever
// speaks to the computer can switch the keys off.
import { choices, choose } from './choices.js';
import { isTyping } from './dom.js';
import { inWords } from './words.js';

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || !choices.keys || isTyping(event)) return;
  event.preventDefault();
  const box = document.querySelector('[data-lookup-box]');
  if (box) {
    box.focus();
    box.select();
  } else if (document.querySelector('.nav')) {
    location.assign('/lookup');
  }
});

document.querySelector('[data-problems]')?.focus();

for (const button of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.parentElement.querySelector('[data-copy-from]').value);
    button.textContent = inWords('copied');
  });
}

for (const box of document.querySelectorAll('[data-keys-choice]')) {
  box.checked = choices.keys;
  box.addEventListener('change', () => choose({ keys: box.checked }));
  box.closest('[data-with-keys]').hidden = false;
}
