// Shows what happens while a page is open: how the work on clips goes on, wherever there is a place for it (cards, the
// player page, admin's jobs), and in a line above the rest what is new or has failed.
import { listen } from './events.js';
import { el, icon } from './dom.js';
import { inWords } from './words.js';

const states = ['draft', 'processing', 'published', 'retired', 'rejected', 'trashed'];
const stateWords = Object.fromEntries(states.map((state) => [state, inWords(`state_${state}`)]));
const places = (clip) => document.querySelectorAll(`[data-live-clip="${CSS.escape(clip)}"]`);

function showWork(place, percent, words) {
  const bar = place.querySelector('[data-live-progress]');
  if (bar && Number.isFinite(percent)) bar.value = percent;
  const label = place.querySelector('[data-live-label]');
  if (label && words) label.textContent = words;
}

function onJob(job) {
  if (!job.clip) return;
  for (const place of places(job.clip)) {
    // A row of the jobs page is about one kind of work only.
    if (place.dataset.liveName && place.dataset.liveName !== job.what) continue;
    showWork(place, job.percent, job.message);
    if (job.state === 'failed') {
      const name = place.querySelector('h1, h3')?.textContent ?? inWords('a_recording');
      news('failed', inWords('named', { name, words: job.message }), `/clips/${encodeURIComponent(job.clip)}`, inWords('look_at_it'), true);
    }
  }
}

// One line a kind: the newest says it all, and nobody has to clear a heap.
const lines = new Map();
function news(kind, text, address, action, isProblem) {
  const place = document.querySelector('[data-news]');
  if (!place) return;
  const close = el('button', { class: 'button quiet square', type: 'button', 'aria-label': inWords('close') }, icon('close'));
  const line = el('div', { class: `note ${isProblem ? 'bad' : 'good'}` },
    el('p', {}, text), address ? el('a', { class: 'button', href: address }, action) : null, close);
  close.addEventListener('click', () => line.remove());
  lines.get(kind)?.remove();
  lines.set(kind, line);
  place.append(line);
}

const published = new Set();
function onPublished(clip) {
  if (places(clip).length > 0 || !['/', '/clips'].includes(location.pathname)) return;
  published.add(clip);
  const count = published.size;
  const address = count === 1 ? `/clips/${encodeURIComponent(clip)}` : '/clips?state=published';
  news('published', inWords('new_clips', { n: count }), address, inWords('watch_new', { n: count }), false);
}

function onClip(clip) {
  if (clip.what === 'published') onPublished(clip.clip);
  for (const place of places(clip.clip)) {
    showWork(place, null, stateWords[clip.what]);
    const say = place.querySelector('[data-live-say]');
    if (say) say.textContent = stateWords[clip.what] ?? '';
    if ('livePage' in place.dataset && clip.what !== 'processing') showNews(place);
  }
}

// The page is drawn by the server. One that waits for its player takes the new one by itself; one that can be watched, or
// where something typed would be lost, offers it: nothing is taken out of anyone's hands.
function showNews(place) {
  if (document.querySelector('[data-player]') || isBusy()) place.querySelector('[data-live-show]').classList.remove('later');
  else location.reload();
}

// Whoever is on the way to another page, by a form or a link, must not be overtaken by a reload.
let isLeaving = false;
if (document.querySelector('[data-live-page]')) {
  for (const way of ['submit', 'beforeunload']) addEventListener(way, () => { isLeaving = true; }, true);
}

function isBusy() {
  if (isLeaving || document.activeElement?.matches('input:not([type=range]), textarea, select')) return true;
  // Something is being said about the clip, in writing or into a camera.
  if (document.querySelector('[data-composer][open], [data-threads] details[open], [data-recorder][data-state]')) return true;
  return document.querySelector('[data-edit]')?.dataset.changed === 'yes';
}

const requestNews = ['asked', 'answered', 'confirmed', 'closed'];
function onRequest({ request, what }) {
  const address = `/requests/${encodeURIComponent(request)}`;
  if (!requestNews.includes(what) || location.pathname === address) return;
  news(`request-${what}`, inWords(`request_${what}`), address, inWords(`request_${what}_see`), false);
}

// The page of the clip shows it by itself, if it is open.
const onFeedback = (feedback) => document.dispatchEvent(new CustomEvent('feedback-given', { detail: feedback }));

const adviceNews = {
  given: 'given', replied: 'replied', mentioned: 'mentioned', thanked: 'thanked', asked: 'asked', handed_back: 'ask', looked: 'ask',
  will_try: 'outcome', disagree: 'outcome', done_already: 'outcome', tried_on: 'outcome', closed: 'outcome',
};
function onAdvice({ clip, what, message }) {
  const count = document.querySelector('[data-bell-count]');
  if (count && /^\d{0,2}$/.test(count.textContent)) {
    count.textContent = String(Number(count.textContent) + 1);
    count.hidden = false;
  }
  const kind = adviceNews[what];
  if (!kind || document.querySelector(`[data-feedback][data-clip="${CSS.escape(clip)}"]`)) return;
  const place = message ? `#comment-${encodeURIComponent(message.replace(/^comment_/, ''))}` : '';
  news(`advice-${kind}`, inWords(`advice_${kind}`), `/clips/${encodeURIComponent(clip)}${place}`, inWords('look_at_it'), false);
}

// What happened while nobody listened: before the stream began, and while it was broken.
async function catchUp() {
  const place = document.querySelector('[data-live-page]');
  if (!place) return;
  const shown = await fetch(`/api/v1/clips/${encodeURIComponent(place.dataset.liveClip)}`)
    .then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  if (shown && !shown.jobs.some((job) => job.state === 'running' || job.state === 'waiting')) showNews(place);
}

const tellers = { open: catchUp, job: onJob, clip: onClip, request: onRequest, feedback: onFeedback, advice: onAdvice };
listen((type, data) => tellers[type]?.(data));
// Another tab may have begun it long ago.
catchUp();
