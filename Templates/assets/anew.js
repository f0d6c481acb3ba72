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
document.addEventListener('error', ({ target }) => {
  const media = target instanceof Element ? target.closest('video, audio') : null;
  if (!media || media.closest('[data-player]') || !mayHaveBrokenOff(media) || !mayGoOn(media)) return;
  const place = media.currentTime;
  const isPlaying = !media.paused;
  media.load();
  // Before anything of it is there: that is where it begins.
  media.currentTime = place;
  if (isPlaying) media.play().catch(() => {});
}, true);

/** Also one that broke off before anything of it was understood: the browser says then that it cannot play it. */
function mayHaveBrokenOff(media) {
  const kinds = [MediaError.MEDIA_ERR_NETWORK, MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED];
  return kinds.includes(media.error?.code) || media.networkState === HTMLMediaElement.NETWORK_NO_SOURCE;
}
