// Sends what was changed, a moment after it was changed: only the fields that differ, with the version they were made on.
import { same } from './edit-fields.js';
import { checked, getJSON, send } from './http.js';
import { inWords } from './words.js';

const patience = 600;
const captionPatience = 3000;
const longestWait = 30_000;

export class Saver {
  #timer = 0;
  #running = null;
  #wait = 0;
  #refused = new Map();

  /** `report({ state, why })` with the states saved, saving, held, offline, refused and conflict. */
  constructor(session, { clip, version, lines, report, kept }) {
    Object.assign(this, { session, version, lines, report, kept });
    this.address = `/api/v1/clips/${encodeURIComponent(clip)}`;
    this.conflicts = new Map();
    addEventListener('online', () => this.flush());
  }

  /** Nothing is on its way and nothing waits. */
  get isClean() { return this.session.changedKeys.length === 0; }

  /** In a moment; again and again as long as somebody types. */
  soon(changes = []) {
    this.kept.write(this.session);
    clearTimeout(this.#timer);
    this.report({ state: 'saving' });
    // Each save of a caption is a version that is kept for ever: a short stop in the middle of a sentence is none.
    const isCaption = changes.length > 0 && changes.every(({ key }) => key.startsWith('line.'));
    this.#timer = setTimeout(() => this.flush(), isCaption ? captionPatience : patience);
  }

  /** Now. One request at a time: the next one needs the version the last one made. */
  async flush() {
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
    this.#running = this.#run();
    await this.#running;
  }

  /** Whoever leaves the page: the browser finishes this request by itself. */
  sendOff() {
    const keys = this.#sendable(this.#clipKeys());
    if (keys.length > 0 && !this.#running) {
      send('PATCH', this.address, this.#body(keys), { keepalive: true }).catch(() => {});
    }
  }

  async #run() {
    try {
      // Saving takes a while; what is typed meanwhile is sent by the next round.
      for (let round = 0; round < 5 && await this.#sendOnce(); round += 1);
      this.#wait = 0;
      this.#settle();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#running = null;
    }
  }

  async #sendOnce() {
    const keys = this.#sendable(this.#clipKeys());
    const texts = this.#sendable(this.#lineKeys());
    if (keys.length + texts.length === 0) return false;
    this.report({ state: 'saving' });
    if (keys.length > 0) await this.#sendClip(keys);
    if (texts.length > 0) await this.#sendLines(texts);
    return true;
  }

  #clipKeys() { return this.session.changedKeys.filter((key) => !key.startsWith('line.')); }

  #lineKeys() { return this.session.changedKeys.filter((key) => key.startsWith('line.')); }

  /** Without those that are not finished, were refused as they are, or wait for a decision. */
  #sendable(keys) {
    return keys.filter((key) => this.session.problem(key) === null && !this.conflicts.has(key)
      && !(this.#refused.has(key) && same(this.#refused.get(key), this.session.now[key])));
  }

  #body(keys) {
    const body = { version: this.version };
    for (const key of keys) Object.assign(body, this.session.fields.get(key).body(this.session.now[key]));
    return body;
  }

  async #sendClip(keys) {
    const sent = Object.fromEntries(keys.map((key) => [key, this.session.now[key]]));
    let clip;
    try {
      clip = await (await checked(await send('PATCH', this.address, this.#body(keys)))).json();
    } catch (error) {
      await this.#answer(error, sent);
      return;
    }
    this.version = clip.version;
    Object.assign(this.session.saved, sent);
    for (const key of keys) this.#refused.delete(key);
    if ('moments' in sent) {
      this.session.fields.get('moments').learn((await getJSON(`${this.address}/moments`)).items);
    }
  }

  /** What the server did not take, as far as it is about the fields; everything else is thrown on. */
  async #answer(error, sent) {
    if (error.code === 'edited_meanwhile') {
      await this.#meet();
    } else if (error.status === 422 && this.#blame(error, sent)) {
      return;
    } else if ([403, 409, 422].includes(error.status)) {
      // One field must not keep the others from being saved: they are sent one by one.
      const keys = Object.keys(sent);
      if (keys.length > 1) for (const key of keys) await this.#sendClip([key]);
      else this.#refuse(keys[0], sent[keys[0]], error.message);
    } else {
      throw error;
    }
  }

  async #sendLines(keys) {
    const sent = Object.fromEntries(keys.map((key) => [key, this.session.now[key]]));
    try {
      const body = { revision: this.lines.revision, lines: this.lines.body() };
      const transcript = await (await checked(await send('PUT', `${this.address}/transcript`, body))).json();
      this.lines.revision = transcript.revision;
      Object.assign(this.session.saved, sent);
    } catch (error) {
      if (error.code !== 'edited_meanwhile') throw error;
      for (const key of keys) this.conflicts.set(key, { isTranscript: true });
      this.lines.revision = (await getJSON(`${this.address}/transcript`)).revision;
    }
  }

  /** Somebody else saved: theirs is taken over where only they changed something; where both did, a person decides. */
  async #meet() {
    const [clip, notice] = await Promise.all([getJSON(this.address), getJSON(`${this.address}/notice`)]);
    clip.notice = notice;
    this.version = clip.version;
    const taken = {};
    for (const [key, field] of this.session.fields) {
      if (!field.fromServer) continue;
      const theirs = field.fromServer(clip);
      const { saved, now } = this.session;
      if (same(theirs, saved[key])) continue;
      if (same(saved[key], now[key])) taken[key] = theirs;
      else if (!same(theirs, now[key])) this.conflicts.set(key, { theirs });
      saved[key] = theirs;
    }
    this.session.put(taken, 'server');
    const names = Object.keys(taken).map((key) => this.session.label(key));
    if (names.length > 0) this.report({ state: 'merged', why: names.join(', ') });
  }

