// What the page knows of a clip: the values the server has, the values in the form, and which of them differ.
import { same } from './edit-fields.js';

export class Session {
  #listeners = [];

  /** `fields`: a map of name to field, see edit-fields.js. What the form was drawn with is what the server has. */
  constructor(form, fields) {
    this.fields = fields;
    this.now = this.#read();
    this.saved = asDrawn(form, () => this.#read());
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

/** What `read` finds in the form as the server drew it: somebody may have typed before this script came. */
function asDrawn(form, read) {
  const typed = [...form.elements].filter(isTouched).map((control) => [control, control.value, control.checked]);
  if (typed.length === 0) return read();
  for (const [control] of typed) putBack(control);
  const drawn = read();
  // Radios by their state: the value of one is its name, not what was chosen.
  for (const [control, value, checked] of typed) {
    if (isChoice(control)) control.checked = checked;
    else control.value = value;
  }
  return drawn;
}

const isChoice = (control) => control.type === 'radio' || control.type === 'checkbox';

function isTouched(control) {
  if (!control.name) return false;
  if (isChoice(control)) return control.checked !== control.defaultChecked;
  if (control.options) return [...control.options].some((option) => option.selected !== option.defaultSelected) && drawnOption(control) !== control.value;
  return control.type !== 'hidden' && control.defaultValue !== undefined && control.value !== control.defaultValue;
}

function putBack(control) {
  if (isChoice(control)) control.checked = control.defaultChecked;
  else if (control.options) control.value = drawnOption(control);
  else control.value = control.defaultValue;
}

/** What a list showed at first: the option marked by the server, or the first one. */
function drawnOption(list) {
  return ([...list.options].find((option) => option.defaultSelected) ?? list.options[0])?.value;
}
