// The edit page: every field saves itself. Without this script the same form is sent with its button.
import { choices } from './choices.js';
import { isTyping } from './dom.js';
import { startCaptionsFile } from './edit-captions-file.js';
import { openFields } from './edit-fields.js';
import { startHints } from './edit-hints.js';
import { EditHistory } from './edit-history.js';
import { Kept } from './edit-kept.js';
import { Lines, startRestore } from './edit-lines.js';
import { Moments } from './edit-moments.js';
import { startReady } from './edit-ready.js';
import { startRules } from './edit-rules.js';
import { Saver } from './edit-save.js';
import { Session } from './edit-session.js';
import { showConflicts, startStatus } from './edit-status.js';
import { startSteps } from './edit-steps.js';
import { startWave } from './edit-wave.js';
import { inWords } from './words.js';

const form = document.querySelector('[data-edit]');
if (form) start(form);

function start(form) {
  const { clip, person, address } = form.dataset;
  const media = form.querySelector('[data-player] video');
  const mark = form.querySelector('[data-mark]');
  for (const part of form.querySelectorAll('[data-without-scripts]')) part.hidden = true;
  for (const part of form.querySelectorAll('[data-with-scripts]')) part.hidden = false;

  const status = startStatus(form);
  let session = null;
  const note = () => session.note();
  const lines = new Lines(form, media);
  const moments = new Moments(form, {
    media, duration: Number(mark?.dataset.duration ?? 0), note, say: status.say,
    titleFor: (from, to) => lines.titleFor(from, to),
  });
  const rules = startRules(form, { note, say: status.say });
  session = new Session(form, new Map([...openFields(form), ['moments', moments.field], ['rules', rules], ...lines.fields]));

  const saver = new Saver(session, {
    clip, version: Number(form.elements.version.value), lines, kept: new Kept(person, clip),
    report: (news) => {
      status.report(news);
      showProblems(form, session, news);
      showConflicts(form, session, saver);
    },
  });
  session.listen(({ changes }) => saver.soon(changes));
  // Controls of the player lie inside the form but are no fields of it.
  form.addEventListener('input', (event) => { if (event.target.name) note(); });
  form.addEventListener('change', (event) => { if (event.target.closest('[data-line]') && !saver.isClean) saver.soon(); });

  const { count, lost } = saver.kept.restore(session);
  // Typed before this script came: nothing has told the saver of it.
  if (!saver.isClean) saver.soon();
  new EditHistory(session, {
    undo: form.querySelector('[data-undo]'), redo: form.querySelector('[data-redo]'), name: `${person} ${clip}`, say: status.say,
  });
  const showHints = startHints(form, note);
  session.listen(showHints);
  startSteps(form, { session, saver, address, clip, say: status.say });
  startRestore(form, { lines, saver, clip, say: status.say });
  startCaptionsFile(form, { clip, saver });
  startReady(form, { clip, saver });
  if (mark && media) {
    startWave(mark, moments);
    mark.querySelector('[data-mark-here]').addEventListener('click', () => moments.addHere());
    startMomentKeys(moments);
  }
  if (count === 0 && saver.isClean) status.report({ state: 'saved' });
  else if (count > 0) status.say(inWords('unsent_again'));
  if (lost.length > 0) status.say(inWords('lost_meanwhile', { names: lost.join(', ') }), { isVisible: true });
  guardLeaving(saver);
}

function startMomentKeys(moments) {
  document.addEventListener('keydown', (event) => {
    if (!choices.keys || isTyping(event)) return;
    const key = event.key.toLowerCase();
    if (key === 'i') moments.setHere('start');
    else if (key === 'o') moments.setHere('end');
    else return;
    event.preventDefault();
  });
}

/** What the server refused stands beside its field. */
function showProblems(form, session, { state }) {
  if (state === 'saving') return;
  for (const [key, field] of session.fields) {
    const place = form.querySelector(`[data-field="${key}"]`);
    const old = place?.querySelector('[data-refused]');
    const isRefused = state === 'refused' && field.refusal && session.changedKeys.includes(key);
    if (!isRefused) {
      old?.remove();
      field.refusal = undefined;
    } else if (place) {
      const words = old ?? place.appendChild(Object.assign(document.createElement('p'), { className: 'field-problem' }));
      words.dataset.refused = '';
      words.textContent = field.refusal;
    }
  }
}

/** A tap on a link waits until everything is saved; closing the tab with something unsaved asks first. */
function guardLeaving(saver) {
  document.addEventListener('click', async (event) => {
    const link = event.target.closest('a[href]');
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.defaultPrevented;
    if (!link || !isPlain || saver.isClean || link.hash !== '' || link.target !== '') return;
    event.preventDefault();
    await saver.flush();
    location.assign(link.href);
  });
  addEventListener('beforeunload', (event) => {
    if (saver.isClean) return;
    saver.sendOff();
    event.preventDefault();
  });
}
