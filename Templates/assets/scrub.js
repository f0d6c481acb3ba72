// The bar: looking for a place with a pointer, a finger or the keyboard, with the picture of the place above it.
import { clock } from './dom.js';
import { startStoryboard } from './storyboard.js';

// A finger that moves away from the bar searches more slowly: pixels away, and the share of the speed from there on.
const slower = [[120, 0.08], [48, 0.25]];

export function startScrubbing(playback, chapters) {
  const { root, media, duration, find, seek, place } = playback;
  const bar = find('bar');
  const input = find('position');
  const preview = startPreview(root, duration, chapters);
  let grip = null; // { id, x, place, before, hasMoved }

  const width = () => bar.getBoundingClientRect().width;
  const placeAt = (event) => {
    const box = bar.getBoundingClientRect();
    return Math.min(Math.max(0, (event.clientX - box.left) / box.width), 1) * duration;
  };

  const [played, head, clockPlace] = ['played', 'playhead', 'now'].map(find);
  let drawn = -1;
  let said = '';
  playback.onPlace(show);
  function show(milliseconds) {
    const shown = grip?.hasMoved ? grip.place : milliseconds;
    // Called with every frame: nothing is drawn that moves less than half a pixel.
    const share = duration > 0 ? Math.round(Math.min(1, shown / duration) * 2000) : 0;
    if (share !== drawn) {
      drawn = share;
      played.setAttribute('width', String(share / 2));
      head.style.left = `${share / 20}%`;
    }
    const words = clock(shown);
    if (said !== words) {
      said = words;
      clockPlace.textContent = words;
      input.value = String(shown);
      const title = chapters.at(shown)?.title;
      input.setAttribute('aria-valuetext', `${words} of ${clock(duration)}${title ? `, ${title}` : ''}`);
    }
  }

  bar.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || grip) return;
    grip = { id: event.pointerId, x: event.clientX, place: placeAt(event), before: place(), hasMoved: false };
    bar.setPointerCapture(event.pointerId);
    preview.show(grip.place);
    if (event.pointerType === 'mouse') move(event); // a finger may still turn out to be scrolling the page
  });
  bar.addEventListener('pointermove', (event) => {
    if (grip?.id === event.pointerId) move(event);
    else if (!grip && event.pointerType === 'mouse') preview.show(placeAt(event));
  });
  bar.addEventListener('pointerup', (event) => {
    if (grip?.id !== event.pointerId) return;
    const target = grip.place;
    grip = null;
    seek(target);
    if (event.pointerType !== 'mouse') preview.hide();
    input.focus({ preventScroll: true });
  });
  bar.addEventListener('pointercancel', () => {
    if (!grip) return;
    const before = grip.before;
    const hasMoved = grip.hasMoved;
    grip = null;
    preview.hide();
    if (hasMoved) seek(before);
  });
  bar.addEventListener('pointerleave', () => { if (!grip) preview.hide(); });
  bar.addEventListener('pointerenter', preview.prepare);

  function move(event) {
    const box = bar.getBoundingClientRect();
    const away = Math.max(box.top - event.clientY, event.clientY - box.bottom, 0);
    const speed = slower.find(([pixels]) => away > pixels)?.[1] ?? 1;
    grip.hasMoved = true;
    grip.place = Math.min(Math.max(0, grip.place + ((event.clientX - grip.x) / width()) * duration * speed), duration);
    grip.x = event.clientX;
    preview.show(grip.place, { isFine: speed < 1 });
    // One seek at a time: the picture follows as fast as it can be fetched, and never queues.
    if (!media.seeking && media.readyState > 0) media.currentTime = grip.place / 1000;
    show(grip.place);
  }

  // Assistive technology sets the value itself.
  input.addEventListener('input', () => seek(Number(input.value)));
  input.addEventListener('blur', preview.hide);
  input.addEventListener('keydown', (event) => {
    const target = keyTarget(event, place(), duration);
    if (target === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    seek(target);
    preview.show(place());
    preview.hideSoon();
  });

  /** Seeks by keys from anywhere on the page. */
  return { step: (milliseconds) => seek(place() + milliseconds), tenth: (number) => seek((duration * number) / 10) };
}

function keyTarget(event, now, duration) {
  const small = event.shiftKey ? 1000 : 5000;
  switch (event.key) {
    case 'ArrowLeft': case 'ArrowDown': return now - small;
    case 'ArrowRight': case 'ArrowUp': return now + small;
    case 'PageDown': return now - Math.max(30000, duration / 10);
    case 'PageUp': return now + Math.max(30000, duration / 10);
    case 'Home': return 0;
    case 'End': return duration - 1000;
    default: return null;
  }
}

/** The bubble above the bar: picture, moment, time. */
function startPreview(root, duration, chapters) {
  const bubble = root.querySelector('[data-preview]');
  const [time, title, fine] = ['time', 'title', 'fine'].map((name) => bubble.querySelector(`[data-preview-${name}]`));
  const board = startStoryboard(root.dataset, bubble.querySelector('canvas'), duration);
  let timer = 0;

  function show(milliseconds, { isFine = false } = {}) {
    clearTimeout(timer);
    bubble.hidden = false;
    board.draw(milliseconds);
    time.textContent = isFine ? `${clock(milliseconds)}.${Math.floor(milliseconds / 100) % 10}` : clock(milliseconds);
    title.textContent = chapters.at(milliseconds)?.title ?? '';
    fine.hidden = !isFine;
    const barWidth = bubble.parentElement.clientWidth;
    const left = (milliseconds / duration) * barWidth - bubble.offsetWidth / 2;
    bubble.style.translate = `${Math.min(Math.max(0, left), barWidth - bubble.offsetWidth)}px 0`;
  }
  const hide = () => {
    clearTimeout(timer);
    bubble.hidden = true;
  };
  const hideSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, 1500);
  };
  return { show, hide, hideSoon, prepare: board.prepare };
}
