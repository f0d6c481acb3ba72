// Going through a set: a moment stops at its end, and what comes next is at hand. Nothing goes on by itself.
import { inWords } from './words.js';

const root = document.querySelector('.set-play');
const media = root?.querySelector('video');
if (media) start(root, media);

function start(root, media) {
  const next = root.querySelector('[data-next-item]');
  const say = root.querySelector('[data-set-say]');
  const end = Number(root.dataset.momentEnd ?? 0) / 1000;
  let isOver = false;

  function finish() {
    if (isOver) return;
    isOver = true;
    say.textContent = inWords('item_over');
    if (document.querySelector('[data-offer]')) import('./remember.js').then(({ showOffer }) => showOffer());
    next.focus({ preventScroll: true });
  }
  media.addEventListener('ended', finish);
  if (end > 0) {
    media.addEventListener('timeupdate', () => {
      if (isOver || media.paused || media.currentTime < end) return;
      media.pause(); // pressing play again goes on beyond the moment
      finish();
    });
  }
}
