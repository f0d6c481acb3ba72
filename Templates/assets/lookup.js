// Answers while typing. Without this script the form works by itself: the server draws the same rows.
import { choices } from './choices.js';
import { getJSON, send } from './http.js';
import { isTyping } from './dom.js';
import { drawResults } from './results.js';
import { playInline } from './inline.js';
import { inWords } from './words.js';

const root = document.querySelector('[data-lookup]');
if (root) start(root);

function start(root) {
  const form = root.querySelector('form');
  const box = root.querySelector('[data-lookup-box]');
  const filters = [...root.querySelectorAll('.filters select')];
  const place = root.querySelector('#results');
  let request = null;
  let timer = 0;
  let settling = 0;
  let missed = 0;

  const parameters = () => {
    const found = new URLSearchParams();
    if (box.value.trim() !== '') found.set('q', box.value.trim());
    for (const filter of filters) if (filter.value !== '') found.set(filter.name, filter.value);
    return found;
  };

  // What the server has drawn already needs no asking; what was typed before this script came does.
  let asked = box.value === box.defaultValue ? parameters().toString() || null : null;

  // Keys come faster than answers: only the newest question is asked, and an older one under way is given up.
  async function ask(isSettled = false) {
    const wanted = parameters().toString();
    if ((wanted === asked && !isSettled) || wanted === '') return;
    asked = wanted;
    clearTimeout(settling);
    request?.abort();
    request = new AbortController();
    root.setAttribute('aria-busy', 'true');
    try {
      const answer = await getJSON(`/api/v1/lookup?${wanted}&typing=1${isSettled ? '&settled=1' : ''}`, request.signal);
      if (asked !== wanted) return;
      // Words answer every key; what the sentence means is asked for once the hands rest.
      if (answer.preliminary) settling = setTimeout(() => ask(true), 160);
      const chosen = place.contains(document.activeElement) ? addressOf(rows()[current]) : null;
      history.replaceState(null, '', `/lookup?${wanted}`);
      drawResults(place, answer, box.value.trim(), pickObjection);
      // Whoever stays with a miss has asked, too: that is what is missing here.
      clearTimeout(missed);
      if (answer.miss && !answer.preliminary && box.value.trim() !== '') missed = setTimeout(writeDown, 3000);
      // Whoever had gone to an answer already stays there when later answers arrive.
      current = -1;
      if (chosen) choose(rows().findIndex((row) => addressOf(row) === chosen));
    } catch (error) {
      if (error.name === 'AbortError') return;
      // Whatever was wrong, the form itself still works: the next Enter asks the server for the whole page.
      asked = null;
      place.querySelector('[role=status]')?.replaceChildren(inWords('lookup_failed', { problem: error.message }));
    } finally {
      root.removeAttribute('aria-busy');
    }
  }

  // Somebody who goes to an answer has asked: that is what is written down, not every pause while typing.
  let written = { wanted: null, id: null };
  async function writeDown() {
    if (asked === null || written.wanted === asked) return written.id;
    written = { wanted: asked, id: null };
    try {
      written.id = (await getJSON(`/api/v1/lookup?${asked}&limit=1`)).id ?? null;
    } catch {
      // Nobody who watches an answer has to hear that it was not counted.
    }
    return written.id;
  }

  function play(row) {
    playInline(row);
    const asking = writeDown();
    setTimeout(async () => {
      const id = await asking;
      const media = row.querySelector('video, audio');
      if (!id || !media || media.paused) return;
      const helped = row.querySelector('[data-helped]');
      if (helped) helped.hidden = false;
      send('POST', `/api/v1/lookup/${encodeURIComponent(id)}/played`, { clip: row.dataset.media.split('/')[2] });
    }, 10_000);
  }

  // Keeping an answer, and saying that it helped, belong to the lookup it was found by.
  async function toggle(button) {
    const is = button.getAttribute('aria-pressed') !== 'true';
    const id = await writeDown();
    if (!id) return;
    button.setAttribute('aria-pressed', String(is));
    const [clip, what] = button.dataset.keep ? [button.dataset.keep, 'kept'] : [button.dataset.helped, 'helped'];
    const answer = await send('PUT', `/api/v1/lookup/${encodeURIComponent(id)}/${what}`, { clip, is });
    if (!answer.ok) button.setAttribute('aria-pressed', String(!is));
  }

  function pickObjection(id) {
    const filter = filters.find((select) => select.name === 'objection');
    filter.value = id;
    ask();
  }

  box.addEventListener('input', () => {
    clearTimeout(timer);
    clearTimeout(settling);
    timer = setTimeout(() => ask(), 90);
  });
  for (const filter of filters) filter.addEventListener('change', () => ask());
  form.addEventListener('submit', (event) => {
    if (asked === parameters().toString()) {
      event.preventDefault();
      writeDown();
      choose(0);
    }
  });

  // Moving among the answers
  let current = -1;
  const rows = () => [...place.querySelectorAll('[data-result]')];
  const addressOf = (row) => row?.querySelector('h3 a').getAttribute('href');
  function choose(index) {
    const all = rows();
    if (all.length === 0) return;
    current = Math.min(Math.max(0, index), all.length - 1);
    for (const row of all) row.classList.toggle('current', row === all[current]);
    const link = all[current].querySelector('h3 a');
    link.focus({ preventScroll: true });
    all[current].scrollIntoView({ block: 'nearest' });
  }

  document.addEventListener('keydown', (event) => {
    const inBox = event.target === box;
    if (event.key === 'ArrowDown' && (inBox || !isTyping(event))) {
      event.preventDefault();
      choose(current + 1);
    } else if (event.key === 'ArrowUp' && !inBox && !isTyping(event)) {
      event.preventDefault();
      if (current <= 0) box.focus();
      else choose(current - 1);
    } else if (event.key === 'Enter' && !inBox && current >= 0 && event.target.closest('[data-result] h3')) {
      event.preventDefault();
      play(rows()[current]);
    } else if (event.key === 'o' && choices.keys && current >= 0 && !isTyping(event)) {
      rows()[current].querySelector('h3 a').click();
    }
  });

  root.addEventListener('click', (event) => {
    if (event.target.closest('[data-ask]')) writeDown();
    const mark = event.target.closest('[data-keep], [data-helped]');
    if (mark) toggle(mark);
    // The picture is the largest thing to tap; keys have the button.
    const handle = event.target.closest('[data-play], .result-picture:not(:has(video))');
    const row = handle?.closest('[data-result]');
    if (row?.dataset.media) play(row);
  });
  for (const button of root.querySelectorAll('[data-play], [data-keep]')) button.hidden = false;
  ask();
}
