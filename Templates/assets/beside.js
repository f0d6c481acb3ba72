// Two takes played together: one button for both, and what is sought in one is sought in the other.
import './anew.js';
import { inWords } from './words.js';

const sides = [...document.querySelectorAll('[data-side]')];
const videos = sides.map((side) => side.querySelector('video')).filter(Boolean);

// A time in a comment plays its own take from there.
for (const side of sides) {
  const video = side.querySelector('video');
  if (!video) continue;
  side.addEventListener('click', (event) => {
    const link = event.target.closest('[data-seek]');
    if (!link || link.dataset.seek === '') return;
    event.preventDefault();
    video.currentTime = Number(link.dataset.seek) / 1000;
    video.focus();
  });
}

const both = document.querySelector('[data-both]');
if (both && videos.length === 2) {
  const button = both.querySelector('[data-both-play]');
  const keep = both.querySelector('[data-both-keep]');
  const words = button.querySelector('span');
  const isPlaying = () => videos.some((video) => !video.paused && !video.ended);
  const show = () => { words.textContent = inWords(isPlaying() ? 'pause_both' : 'play_both'); };

  async function toggle() {
    if (isPlaying()) {
      for (const video of videos) video.pause();
      return;
    }
    if (keep.checked) videos[1].currentTime = Math.min(videos[0].currentTime, videos[1].duration || 0);
    // One at a time is heard: two voices at once are understood by nobody.
    videos[1].muted = true;
    try {
      await Promise.all(videos.map((video) => video.play()));
    } catch {
      both.querySelector('[data-both-say]').textContent = inWords('refused');
    }
  }
  button.addEventListener('click', toggle);
  both.querySelector('[data-both-start]').addEventListener('click', () => {
    for (const video of videos) video.currentTime = 0;
  });
  for (const [index, video] of videos.entries()) {
    const other = videos[1 - index];
    for (const name of ['play', 'pause', 'ended']) video.addEventListener(name, show);
    video.addEventListener('seeked', () => {
      if (!keep.checked) return;
      const time = Math.min(video.currentTime, other.duration || 0);
      if (Math.abs(other.currentTime - time) > 0.3) other.currentTime = time;
    });
    // The sound of whichever is turned up is the one that is heard.
    video.addEventListener('volumechange', () => { if (!video.muted) other.muted = true; });
  }
  both.dataset.ready = 'yes';
}
