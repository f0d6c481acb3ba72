// Saying something about a place: the time is caught by a key or a button, ranges by two of them or by dragging over the bar
// with Shift held, what is typed is kept until it is sent, and vague words are asked about.
import { clock, el } from './dom.js';
import { getJSON } from './http.js';
import { inWords } from './words.js';

export function startComposer(root, playback, speak) {
  const box = root.querySelector('[data-composer]');
  const form = box?.querySelector('[data-give]');
  if (!form) return { begin: () => {}, set: () => {}, isOpen: () => false, clear: () => {} };
  const text = form.elements.text;
  const field = (name) => form.elements[name];

  function begin() {
    playback?.media.pause();
    box.open = true;
    set('from');
    text.focus();
    box.scrollIntoView({ block: 'nearest' });
  }

  function set(name) {
    const seconds = Math.floor((playback?.place() ?? 0) / 1000);
    const time = clock(seconds * 1000);
    field(name).value = time;
    if (name === 'to') playback?.media.pause();
    const words = inWords(name === 'from' ? 'starts_at' : 'ends_at', { time });
    playback?.say(words);
    speak(words);
    keep();
  }

  for (const button of form.querySelectorAll('[data-set]')) {
    if (playback) button.addEventListener('click', () => set(button.dataset.set));
    else button.hidden = true;
  }
  form.addEventListener('keydown', (event) => {
    if (event.altKey && (event.key === '[' || event.key === ']')) {
      event.preventDefault();
      set(event.key === '[' ? 'from' : 'to');
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === 'Escape') {
      // Keys belong to the player again; what was typed stays.
      event.target.blur();
    }
  });

  const draft = startDraft(form, `understudy-feedback-${root.dataset.clip}`, () => { box.open = true; });
  const nudge = startNudge(root, form);
  startNames(form, text);
  startRange(playback, (from, to) => {
    box.open = true;
    field('from').value = clock(from);
    field('to').value = clock(to);
    text.focus();
    keep();
  });
  function keep() {
    draft.keep();
    nudge();
  }
  form.addEventListener('input', keep);

  function clear() {
    form.reset();
    for (const name of ['from', 'to', 'text', 'effect', 'alternative']) field(name).value = '';
    form.querySelector('[data-refused]')?.remove();
    draft.forget();
    const recorder = form.querySelector('[data-recorder]');
    delete recorder.dataset.state;
    recorder.querySelector('[name=recording]').value = '';
    recorder.querySelector('[data-recorder-place]').replaceChildren();
    recorder.querySelector('[data-recorder-say]').textContent = '';
    text.required = true;
    nudge();
    box.open = false;
  }
  return { begin, set, clear, isOpen: () => box.open };
}

/** What is typed outlives a reload, as long as the window. */
function startDraft(form, name, found) {
  const fields = ['from', 'to', 'text', 'effect', 'alternative'].map((key) => form.elements[key]);
  try {
    const kept = JSON.parse(sessionStorage.getItem(name) ?? 'null');
    if (kept && form.elements.text.value === '') {
      for (const field of fields) field.value = kept[field.name] ?? '';
      if (kept.text) found();
    }
  } catch {
    // Storage may be closed: then a draft lasts as long as the page.
  }
  const store = (act) => { try { act(); } catch { /* as above */ } };
  return {
    keep: () => store(() => sessionStorage.setItem(name, JSON.stringify(
      Object.fromEntries(fields.map((field) => [field.name, field.value]))))),
    forget: () => store(() => sessionStorage.removeItem(name)),
  };
}

/** The same rule as the server's: a short text with a vague phrase and nothing else. */
function startNudge(root, form) {
  const phrases = root.dataset.vague.split('|').filter((phrase) => phrase !== '');
  const note = form.querySelector('[data-nudge]');
  const spaced = (words) => ` ${words.toLowerCase().split(/[^\p{L}\p{N}']+/u).filter((word) => word !== '').join(' ')} `;
  return () => {
    const { text, effect, alternative } = form.elements;
    const isShort = text.value.trim().length <= 120 && effect.value.trim() === '' && alternative.value.trim() === '';
    const said = spaced(text.value);
    const phrase = isShort ? phrases.find((candidate) => said.includes(spaced(candidate))) : undefined;
    note.hidden = phrase === undefined;
    const words = phrase === undefined ? '' : inWords('feedback_vague', { phrase });
    if (note.textContent !== words) note.textContent = words;
  };
}

/** After an @, the people it may call. */
function startNames(form, text) {
  const place = form.querySelector('[data-names]');
  let people = null;
  text.addEventListener('input', async () => {
    const begun = /@([^@\n]{0,30})$/.exec(text.value.slice(0, text.selectionStart));
    place.hidden = !begun;
    if (!begun) return;
    people ??= getJSON('/api/v1/people').then((found) => found.items.map((person) => person.name)).catch(() => []);
    const names = (await people).filter((name) => name.toLowerCase().startsWith(begun[1].toLowerCase())).slice(0, 6);
    place.hidden = names.length === 0;
    place.replaceChildren(...names.map((name) => {
      const button = el('button', { class: 'chip', type: 'button', 'aria-label': inWords('call_person', { name }) }, name);
      button.addEventListener('click', () => {
        text.setRangeText(`@${name} `, begun.index, text.selectionStart, 'end');
        place.hidden = true;
        text.focus();
      });
      return button;
    }));
  });
}

/** Dragging over the bar with Shift held marks a range instead of looking for a place. */
function startRange(playback, done) {
  const bar = playback?.root.querySelector('[data-bar]');
  if (!bar) return;
  let from = null;
  const at = (event) => {
    const area = bar.getBoundingClientRect();
    return Math.min(Math.max(0, (event.clientX - area.left) / area.width), 1) * playback.duration;
  };
  bar.addEventListener('pointerdown', (event) => {
    if (!event.shiftKey || event.button !== 0) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    from = at(event);
    bar.setPointerCapture(event.pointerId);
  }, { capture: true });
  bar.addEventListener('pointermove', (event) => { if (from !== null) event.stopImmediatePropagation(); }, { capture: true });
  bar.addEventListener('pointerup', (event) => {
    if (from === null) return;
    event.stopImmediatePropagation();
    const [start, end] = [from, at(event)].sort((left, right) => left - right);
    from = null;
    if (end - start > 500) done(start, Math.max(end, start + 1000));
  }, { capture: true });
}
