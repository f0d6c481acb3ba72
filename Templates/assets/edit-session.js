// What the page knows of a clip: the values the server has, the values in the form, and which of them differ.
import { same } from './edit-fields.js';

export class Session {
  #listeners = [];

  /** `fields`: a map of name to field, see edit-fields.js. What stands in the form now is what the server has. */
  constructor(fields) {
    this.fields = fields;
    this.saved = this.#read();
    this.now = { ...this.saved };
  }

  /** `listener({ changes, origin })` for every change; `origin` is `typed`, `undo` or `server`. */
  listen(listener) { this.#listeners.push(listener); }

  /** Looks at the form again after something was typed, chosen or drawn. */
  note(origin = 'typed') {
    const fresh = this.#read();
    const changes = [];
    for (const key of Object.keys(fresh)) {
      if (!same(fresh[key], this.now[key])) changes.push({ key, before: this.now[key], after: fresh[key] });
    }
    this.now = fresh;
    if (changes.length > 0) for (const listener of this.#listeners) listener({ changes, origin });
  }

  /** Puts values into the form. */
  put(values, origin) {
    for (const [key, value] of Object.entries(values)) this.fields.get(key)?.write(value);
    this.note(origin);
  }

  get changedKeys() {
    return Object.keys(this.now).filter((key) => !same(this.now[key], this.saved[key]));
  }

  /** Why a value cannot be sent yet, in words; null when it can. */
  problem(key) { return this.fields.get(key).check?.(this.now[key]) ?? null; }

  label(key) { return this.fields.get(key).label; }

  #read() {
    const values = {};
    for (const [key, field] of this.fields) values[key] = field.read();
    return values;
  }
}
