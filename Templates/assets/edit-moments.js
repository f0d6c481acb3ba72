// The list of moments: rows of the form, made, taken away and filled from elsewhere. The waveform draws what stands here.
import { clock } from './dom.js';
import { milliseconds, playRange, precise } from './edit-play.js';
import { inWords } from './words.js';

const shortest = 500;
const usual = 60_000;

export class Moments {
  #ids = new Map();
  #listeners = [];
  selected = null;

  constructor(form, { media, duration, note, say, titleFor }) {
    this.list = form.querySelector('[data-repeat="moments"]');
    this.blank = form.querySelector('[data-blank="moments"]');
    Object.assign(this, { media, duration, note, say, titleFor });
    for (const row of this.rows) {
      if (this.#isEmpty(row) && media) row.remove();
      else this.#learnRow(row);
    }
    this.#wire();
    this.#renumber();
  }

  get rows() { return [...this.list.querySelectorAll('[data-repeat-row]')]; }

  /** `{ row, start, end, title }` of each row; times that cannot be read are null. */
  get items() {
    return this.rows.map((row) => ({
      row, start: milliseconds(this.#box(row, 'start').value), end: milliseconds(this.#box(row, 'end').value),
      title: this.#box(row, 'title').value.trim(),
    }));
  }

  listen(listener) { this.#listeners.push(listener); }

  /** What the form's values are made of. */
  get field() {
    return {
      label: inWords('moments_label'),
      read: () => this.rows.filter((row) => !this.#isEmpty(row)).map((row) => ({
        start: this.#box(row, 'start').value.trim(), end: this.#box(row, 'end').value.trim(),
        title: this.#box(row, 'title').value.trim(),
      })),
      write: (values) => this.#write(values),
      check: (values) => this.#check(values),
      body: (values) => ({
        moments: values.map((value) => ({
          ...(this.#ids.has(JSON.stringify(value)) ? { id: this.#ids.get(JSON.stringify(value)) } : {}),
          start_ms: milliseconds(value.start), end_ms: milliseconds(value.end), title: value.title,
        })),
      }),
      fromServer: (clip) => clip.moments.map((moment) => this.#value(moment)),
      show: (values) => values.map((value) => `${value.start} ${value.title}`).join(', ') || inWords('none'),
      learn: (moments) => {
        for (const moment of moments) this.#ids.set(JSON.stringify(this.#value(moment)), moment.id);
        for (const row of this.rows) this.#box(row, 'id').value = this.#ids.get(JSON.stringify(this.#rowValue(row))) ?? '';
      },
    };
  }

  /** A new moment; its title is what is said there until somebody knows better. */
  add(start, end) {
    const row = this.#newRow();
    this.list.append(row);
    this.#renumber();
    this.set(row, { start, end });
    this.#box(row, 'title').value = this.titleFor(start, end);
    this.select(row);
    this.changed();
    const title = this.#box(row, 'title');
    title.focus({ preventScroll: true });
    title.select();
    row.scrollIntoView({ block: 'nearest' });
    this.say(inWords('moment_marked', { from: clock(start), to: clock(end) }));
    return row;
  }

  addHere() {
    const start = Math.min(this.here, Math.max(0, this.duration - 1000));
    this.add(start, Math.min(this.duration, start + usual));
  }

  /** Where the player is, to a tenth of a second. */
  get here() { return Math.round(this.media.currentTime * 10) * 100; }

  /** Times of one row, kept inside the clip and the right way round; `changed()` tells when it is done. */
  set(row, { start, end }) {
    const item = this.items.find((one) => one.row === row);
    let from = start ?? item.start ?? 0;
    let to = end ?? item.end ?? Math.min(this.duration, from + usual);
    from = Math.max(0, Math.min(from, this.duration - shortest));
    to = Math.min(this.duration, Math.max(to, shortest));
    if (to - from < shortest) {
      if (end === undefined) to = Math.min(this.duration, from + (start === undefined ? shortest : usual));
      else from = Math.max(0, to - (start === undefined ? usual : shortest));
    }
    this.#box(row, 'start').value = precise(Math.round(from));
    this.#box(row, 'end').value = precise(Math.round(to));
    this.#showLength(row);
  }

  /** After `set`: the form and the waveform hear of it. */
  changed() {
    this.note();
    this.#tell();
  }

  select(row) {
    this.selected = row;
    for (const one of this.rows) one.classList.toggle('current', one === row);
    this.#tell();
  }

  /** The start or the end of the selected moment goes to the playhead; without one a new moment begins there. */
  setHere(side) {
    if (!this.selected) {
      if (side === 'start') this.addHere();
      return;
    }
    this.set(this.selected, { [side]: this.here });
    this.changed();
    this.say(inWords(side === 'start' ? 'starts_at' : 'ends_at', { time: precise(this.here) }));
  }

  play(row) {
    const { start, end } = this.items.find((item) => item.row === row);
    if (start !== null && end !== null) playRange(this.media, start, end);
  }

  #wire() {
    this.list.addEventListener('focusin', (event) => {
      const row = event.target.closest('[data-repeat-row]');
      if (row && row !== this.selected) this.select(row);
    });
    this.list.addEventListener('input', (event) => {
      this.#showLength(event.target.closest('[data-repeat-row]'));
      this.#tell();
    });
    this.list.addEventListener('click', (event) => {
      const row = event.target.closest('[data-repeat-row]');
      if (event.target.closest('[data-moment-play]')) this.play(row);
      if (event.target.closest('[data-moment-remove]')) this.#remove(row);
      const now = event.target.closest('[data-use-time]');
      if (now) {
        this.select(row);
        this.setHere(now.parentElement.querySelector('input').name.endsWith('_start') ? 'start' : 'end');
      }
    });
    // Enter in a title is the end of it, not the end of the page.
    this.list.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && event.target.matches('input')) event.preventDefault();
    });
  }

  #remove(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    this.#renumber();
    this.select(next);
    (next?.querySelector('[data-moment-remove]') ?? document.querySelector('[data-mark-here]'))?.focus();
    this.changed();
    this.say(inWords('moment_removed'));
  }

  #write(values) {
    const rows = this.rows;
    values.forEach((value, index) => {
      const row = rows[index] ?? this.list.appendChild(this.#newRow());
      for (const name of ['title', 'start', 'end']) this.#box(row, name).value = value[name];
      this.#box(row, 'id').value = this.#ids.get(JSON.stringify(value)) ?? '';
    });
    for (const row of rows.slice(values.length)) row.remove();
    this.#renumber();
    if (!this.rows.includes(this.selected)) this.select(null);
    this.#tell();
  }

  #check(values) {
    for (const [index, value] of values.entries()) {
      const [start, end] = [milliseconds(value.start), milliseconds(value.end)];
      if (start === null || end === null) return inWords('until_moment_times', { number: index + 1 });
      if (end <= start) return inWords('until_moment_order', { number: index + 1 });
      if (value.title === '') return inWords('until_moment_title', { number: index + 1 });
    }
    return null;
  }

  /** Rows that say the same share an id only with themselves: times differ. An edited row keeps the id it had. */
  #learnRow(row) {
    const id = this.#box(row, 'id').value;
    if (id !== '') this.#ids.set(JSON.stringify(this.#rowValue(row)), id);
    row.addEventListener('input', () => this.#carryID(row));
  }

  #carryID(row) {
    const id = this.#box(row, 'id').value;
    if (id !== '') this.#ids.set(JSON.stringify(this.#rowValue(row)), id);
  }

  #rowValue(row) {
    return {
      start: this.#box(row, 'start').value.trim(), end: this.#box(row, 'end').value.trim(),
      title: this.#box(row, 'title').value.trim(),
    };
  }

  #value(moment) { return { start: precise(moment.start_ms), end: precise(moment.end_ms), title: moment.title }; }

  #tell() {
    for (const row of this.rows) this.#carryID(row);
    for (const listener of this.#listeners) listener();
  }

  #box(row, name) { return row.querySelector(`[name$="_${name}"]`); }

  #isEmpty(row) { return ['start', 'end', 'title'].every((name) => this.#box(row, name).value.trim() === ''); }

  #showLength(row) {
    const { start, end } = this.items.find((item) => item.row === row);
    row.querySelector('[data-moment-length]').textContent = start !== null && end > start ? clock(end - start) : '';
  }

  #newRow() {
    const row = this.blank.content.firstElementChild.cloneNode(true);
    for (const part of row.querySelectorAll('[data-with-scripts]')) part.hidden = false;
    this.#learnRow(row);
    return row;
  }

  /** Names and labels count from 1 without gaps, as the server sends them. */
  #renumber() {
    this.rows.forEach((row, index) => {
      const number = (text) => text.replace(/moments_\d+_/g, `moments_${index + 1}_`);
      for (const node of row.querySelectorAll('[name], [id], [for], [aria-describedby]')) {
        for (const name of ['name', 'id', 'for', 'aria-describedby']) {
          if (node.hasAttribute(name)) node.setAttribute(name, number(node.getAttribute(name)));
        }
      }
      row.querySelector('legend').textContent = inWords('moment', { number: index + 1 });
      this.#showLength(row);
    });
    this.list.classList.toggle('is-empty', this.rows.length === 0);
  }
}
