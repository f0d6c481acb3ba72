// Plays a moment inside its row of the results: from its first second to its last, with captions.
import './anew.js';
import { el } from './dom.js';
import { inWords } from './words.js';
import { trackWatching } from './watch.js';

let playing = null;

export function playInline(row) {
  if (!row?.dataset.media) return;
  if (playing?.row === row) {
    if (playing.media.paused) playing.media.play();
    else playing.media.pause();
    return;
  }
  playing?.media.pause();
  playing?.stopTracking();
  playing?.media.remove();

  const start = Number(row.dataset.start) / 1000;
  const end = Number(row.dataset.end) / 1000;
  const media = el('video', {
    // The second stands in the address: said only once the recording is known, its beginning would be heard first.
    controls: true, playsinline: true, preload: 'auto', src: `${row.dataset.media}#t=${start}`,
    'aria-label': row.querySelector('h3').textContent,
  });
  if (row.dataset.captions) {
    media.append(el('track', { kind: 'captions', src: row.dataset.captions, label: inWords('captions'), default: true }));
  }
  media.addEventListener('loadedmetadata', () => {
    if (Math.abs(media.currentTime - start) > 0.5) media.currentTime = start;
  }, { once: true });
  const stop = () => {
    if (media.currentTime < end) return;
    media.pause();
    media.removeEventListener('timeupdate', stop); // pressing play again goes on beyond the moment
  };
  media.addEventListener('timeupdate', stop);
  row.querySelector('.result-picture').append(media);
  const stopTracking = trackWatching({ media, clip: row.dataset.media.split('/')[2] });
  playing = { row, media, stopTracking };
  media.play().catch(() => media.focus()); // a browser that wants a second tap shows its own play button
}
