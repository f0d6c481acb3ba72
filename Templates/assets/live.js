// Shows how the work on clips goes on, wherever a page has a place for it: cards, the player page, admin's jobs.
import { listen } from './events.js';

const stateWords = {
  draft: 'Ready to watch', processing: 'Being made ready', published: 'Published', retired: 'Retired',
  rejected: 'This recording could not be used', trashed: 'In the trash',
};
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
  }
}

function onClip(clip) {
  for (const place of places(clip.clip)) {
    showWork(place, null, stateWords[clip.what]);
    const say = place.querySelector('[data-live-say]');
    if (say) say.textContent = stateWords[clip.what] ?? '';
    // The player page is drawn by the server: take the new one, unless something typed here would be lost or is playing.
    if ('livePage' in place.dataset && clip.what !== 'processing' && !isBusy()) location.reload();
  }
}

// A form on its way must not be overtaken by a reload: its own change comes back here as an event.
let isLeaving = false;
addEventListener('submit', () => { isLeaving = true; }, true);

function isBusy() {
  if (isLeaving) return true;
  const form = document.querySelector('[data-edit]');
  const media = document.querySelector('[data-player] video');
  return form?.dataset.changed === 'yes' || (media && !media.paused);
}

if (document.querySelector('[data-live-clip], [data-uploads]')) {
  listen((type, data) => (type === 'job' ? onJob(data) : onClip(data)));
}
