// Shows how the work on clips goes on, wherever a page has a place for it: cards, the player page, admin's jobs.
import { listen } from './events.js';

const places = (clip) => document.querySelectorAll(`[data-live-clip="${CSS.escape(clip)}"]`);

function showProgress(place, percent, label) {
  const bar = place.querySelector('[data-live-progress]');
  if (bar && Number.isFinite(percent)) bar.value = percent;
  const words = place.querySelector('[data-live-label]');
  if (words && label) words.textContent = label;
}

function onJob(job) {
  const jobPlace = document.querySelector(`[data-live-job="${CSS.escape(job.id)}"]`);
  if (jobPlace) showProgress(jobPlace, job.progress_percent, null);
  if (!job.clip) return;
  for (const place of places(job.clip)) showProgress(place, job.progress_percent, job.label);
}

function onClip(clip) {
  for (const place of places(clip.id)) {
    showProgress(place, null, clip.state_label);
    const say = place.querySelector('[data-live-say]');
    if (say) say.textContent = clip.state_label ?? '';
    // The player page is drawn by the server: take the new one, unless something typed here would be lost or is playing.
    if ('livePage' in place.dataset && clip.state !== 'processing' && !isBusy()) location.reload();
  }
}

function isBusy() {
  const form = document.querySelector('[data-edit]');
  const media = document.querySelector('[data-player] video');
  return form?.dataset.changed === 'yes' || (media && !media.paused);
}

if (document.querySelector('[data-live-clip], [data-live-job], [data-uploads]')) {
  listen((type, data) => (type === 'job' ? onJob(data) : onClip(data)));
}
