// What became of the last change, seen and heard; and what to decide when two people changed the same.
import { el } from './dom.js';
import { inWords } from './words.js';

export function startStatus(form) {
  const box = form.querySelector('[data-edit-bar]');
  const seen = form.querySelector('[data-save-state]');
  const heard = form.querySelector('[data-save-say]');
  let last = '';
  let news = '';

  function say(words, { isVisible = false } = {}) {
    heard.textContent = words;
    if (isVisible) show('refused', words);
  }

  function show(state, words) {
    box.dataset.state = state;
    seen.textContent = words;
  }

  function report({ state, why }) {
    if (state === 'merged') {
      news = why;
      return;
    }
    const words = {
      saving: inWords('saving'), saved: news === '' ? inWords('saved') : inWords('saved_merged', { names: news }), held: inWords('will_be_saved', { why }), offline: inWords('not_saved', { why }),
      refused: inWords('not_saved', { why }), conflict: inWords('not_saved', { why }),
    }[state];
    show(state, words);
    // Each keystroke is saved; hearing "Saving" each time would be noise. So would "Saved" on a page just opened.
    if (state !== 'saving' && !(state === 'saved' && last === '')) heard.textContent = words;
    if (state === 'saved') news = '';
    last = state;
  }

  return { say, report };
}

/** Shows each field two people changed, with what the other wrote and the two ways out. */
export function showConflicts(form, session, saver) {
  const panel = form.querySelector('[data-conflicts]');
  const wasHidden = panel.hidden;
  const keys = [...saver.conflicts.keys()];
  panel.hidden = keys.length === 0;
  const ofLines = keys.filter((key) => saver.conflicts.get(key).isTranscript);
  const rest = keys.filter((key) => !ofLines.includes(key));
  const rows = rest.map((key) => {
    const theirs = session.fields.get(key).show(saver.conflicts.get(key).theirs);
    return row(inWords('they_have', { field: session.label(key), theirs }), () => saver.decide([key], true), () => saver.decide([key], false));
  });
  if (ofLines.length > 0) {
    rows.push(row(
      inWords('captions_conflict'),
      () => saver.decide(ofLines, true),
      () => {
        saver.forget();
        location.reload();
      },
    ));
  }
  panel.querySelector('[data-conflict-list]').replaceChildren(...rows);
  if (wasHidden && !panel.hidden) panel.querySelector('h2').focus();
}

function row(words, keepMine, takeTheirs) {
  const mine = el('button', { class: 'button', type: 'button' }, inWords('keep_mine'));
  const theirs = el('button', { class: 'button', type: 'button' }, inWords('take_theirs'));
  mine.addEventListener('click', keepMine);
  theirs.addEventListener('click', takeTheirs);
  return el('li', {}, el('p', {}, words), el('div', { class: 'row' }, mine, theirs));
}
