// What was recorded, watched before anybody else does: both ends cut off with handles or keys, and the picture to show chosen.
import { clock } from './dom.js';
import { precise } from './edit-play.js';
import { says } from './recorder-words.js';

const shortest = 500;
const steps = { ArrowLeft: -100, ArrowDown: -100, ArrowRight: 100, ArrowUp: 100, PageDown: -5000, PageUp: 5000, Home: -Infinity, End: Infinity };

export function startReview(box) {
  const media = box.querySelector('[data-review-media]');
  const track = box.querySelector('[data-trim]');
  const handles = { start: box.querySelector('[data-handle=start]'), end: box.querySelector('[data-handle=end]') };
  const head = box.querySelector('[data-head]');
  const mark = box.querySelector('[data-poster-mark]');
  const picture = box.querySelector('[data-poster-picture]');
  const words = box.querySelector('[data-trim-words]');
  let recording = null;
  let duration = 0;
  let keep = { start: 0, end: 0 };
  let poster = null;
  let drag = null;

  /** Shows another recording; nothing is shown any more with null. */
  function show(next) {
    recording = next;
    media.pause();
    if (media.src) URL.revokeObjectURL(media.src);
    media.removeAttribute('src');
    if (!next) return media.load();
    duration = Math.max(shortest, next.row.milliseconds);
    keep = next.row.trim ?? { start: 0, end: duration };
    poster = next.row.poster;
    box.classList.toggle('is-voice', next.row.kind === 'voice');
    box.querySelector('[data-no-preview]').hidden = next.isComplete;
    picture.hidden = true;
    drawPeaks();
    if (next.isComplete) {
      media.src = URL.createObjectURL(next.blob());
      media.addEventListener('loadedmetadata', measure, { once: true });
    }
    draw();
  }

  /** Recorders write no duration: the browser finds it when it is sent to the end. */
  function measure() {
    const learn = () => {
      if (!Number.isFinite(media.duration)) return;
      media.removeEventListener('durationchange', learn);
      const found = Math.round(media.duration * 1000);
      if (keep.end === duration) keep.end = found;
      duration = Math.max(found, keep.end);
      media.currentTime = keep.start / 1000;
      drawPeaks();
      draw();
      if (poster !== null) drawPoster();
    };
    media.addEventListener('durationchange', learn);
    if (Number.isFinite(media.duration)) learn();
    else media.currentTime = 1e7;
  }

  const percent = (time) => `${Math.min(100, Math.max(0, (time / duration) * 100))}%`;

  function move(side, wanted) {
    const time = wanted >= duration ? duration : Math.round(wanted / 100) * 100;
    keep = side === 'start'
      ? { ...keep, start: Math.max(0, Math.min(time, keep.end - shortest)) }
      : { ...keep, end: Math.min(duration, Math.max(time, keep.start + shortest)) };
    if (poster !== null && (poster < keep.start || poster >= keep.end)) choosePoster(null);
    if (!media.seeking) media.currentTime = keep[side] / 1000;
    draw();
  }

  const remember = () => recording?.note({ trim: isTrimmed() ? keep : null, poster });
  const isTrimmed = () => keep.start > 0 || keep.end < duration;

  for (const [side, node] of Object.entries(handles)) {
    node.addEventListener('keydown', (event) => {
      const step = steps[event.key];
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      media.pause();
      const by = step * (event.shiftKey && Math.abs(step) === 100 ? 10 : 1);
      move(side, Math.min(duration, Math.max(0, keep[side] + by)));
      remember();
    });
  }
  track.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !recording) return;
    drag = Object.keys(handles).find((side) => handles[side] === event.target.closest('[data-handle]')) ?? 'head';
    handles[drag]?.focus();
    track.setPointerCapture(event.pointerId);
    media.pause();
    follow(event);
    event.preventDefault();
  });
  track.addEventListener('pointermove', (event) => { if (drag) follow(event); });
  for (const name of ['pointerup', 'pointercancel']) {
    track.addEventListener(name, () => {
      if (drag && drag !== 'head') remember();
      drag = null;
    });
  }

  function follow(event) {
    const { left, width } = track.getBoundingClientRect();
    const at = Math.min(1, Math.max(0, (event.clientX - left) / width)) * duration;
    if (drag === 'head') media.currentTime = at / 1000;
    else move(drag, at);
  }

  const now = () => Math.round(media.currentTime * 1000);
  const presses = {
    start: () => move('start', now()), end: () => move('end', now()), poster: () => choosePoster(now()),
    whole: () => { keep = { start: 0, end: duration }; draw(); },
  };
  for (const [name, press] of Object.entries(presses)) {
    box.querySelector(`[data-cut=${name}]`).addEventListener('click', () => {
      if (!recording) return;
      press();
      remember();
    });
  }

  function choosePoster(time) {
    poster = time === null ? null : Math.min(keep.end - 100, Math.max(keep.start, Math.round(time / 100) * 100));
    drawPoster();
    draw();
  }

  function drawPoster() {
    picture.hidden = poster === null || !media.videoWidth || Math.abs(now() - poster) > 500;
    if (picture.hidden) return;
    picture.width = 160;
    picture.height = Math.round((160 * media.videoHeight) / media.videoWidth);
    picture.getContext('2d').drawImage(media, 0, 0, picture.width, picture.height);
  }

  // Only what is kept is played.
  media.addEventListener('timeupdate', () => {
    if (!media.paused && now() >= keep.end) media.pause();
    drawHead();
  });
  media.addEventListener('seeking', drawHead);
  media.addEventListener('play', () => {
    if (now() < keep.start - 50 || now() >= keep.end - 50) media.currentTime = keep.start / 1000;
  });

  function drawHead() { head.style.left = percent(now()); }

  function drawPeaks() {
    const svg = track.querySelector('svg');
    const bars = (recording?.pieces ?? []).map((piece, index, all) => {
      const bar = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      const from = index === 0 ? 0 : all[index - 1].milliseconds;
      const height = Math.max(4, piece.loudness * 96);
      const sizes = { x: (from / duration) * 1000, width: Math.max(1, ((piece.milliseconds - from) / duration) * 1000 - 1), y: 50 - height / 2, height };
      for (const [key, value] of Object.entries(sizes)) bar.setAttribute(key, value.toFixed(1));
      return bar;
    });
    svg.replaceChildren(...bars);
  }

  function draw() {
    for (const [side, node] of Object.entries(handles)) {
      node.style.left = percent(keep[side]);
      node.setAttribute('aria-valuemax', String(duration / 1000));
      node.setAttribute('aria-valuenow', String(keep[side] / 1000));
      node.setAttribute('aria-valuetext', precise(keep[side]));
    }
    track.querySelector('[data-out=start]').style.width = percent(keep.start);
    track.querySelector('[data-out=end]').style.left = percent(keep.end);
    mark.hidden = poster === null;
    mark.style.left = percent(poster ?? 0);
    words.textContent = isTrimmed()
      ? says('trimmed', { start: precise(keep.start), end: precise(keep.end), length: clock(keep.end - keep.start) })
      : says('untrimmed', { length: clock(duration) });
    box.querySelector('[data-poster-words]').textContent = poster === null ? says('poster_ours') : says('poster_at', { time: precise(poster) });
    box.querySelector('[data-cut=whole]').hidden = !isTrimmed();
    drawHead();
  }

  return {
    show,
    toggle: () => (media.paused ? media.play() : media.pause()),
    press: (name) => box.querySelector(`[data-cut=${name}]`).click(),
    /** What the server is told, in its own words. */
    cut: () => ({ trim: isTrimmed() ? `${keep.start},${keep.end}` : null, poster }),
  };
}
