// The captions, line by line: Enter hears the next one, doubtful words are underlined until somebody mends them.
import { clock, el } from './dom.js';
import { grow } from './edit-grow.js';
import { playRange } from './edit-play.js';
import { checked, send } from './http.js';
import { inWords } from './words.js';

export class Lines {
  constructor(form, media) {
    this.rows = [...form.querySelectorAll('[data-line]')].map((node) => ({
      node, start: Number(node.dataset.start), end: Number(node.dataset.end), area: node.querySelector('textarea'),
    }));
    this.media = media;
    this.revision = Number(document.querySelector('#lines-form [name=version]')?.value ?? 0);
    for (const row of this.rows) row.copy = grow(row.area, marker(row));
    const box = form.querySelector('[data-lines]');
    if (!box) return;
    box.addEventListener('click', (event) => {
      if (event.target.closest('[data-line-play]')) this.#play(this.#rowOf(event));
    });
    box.addEventListener('keydown', (event) => this.#key(event));
    media?.addEventListener('timeupdate', () => this.#follow(box));
  }

  /** One field per line, so that undo takes back one line and not all of them. */
  get fields() {
    return this.rows.map((row, index) => [`line.${index}`, {
      label: inWords('caption_at', { time: clock(row.start) }),
      read: () => row.area.value.replace(/\s+/g, ' ').trim(),
      write: (value) => {
        row.area.value = value;
        row.copy();
      },
      show: (value) => value,
    }]);
  }

  body() {
    return this.rows.filter((row) => row.area.value.trim() !== '').map((row) => ({
      start_ms: row.start, end_ms: row.end, text: row.area.value.replace(/\s+/g, ' ').trim(),
    }));
  }

  /** What is said between two times, as a title: the first line that begins there. */
  titleFor(start, end) {
    const row = this.rows.find((one) => one.start >= start - 500 && one.start < end && one.area.value.trim() !== '');
    const text = row?.area.value.trim().replace(/[.,;:]+$/, '') ?? '';
    return text.length > 80 ? `${text.slice(0, text.lastIndexOf(' ', 80))} …` : text;
  }

  #rowOf(event) { return this.rows.find((row) => row.node.contains(event.target)); }

  #play(row) { if (this.media) playRange(this.media, row.start, row.end); }

  #key(event) {
    if (event.key !== 'Enter' || !event.target.matches('textarea')) return;
    event.preventDefault();
    const next = this.rows[this.rows.indexOf(this.#rowOf(event)) + (event.shiftKey ? -1 : 1)];
    if (!next) return;
    next.area.focus();
    this.#play(next);
  }

  #follow(box) {
    const now = this.media.currentTime * 1000;
    const said = this.rows.findLast((row) => row.start <= now);
    if (said === this.said) return;
    this.said?.node.classList.remove('said');
    said?.node.classList.add('said');
    this.said = said;
    if (!said || this.media.paused || box.contains(document.activeElement)) return;
    const top = said.node.offsetTop - box.offsetTop;
    if (top < box.scrollTop || top > box.scrollTop + box.clientHeight * 0.7) box.scrollTop = top - 40;
  }
}

/** Underlines the words the machine was unsure of, as long as they stand where they stood. */
function marker(row) {
  const doubts = new Set((row.node.dataset.doubts ?? '').split(' ').filter((part) => part !== '').map(Number));
  const original = row.area.value.split(/\s+/);
  return (text) => {
    if (doubts.size === 0) return [text];
    let index = -1;
    return text.split(/(\s+)/).map((piece) => {
      if (piece.trim() === '') return piece;
      index += 1;
      return doubts.has(index) && original[index] === piece ? el('span', { class: 'doubt' }, piece) : piece;
    });
  };
}

/** Earlier versions: one tap makes one the newest again. */
export function startRestore(form, { lines, saver, clip, say }) {
  form.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-restore]');
    if (!button) return;
    event.preventDefault();
    await saver.flush();
    const address = `/api/v1/clips/${encodeURIComponent(clip)}/transcript/history/${button.dataset.restore}/restore`;
    try {
      await checked(await send('POST', address, { revision: lines.revision }));
      location.reload();
    } catch (error) {
      say(inWords('not_restored', { problem: error.message }));
    }
  });
}
