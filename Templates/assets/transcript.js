// The transcript beside the player: each word can be tapped, and the words follow what is heard.
import { el } from './dom.js';

export function followTranscript(media, seek) {
  const box = document.querySelector('[data-transcript]');
  if (!box) return;
  const lines = [...box.querySelectorAll('li')].map(readLine);
  const followBox = document.querySelector('[data-follow-box]');
  const follow = document.querySelector('[data-follow]');
  followBox.hidden = false;
  let saidLine = null;
  let saidWord = null;

  box.addEventListener('click', (event) => {
    const word = event.target.closest('.word');
    const line = event.target.closest('li');
    if (event.target.closest('a') || !line || String(getSelection()).length > 0) return;
    seek(Number(word?.dataset.start ?? line.dataset.start));
  });
  // Whoever scrolls by hand is reading: stop pulling the text away.
  for (const gesture of ['wheel', 'touchmove']) {
    box.addEventListener(gesture, () => { follow.checked = false; }, { passive: true });
  }

  media.addEventListener('timeupdate', () => {
    const now = media.currentTime * 1000;
    const line = lastStarted(lines, now);
    const word = line ? lastStarted(line.words, now) : null;
    if (line !== saidLine) {
      saidLine?.node.classList.remove('said');
      line?.node.classList.add('said');
      saidLine = line;
      if (line && follow.checked) keepInView(box, line.node);
    }
    if (word !== saidWord) {
      saidWord?.node.classList.remove('said');
      word?.node.classList.add('said');
      saidWord = word;
    }
  });
}

function readLine(node) {
  const start = Number(node.dataset.start);
  const starts = node.dataset.words ? node.dataset.words.split(' ').map(Number) : [];
  const text = node.querySelector('p');
  const pieces = text.textContent.split(/\s+/).filter((piece) => piece !== '');
  if (starts.length !== pieces.length) return { node, start, words: [] };
  const words = pieces.map((piece, index) => {
    const wordStart = start + starts[index];
    return { start: wordStart, node: el('span', { class: 'word', 'data-start': wordStart }, piece) };
  });
  text.replaceChildren(...words.flatMap((word) => [word.node, ' ']));
  return { node, start, words };
}

/** The last of `items`, sorted by start, that has begun. */
function lastStarted(items, now) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle].start <= now) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? items[low - 1] : null;
}

function keepInView(box, node) {
  const top = node.offsetTop - box.offsetTop;
  if (top < box.scrollTop || top + node.offsetHeight > box.scrollTop + box.clientHeight * 0.7) {
    box.scrollTop = top - box.clientHeight * 0.25;
  }
}
