// Undo and redo: each step is the values before and after. They survive a reload of the page, not the end of the tab.
import { same } from './edit-fields.js';
import { inWords } from './words.js';

const most = 100;
const typingPause = 1200;

export class EditHistory {
  #done = [];
  #undone = [];
  #lastAt = 0;
  #lastPlace = null;

  constructor(session, { undo, redo, name, say }) {
    Object.assign(this, { session, undoButton: undo, redoButton: redo, name: `understudy undo ${name}`, say });
    this.#load();
    undo.addEventListener('click', () => this.step('undo'));
    redo.addEventListener('click', () => this.step('redo'));
    document.addEventListener('keydown', (event) => this.#key(event));
    session.listen(({ changes, origin }) => { if (origin === 'typed') this.#add(changes); });
    this.#show();
  }

  #add(changes) {
    const now = Date.now();
    const last = this.#done.at(-1);
    const place = document.activeElement;
    const isSameTyping = last && now - this.#lastAt < typingPause && changes.length === 1 && last.length === 1
      && last[0].key === changes[0].key && place === this.#lastPlace && place !== document.body;
    if (isSameTyping) last[0].after = changes[0].after;
    else this.#done.push(changes);
    this.#lastAt = now;
    this.#lastPlace = place;
    this.#undone = [];
    this.#done = this.#done.slice(-most);
    this.#store();
  }

  step(direction) {
    const [from, to, side] = direction === 'undo'
      ? [this.#done, this.#undone, 'before'] : [this.#undone, this.#done, 'after'];
    const changes = from.pop();
    if (!changes) return;
    to.push(changes);
    this.#lastAt = 0;
    this.session.put(Object.fromEntries(changes.map((change) => [change.key, change[side]])), 'undo');
    const names = [...new Set(changes.map((change) => this.session.label(change.key)))].join(', ');
    this.say(inWords(direction === 'undo' ? 'undone' : 'done_again', { names }));
    this.#store();
  }

  #key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    // In a text field the browser's own undo is the one people mean.
    if (event.target.closest('textarea, select, input:not([type=radio], [type=checkbox], [type=range])')) return;
    event.preventDefault();
    this.step(key === 'y' || event.shiftKey ? 'redo' : 'undo');
  }

  /** Steps of a page that has changed by other hands since are worth nothing. */
  #load() {
    const kept = JSON.parse(sessionStorage.getItem(this.name) ?? 'null');
    if (!kept) return;
    const current = {};
    for (const step of kept.done) for (const { key, after } of step) current[key] = { value: after };
    for (const step of kept.undone) for (const { key, before } of step) current[key] = { value: before };
    if (!Object.entries(current).every(([key, { value }]) => same(this.session.now[key], value))) return;
    this.#done = kept.done;
    this.#undone = kept.undone;
  }

  #store() {
    this.#show();
    try {
      sessionStorage.setItem(this.name, JSON.stringify({ done: this.#done, undone: this.#undone }));
    } catch {
      // Without room for it, undo lasts as long as the page.
    }
  }

  #show() {
    this.undoButton.disabled = this.#done.length === 0;
    this.redoButton.disabled = this.#undone.length === 0;
  }
}
