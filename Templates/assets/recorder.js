// The page where a take is recorded: choose what, record, look at it, keep it. What was recorded and not kept yet is here
// again after a reload.
import { choices } from './choices.js';
import { clock, el, isTyping } from './dom.js';
import { obstacle } from './recorder-devices.js';
import { Recording } from './recorder-recording.js';
import { startReview } from './recorder-review.js';
import { GrowingUpload } from './recorder-send.js';
import { startStudio } from './recorder-studio.js';
import { says } from './recorder-words.js';

const root = document.querySelector('[data-record]');
/** So many recordings may lie beside each other before one has to go: each is an upload that is not finished. */
const most = 3;
const bytesPerMinute = 20_000_000;
const littleRoom = 10;
if (root) start(root);

function start(root) {
  const { brief, team, again, person } = root.dataset;
  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const parts = ['choose', 'left', 'studio', 'review'].map(part);
  const uploads = new Map();
  let runs = [];
  let chosen = null;
  let isLeaving = false;
  let wasBad = false;

  const say = (words) => { root.querySelector('[data-say]').textContent = words; };
  function problem(words) {
    const note = root.querySelector('[data-problem]');
    note.hidden = !words;
    note.querySelector('p').textContent = words ?? '';
    if (words) note.focus();
  }
  function enter(name) {
    for (const one of parts) one.hidden = one !== part(name);
    if (name === 'choose') part('left').hidden = part('left').querySelectorAll('li').length === 0;
    root.dataset.at = name;
  }

  const review = startReview(part('review'));
  const studio = startStudio(part('studio'), { person, brief, team, again, title: root.dataset.title }, Number(root.dataset.target) * 1000, {
    say, problem,
    begun(recording) {
      problem(null);
      follow(recording);
    },
    piece(recording) { uploads.get(recording)?.wake(); },
    ended(recording, words) {
      runs.push(recording);
      look(recording);
      say(words);
    },
    closed(words) {
      enter(runs.length > 0 ? 'review' : 'choose');
      say(words);
    },
  });

  /** It is sent from now on. */
  function follow(recording) {
    const { row } = recording;
    const upload = new GrowingUpload(recording, { team: row.team, purpose: 'take', brief: row.brief, again: row.again }, () => showWhere(recording));
    uploads.set(recording, upload);
    showWhere(recording);
    upload.wake();
  }

  /** Where what was recorded is, at any time. */
  function showWhere(recording) {
    const upload = uploads.get(recording);
    const current = studio.isRecording() ? [...uploads.keys()].at(-1) : chosen;
    if (!upload || recording !== current) return;
    const percent = recording.bytes === 0 ? 0 : Math.floor((upload.sent / recording.bytes) * 100);
    const state = recording.isLoose && percent < 100 ? 'loose' : upload.state === 'sending' && percent === 100 ? 'waiting' : upload.state;
    const isBad = ['offline', 'refused', 'loose'].includes(state);
    for (const line of root.querySelectorAll('[data-where]')) {
      const words = says(`where_${state}`, { percent, problem: upload.problem ?? '' });
      if (line.textContent !== words) line.textContent = words;
      line.classList.toggle('is-warning', isBad);
    }
    // Whoever does not see it hears when it turns bad, and when it is well again.
    if (isBad !== wasBad) say(says(`where_${state}`, { percent, problem: upload.problem ?? '' }));
    wasBad = isBad;
    root.querySelector('[data-retry]').hidden = upload.state !== 'refused';
  }

  function look(recording) {
    chosen = recording;
    enter('review');
    review.show(recording);
    const list = root.querySelector('[data-runs]');
    list.hidden = runs.length < 2;
    list.replaceChildren(...runs.map((run, index) => {
      const button = el('button', { class: 'button', type: 'button', 'aria-pressed': String(run === recording) },
        says('run', { number: index + 1, time: clock(run.row.milliseconds) }));
      button.addEventListener('click', () => look(run));
      return button;
    }));
    root.querySelector('[data-again]').disabled = runs.length >= most;
    root.querySelector('[data-too-many]').hidden = runs.length < most;
    root.querySelector('[data-others]').hidden = runs.length < 2;
    showWhere(recording);
    root.querySelector('[data-review-title]').focus();
  }

  async function throwAway(recording) {
    await uploads.get(recording)?.giveUp();
    uploads.delete(recording);
    await recording.forget();
    runs = runs.filter((run) => run !== recording);
  }

  /** It becomes a take; the others have done their duty. */
  async function use(button) {
    button.disabled = true;
    problem(null);
    say(says('keeping'));
    try {
      const made = await uploads.get(chosen).end(review.cut());
      isLeaving = true;
      // One that cannot be thrown away is offered again, and leads to the take it has become.
      await Promise.allSettled([chosen.forget(), ...runs.filter((run) => run !== chosen).map(throwAway)]);
      location.assign(made.take ? `/takes/${encodeURIComponent(made.take)}` : `/clips/${encodeURIComponent(made.clip)}`);
    } catch (error) {
      button.disabled = false;
      problem(says('not_kept', { problem: error.message }));
      showWhere(chosen);
    }
  }

  async function showLeft() {
    const rows = await Recording.left(person);
    const list = part('left').querySelector('ul');
    list.replaceChildren(...rows.map((row) => leftRow(row)));
    part('left').hidden = rows.length === 0 || root.dataset.at !== 'choose';
  }

  function leftRow(row) {
    const time = new Date(row.startedAt).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
    const percent = Math.floor((row.sent / row.bytes) * 100);
    const words = says('left', { length: clock(row.milliseconds), time, percent });
    const goOn = row.brief === brief
      ? el('button', { class: 'button main', type: 'button' }, says('go_on'))
      : el('a', { class: 'button', href: `/briefs/${encodeURIComponent(row.brief)}/record` }, says('go_on_there'));
    const away = el('button', { class: 'button danger', type: 'button' }, says('throw_away'));
    const line = el('li', {}, el('p', { class: 'grow' }, row.brief === brief ? null : el('strong', {}, row.title), ' ', words), el('div', { class: 'row' }, goOn, away));
    if (row.brief === brief) {
      goOn.addEventListener('click', async () => {
        const recording = await Recording.restore(row);
        line.remove();
        runs.push(recording);
        follow(recording);
        look(recording);
        say(says('restored', { length: clock(row.milliseconds) }));
      });
    }
    confirmed(away, async () => {
      const recording = await Recording.restore(row);
      follow(recording);
      await throwAway(recording);
      line.remove();
      part('left').hidden = list().length === 0;
      say(says('thrown_away'));
    });
    return line;
  }
  const list = () => part('left').querySelectorAll('li');

  /** Twice, because it cannot be taken back. */
  function confirmed(button, act) {
    const words = button.textContent;
    button.addEventListener('click', () => {
      if (button.dataset.sure) {
        delete button.dataset.sure;
        button.textContent = words;
        act();
        return;
      }
      button.dataset.sure = 'yes';
      button.textContent = says('sure');
    });
    button.addEventListener('blur', () => {
      delete button.dataset.sure;
      button.textContent = words;
    });
  }

  const blocked = obstacle();
  const begin = root.querySelector('[data-begin]');
  const kindOf = () => root.querySelector('[name=record-kind]:checked')?.value;
  async function open(kind, button) {
    button.disabled = true;
    problem(null);
    // Asked for once: then browsers do not throw away what is kept when the disk becomes full.
    navigator.storage?.persist?.().catch(() => {});
    const isOpen = await studio.open(kind);
    button.disabled = false;
    if (!isOpen) return;
    enter('studio');
    say(says('ready'));
    await warnOfLittleRoom();
    root.querySelector('[data-go]').focus({ preventScroll: true });
    // On a phone the text to speak by then lies right below the lens.
    part('studio').scrollIntoView();
  }
  /** What does not fit into the browser is lost with the page until it has been sent: said before, not after. */
  async function warnOfLittleRoom() {
    const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    const minutes = Math.floor((quota - usage) / bytesPerMinute);
    if (minutes < littleRoom) problem(says('little_room', { n: Math.max(0, minutes) }));
  }
  begin?.addEventListener('click', () => open(kindOf(), begin));
  const againButton = root.querySelector('[data-again]');
  againButton.addEventListener('click', () => open(chosen.row.kind, againButton));
  const useButton = root.querySelector('[data-use]');
  useButton.addEventListener('click', () => use(useButton));
  root.querySelector('[data-retry]').addEventListener('click', () => uploads.get(chosen)?.wake());
  confirmed(root.querySelector('[data-away]'), async () => {
    await throwAway(chosen);
    if (runs.length > 0) look(runs.at(-1));
    else {
      review.show(null);
      chosen = null;
      enter('choose');
      begin?.focus();
    }
    say(says('thrown_away'));
  });
  // Phones have no screen to give.
  if (!navigator.mediaDevices?.getDisplayMedia) root.querySelector('[name=record-kind][value=screen]')?.closest('label').remove();
  root.querySelector('[name=record-kind]')?.click();

  const keys = {
    studio: { r: studio.go, p: studio.pause, Escape: studio.cancel },
    review: { '[': () => review.press('start'), ']': () => review.press('end'), k: review.toggle },
  };
  document.addEventListener('keydown', (event) => {
    const press = keys[root.dataset.at]?.[event.key];
    if (!press || event.repeat || event.defaultPrevented || isTyping(event) || (!choices.keys && event.key !== 'Escape')) return;
    event.preventDefault();
    press();
  });
  addEventListener('beforeunload', (event) => {
    const isLoose = [...uploads].some(([recording, upload]) => recording.isLoose && upload.sent < recording.bytes);
    if (!isLeaving && (studio.isRecording() || isLoose)) event.preventDefault();
  });

  enter('choose');
  if (blocked || !kindOf()) {
    // Then it is answered in writing.
    if (blocked) problem(blocked);
    part('choose').hidden = true;
    const writing = document.querySelector('[data-writing]');
    if (writing) writing.open = true;
    return;
  }
  showLeft().catch(() => problem(says('no_storage')));
  root.dataset.ready = 'yes';
}
