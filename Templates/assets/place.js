// Where somebody stopped is kept: every five seconds while it plays, at each pause, and when the page goes.
import { send } from './http.js';

export function keepPlace(playback) {
  const { root, media, place } = playback;
  const address = `/api/v1/clips/${encodeURIComponent(root.dataset.clip)}/position`;
  let kept = -1;

  function keep() {
    if (!playback.isPlaced || media.played.length === 0 || place() === kept) return;
    kept = place();
    send('PUT', address, { milliseconds: kept }, { keepalive: true }).catch(() => { kept = -1; });
  }
  setInterval(() => { if (!media.paused) keep(); }, 5000);
  media.addEventListener('pause', keep);
  addEventListener('pagehide', keep);
  document.addEventListener('visibilitychange', () => { if (document.hidden) keep(); });
}
