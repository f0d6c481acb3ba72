// The media element, where it is and where it shall go: what every part of the player stands on. Times are milliseconds.

export function startPlayback(root) {
  const media = root.querySelector('video');
  const duration = Number(root.dataset.duration);
  const find = (name) => root.querySelector(`[data-${name}]`);
  const listeners = new Set();
  // Until the browser knows the recording, the place is a wish: the link's second, else where the person stopped.
  let wish = Number(root.dataset.from ?? root.dataset.resume);
  let isPlaced = false;
  let frame = 0;

  media.controls = false;
  media.preservesPitch = true;

  const place = () => (isPlaced ? Math.round(media.currentTime * 1000) : wish);

  function tell() {
    for (const listener of listeners) listener(place());
  }

  function seek(milliseconds, { play = false } = {}) {
    const target = Math.min(Math.max(0, milliseconds), duration);
    if (isPlaced) media.currentTime = target / 1000;
    else wish = target;
    tell();
    if (play) start();
  }

  function start() {
    // Refused for want of a finger on the button: it is still there. Refused for want of a recording: trouble.js says so.
    media.play().catch(() => {});
  }

  const toggle = () => (media.paused ? start() : media.pause());

  function settle() {
    if (isPlaced || media.readyState < 1) return;
    isPlaced = true;
    // The very end is no place to begin at.
    if (wish > 0) media.currentTime = Math.min(wish, Math.max(0, duration - 500)) / 1000;
    tell();
  }
  media.addEventListener('loadedmetadata', settle);

  // While it plays, listeners hear of every frame: four times a second, as the browser tells, words would lag.
  function run() {
    tell();
    frame = media.paused ? 0 : requestAnimationFrame(run);
  }
  media.addEventListener('play', () => { if (frame === 0) frame = requestAnimationFrame(run); });
  for (const name of ['timeupdate', 'seeked', 'pause']) media.addEventListener(name, tell);

  return {
    root, media, duration, find, place, seek, toggle, start,
    get isPlaced() { return isPlaced; },
    /** Calls `listener(place)` now and whenever the place changed. */
    onPlace(listener) {
      listeners.add(listener);
      listener(place());
      settle();
    },
    say: speaker(find('say')),
  };
}

/** A few words over the picture; screen readers are told as well. */
function speaker(place) {
  let timer = 0;
  return (words) => {
    place.textContent = words;
    place.classList.add('is-shown');
    clearTimeout(timer);
    timer = setTimeout(() => place.classList.remove('is-shown'), 2500);
  };
}
