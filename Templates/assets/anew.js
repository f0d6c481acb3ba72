// A recording that breaks off is asked for anew at the same second, wherever the browser's own controls play it: what an object
// store gives is good for some minutes only.

const restMilliseconds = 180_000;
const goneOnAt = new WeakMap();

/** Whether this recording may be asked for anew by itself: once in a few minutes, for one that breaks off more often has another trouble. */
export function mayGoOn(media) {
  const now = performance.now();
  if (now - (goneOnAt.get(media) ?? -restMilliseconds) < restMilliseconds) return false;
  goneOnAt.set(media, now);
  return true;
}

// The player has an answer of its own, in words.
document.addEventListener('error', ({ target: media }) => {
  if (!(media instanceof HTMLMediaElement) || media.closest('[data-player]')) return;
  if (media.error?.code !== MediaError.MEDIA_ERR_NETWORK || !mayGoOn(media)) return;
  const place = media.currentTime;
  const isPlaying = !media.paused;
  media.load();
  // Before anything of it is there: that is where it begins.
  media.currentTime = place;
  if (isPlaying) media.play().catch(() => {});
}, true);
