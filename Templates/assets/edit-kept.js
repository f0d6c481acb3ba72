// Edits that could not be sent yet, kept by the browser until they can. One clip and one person each.
import { same } from './edit-fields.js';

export class Kept {
  constructor(person, clip) { this.name = `understudy edit ${person} ${clip}`; }

  write(session) {
    const keys = session.changedKeys;
    if (keys.length === 0) {
      this.clear();
      return;
    }
    const edits = keys.map((key) => [key, { before: session.saved[key], after: session.now[key] }]);
    try {
      localStorage.setItem(this.name, JSON.stringify(Object.fromEntries(edits)));
    } catch {
      // Storage is full or forbidden: the edits are still in the form.
    }
  }

  clear() { localStorage.removeItem(this.name); }

  /** Puts the kept edits back into the form; what someone else changed meanwhile is left alone and named. */
  restore(session) {
    const edits = JSON.parse(localStorage.getItem(this.name) ?? '{}');
    const values = {};
    const lost = [];
    for (const [key, { before, after }] of Object.entries(edits)) {
      if (!session.fields.has(key) || same(session.now[key], after)) continue;
      if (same(session.now[key], before)) values[key] = after;
      else lost.push(session.label(key));
    }
    session.put(values, 'typed');
    if (Object.keys(values).length === 0) this.clear();
    return { count: Object.keys(values).length, lost };
  }
}
