// What is really played is reported: every five seconds, at each pause, and when the page goes. A stretch ends where the
// place jumps, and where speed, sound or being seen changes. The server merges stretches; nothing is counted here.
import { send } from './http.js';

const EVERY = 5000;
const MOST_AT_ONCE = 100;
const MOST_WAITING = 200;

/** Returns a function that reports the rest and stops. */
export function trackWatching({ media, clip, duration = null, isPlaced = () => media.readyState > 0 }) {
  const address = `/api/v1/clips/${encodeURIComponent(clip)}/watches`;
  const player = `player_${[...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  const born = performance.now();
  let number = 0;
  let open = null; // the stretch being played
  let closed = [];
  let waiting = []; // reports nobody has taken yet; the same number is never counted twice
  let isSending = false;
  let told = -1;

  const clock = () => Math.round(performance.now() - born);
  const length = () => duration ?? (Number.isFinite(media.duration) ? Math.floor(media.duration * 1000) : 0);
  const place = () => Math.min(Math.round(media.currentTime * 1000), length());
  const conditions = () => ({
    rate: media.playbackRate,
    visible: !document.hidden || document.pictureInPictureElement === media,
    muted: media.muted || media.volume === 0,
    focused: document.hasFocus(),
  });

  /** Goes on to where the place is now; what was jumped over was not played. */
  function extend() {
    if (!open || media.seeking) return;
    const now = clock();
    const here = place();
    const moved = here - open.end;
    const possible = (now - open.seen) * open.rate * 1.1 + 250;
    if (moved >= 0 && moved <= possible) {
      open.end = here;
      open.seen = now;
    } else {
      close();
      begin();
    }
  }
  function begin() {
    if (media.paused || media.seeking || media.readyState < 2) return;
    const here = place();
    open = { ...conditions(), start: here, end: here, at: clock(), seen: clock() };
  }
  function close() {
    if (open && open.end > open.start) {
      const { start, end, rate, visible, muted, focused, at, seen } = open;
      closed.push({ start_ms: start, end_ms: end, rate, visible, muted, focused, at_ms: at, wall_ms: seen - at });
    }
    open = null;
  }
  function cut() {
    extend();
    close();
    begin();
  }

  /** Writes down what was played since the last report; the first report, with nothing in it, says that the page was opened. */
  function note() {
    cut();
    const position = isPlaced() && media.played.length > 0 ? place() : null;
    if (number > 0 && closed.length === 0 && (position === null || position === told)) return;
    told = position;
    do {
      const intervals = closed.splice(0, MOST_AT_ONCE);
      waiting.push({ player, number, intervals, ...(position === null ? {} : { position_ms: position }) });
      number += 1;
    } while (closed.length > 0);
    waiting = waiting.slice(-MOST_WAITING);
  }

  async function deliver() {
    if (isSending) return;
    isSending = true;
    try {
      while (waiting.length > 0) {
        const [one] = waiting;
        const answer = await send('PUT', address, one, { keepalive: true });
        // Too often, or the server is down: again later. Anything else will not get better.
        if (answer.status === 429 || answer.status >= 500) break;
        waiting = waiting.filter((other) => other !== one);
      }
    } catch {
      // No network: what is waiting goes with the next report.
    } finally {
      isSending = false;
    }
  }

  function report() {
    note();
    deliver();
  }

  /** The page may be gone before an answer comes: everything goes at once, and again later if the page stays. */
  function leave() {
    note();
    for (const one of waiting.slice(-10)) send('PUT', address, one, { keepalive: true }).catch(() => {});
  }

  const events = new AbortController();
  const on = (target, names, act) => {
    for (const name of names) target.addEventListener(name, act, { signal: events.signal });
  };
  on(media, ['timeupdate'], extend);
  on(media, ['playing'], () => { if (!open) begin(); });
  on(media, ['seeked'], () => { if (!open) begin(); });
  on(media, ['seeking'], close);
  on(media, ['pause', 'ended'], () => {
    extend();
    close();
    report();
  });
  on(media, ['ratechange', 'volumechange', 'enterpictureinpicture', 'leavepictureinpicture'], cut);
  on(window, ['focus', 'blur'], cut);
  on(window, ['pagehide'], leave);
  on(document, ['visibilitychange'], () => (document.hidden ? leave() : cut()));
  const timer = setInterval(() => { if (!media.paused) report(); }, EVERY);

  report();
  return () => {
    clearInterval(timer);
    extend();
    close();
    report();
    events.abort();
  };
}
