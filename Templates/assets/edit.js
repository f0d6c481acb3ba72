// Makes the edit form quicker: the player's time into a field, more rows, a caption file. The form works without it.
import { clock } from './dom.js';
import { checked, send } from './http.js';

const form = document.querySelector('[data-edit]');
if (form) start(form);

function start(form) {
  const media = document.querySelector('[data-player] video');
  const say = form.querySelector('[data-edit-say]');

  const noteChange = () => {
    form.dataset.changed = 'yes';
    say.textContent = 'Not saved yet';
  };
  form.addEventListener('input', noteChange);
  form.addEventListener('submit', () => { form.dataset.changed = 'no'; });
  addEventListener('beforeunload', (event) => {
    if (form.dataset.changed === 'yes') event.preventDefault();
  });

  if (media) {
    for (const button of form.querySelectorAll('[data-use-time]')) button.hidden = false;
    form.addEventListener('click', (event) => {
      const button = event.target.closest('[data-use-time]');
      if (!button) return;
      button.parentElement.querySelector('input').value = clock(media.currentTime * 1000);
      noteChange();
    });
  }

  for (const button of form.querySelectorAll('[data-repeat-add]')) {
    button.hidden = false;
    button.addEventListener('click', () => addRow(form, button.dataset.repeatAdd));
  }
  startCaptions();
}

/** One more empty row like the last, numbered on: `moments_3_title` becomes `moments_4_title`. */
function addRow(form, kind) {
  const list = form.querySelector(`[data-repeat="${kind}"]`);
  const rows = list.querySelectorAll('[data-repeat-row]');
  const last = rows[rows.length - 1];
  const number = rows.length;
  const row = last.cloneNode(true);
  const renumber = (text) => text.replace(`${kind}_${number}_`, `${kind}_${number + 1}_`);
  for (const node of row.querySelectorAll('[name], [id], [for], [aria-describedby]')) {
    for (const name of ['name', 'id', 'for', 'aria-describedby']) {
      if (node.hasAttribute(name)) node.setAttribute(name, renumber(node.getAttribute(name)));
    }
  }
  for (const input of row.querySelectorAll('input')) {
    input.value = '';
    input.removeAttribute('aria-invalid');
  }
  for (const problem of row.querySelectorAll('.field-problem')) problem.remove();
  for (const words of row.querySelectorAll('label, legend')) {
    words.textContent = words.textContent.replace(/\d+$/, String(number + 1));
  }
  list.append(row);
  row.querySelector('input:not([type=hidden])').focus();
}

function startCaptions() {
  const place = document.querySelector('[data-captions-file]');
  if (!place) return;
  place.hidden = false;
  const input = place.querySelector('input');
  const say = place.querySelector('[data-captions-say]');
  input.addEventListener('change', async () => {
    const file = input.files[0];
    if (!file) return;
    const contentType = file.name.toLowerCase().endsWith('.srt') ? 'application/x-subrip' : 'text/vtt';
    const address = `/api/v1/clips/${encodeURIComponent(input.dataset.captionsFor)}/captions`;
    try {
      say.textContent = 'Sending the captions';
      await checked(await send('PUT', address, file, { contentType }));
      say.textContent = 'The captions are in place. Reload the page to see them; save first what you typed.';
    } catch (error) {
      say.textContent = `${error.message} The captions from before are kept.`;
    }
  });
}
