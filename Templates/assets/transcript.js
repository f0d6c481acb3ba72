// The transcript beside the player. Words are not nodes of their own: an hour of talk has nine thousand. A click asks the
// browser which letter it hit, and what is being said is marked with a highlight over the text.
import { clock } from './dom.js';
import { startFind } from './transcript_find.js';
import { inWords } from './words.js';

const canMark = 'highlights' in CSS;

export function startTranscript(playback) {
  const box = document.querySelector('[data-transcript]');
  if (!box) return {};
  const lines = readLines(box, playback.duration);
  const follow = startFollowing(box);
  const said = canMark ? new Highlight() : null;
  if (said) CSS.highlights.set('said', said);
  let saidLine = null;
  let saidWord = -1;

  playback.onPlace((now) => {
    const line = now > 0 ? lastStarted(lines, (item) => item.start, now) : null;
    if (line !== saidLine) {
      saidLine?.node.removeAttribute('aria-current');
      line?.node.setAttribute('aria-current', 'true');
      saidLine = line;
      saidWord = -1;
      follow.show(line);
    }
    const word = line?.starts ? lastIndex(line.starts, now - line.start) : -1;
    if (word !== saidWord) {
      saidWord = word;
      said?.clear();
      if (word >= 0) said?.add(line.range(line.words[word].from, line.words[word].to));
    }
  });

  box.addEventListener('click', (event) => {
    const node = event.target.closest('li');
    // Whoever selects words to copy them does not want to go there.
    if (!node || String(getSelection()) !== '' || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const line = lines.find((candidate) => candidate.node === node);
    const isTime = event.target.closest('a') !== null;
    playback.seek(isTime ? line.start : line.timeAt(offsetAt(event, line.text)), { play: true });
    follow.again();
  });

  const find = startFind(box, lines, follow);
  return { findInTranscript: find };
}

function readLines(box, duration) {
  const nodes = [...box.querySelectorAll('li')];
  return nodes.map((node, index) => {
    const start = Number(node.dataset.start);
    const end = index + 1 < nodes.length ? Number(nodes[index + 1].dataset.start) : duration;
    const paragraph = node.querySelector('p');
    if (!paragraph.firstChild) paragraph.append('');
    const text = paragraph.firstChild;
    const words = [...text.data.matchAll(/\S+/g)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
    const given = node.dataset.words ? node.dataset.words.split(' ').map(Number) : [];
    const starts = given.length === words.length && given.length > 0 ? given : null;
    node.querySelector('a').setAttribute('aria-label', inWords('play_from', { time: clock(start) }));

    /** When the letter at an offset is said; without times of words, as if all letters took equally long. */
    const timeAt = (offset) => {
      if (offset === null) return start;
      const word = Math.max(0, lastIndex(words.map((item) => item.from), offset));
      return start + (starts ? starts[word] : ((words[word]?.from ?? 0) / text.length) * Math.max(0, end - start));
    };
    const range = (from, to) => new StaticRange({ startContainer: text, startOffset: from, endContainer: text, endOffset: to });
    return { node, text, start, words, starts, timeAt, range };
  });
}

/** Which letter of `text` a click hit; null when it hit none. */
function offsetAt(event, text) {
  const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  if (caret) return caret.offsetNode === text ? caret.offset : null;
  const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  return range?.startContainer === text ? range.startOffset : null;
}

/** Keeps what is said in view, until the reader scrolls: then a button brings it back. */
function startFollowing(box) {
  const button = document.querySelector('[data-follow]');
  let isFollowing = true;
  let latest = null;

  function show(line) {
    latest = line;
    if (isFollowing && line) bringIntoView(box, line.node);
  }
  function pause() {
    isFollowing = false;
    button.hidden = latest === null;
  }
  function again() {
    isFollowing = true;
    button.hidden = true;
    show(latest);
  }
  button.addEventListener('click', () => {
    again();
    box.focus({ preventScroll: true });
  });
  for (const gesture of ['wheel', 'touchmove']) box.addEventListener(gesture, pause, { passive: true });
  box.addEventListener('pointerdown', (event) => { if (event.offsetX > box.clientWidth) pause(); });
  box.addEventListener('keydown', (event) => {
    if ([' ', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'].includes(event.key)) pause();
  });
  return { show, pause, again };
}

export function bringIntoView(box, node) {
  const top = node.offsetTop;
  if (top < box.scrollTop || top + node.offsetHeight > box.scrollTop + box.clientHeight * 0.7) {
    box.scrollTop = top - box.clientHeight * 0.25;
  }
}

function lastStarted(items, startOf, now) {
  return items[lastIndex(items, now, startOf)] ?? null;
}

/** Index of the last of `items`, sorted, that is not beyond `value`; -1 when all are. */
function lastIndex(items, value, of = (item) => item) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(items[middle]) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