  /** What is in the form is given up: the page is about to be drawn anew. */
  forget() {
    this.session.saved = { ...this.session.now };
    this.kept.clear();
  }

  /** Decides a conflict. */
  decide(keys, mine) {
    for (const key of keys) {
      const { theirs } = this.conflicts.get(key);
      this.conflicts.delete(key);
      if (!mine) this.session.put({ [key]: theirs }, 'server');
    }
    this.flush();
  }

  /** Whether the fields the server complains about could be told. */
  #blame(error, sent) {
    let isTold = false;
    for (const { field, message } of error.errors) {
      const key = Object.keys(sent).find((name) => field === name || new RegExp(`^${name}[._]`).test(field));
      if (!key) continue;
      this.#refuse(key, sent[key], message);
      isTold = true;
    }
    return isTold;
  }

  #refuse(key, value, message) {
    this.#refused.set(key, value);
    this.session.fields.get(key).refusal = message;
  }

  #settle() {
    const left = this.session.changedKeys;
    if (left.length === 0) {
      this.kept.clear();
      this.report({ state: 'saved' });
      return;
    }
    this.kept.write(this.session);
    if (this.#sendable(left).length > 0) {
      this.#timer = setTimeout(() => this.flush(), patience);
      return;
    }
    const refused = left.filter((key) => this.#refused.has(key) && same(this.#refused.get(key), this.session.now[key]));
    if (this.conflicts.size > 0) {
      this.report({ state: 'conflict', why: inWords('conflict') });
    } else if (refused.length > 0) {
      const why = refused.map((key) => `${this.session.label(key)}: ${this.session.fields.get(key).refusal}`).join(' ');
      this.report({ state: 'refused', why });
    } else {
      const reasons = left.map((key) => this.session.problem(key)).filter((reason) => reason !== null);
      this.report({ state: 'held', why: inWords('as_soon_as', { reasons: reasons.join(inWords('reasons_joint')) }) });
    }
  }

  #fail(error) {
    const isAway = error instanceof TypeError;
    const mayPass = isAway || error.status === 429 || error.status >= 500;
    const why = isAway
      ? inWords('no_connection')
      : error.status === 401
        ? inWords('signed_out_editing')
        : `${error.message}`;
    this.report({ state: isAway ? 'offline' : 'refused', why });
    if (!mayPass) return;
    this.#wait = Math.min(longestWait, Math.max(2000, this.#wait * 2));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), this.#wait);
  }
}
