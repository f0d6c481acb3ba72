// Sends a recording while it is being made (tus with a length that is said at the end). It never gives up by itself: without
// a connection it waits for one, and everything goes on from the byte the server has acknowledged.
import { checked, Refused, send } from './http.js';
import { says } from './recorder-words.js';

const piece = 4 * 1024 * 1024;
const base = { 'Tus-Resumable': '1.0.0' };
/** An answer that takes longer than this does not come any more. */
const patience = 60_000;
const pauses = [1000, 2000, 5000, 10000, 15000];
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** `Upload-Metadata` of what has a value. */
const metadata = (values) => Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '')
  .map(([key, value]) => `${key} ${base64(String(value))}`).join(',');

/** What the server's own words would not explain here; null for all others. */
function inOurWords(error) {
  if (error instanceof TypeError || error.name === 'AbortError') return says('no_connection');
  return error.status === 401 || error.status === 403 ? says('signed_out') : null;
}

export class GrowingUpload {
  /** `state` is sending, waiting (all there is has arrived), offline or refused; `changed` is called with every step. */
  constructor(recording, details, changed) {
    this.recording = recording;
    this.details = details;
    this.changed = changed;
    this.state = 'waiting';
    this.problem = null;
    this.tries = 0;
    this.made = null;
    this.isOver = false;
    // What was left by an earlier page: the server may have more of it by now, or have thrown it away.
    this.isKnown = recording.row.address === null;
    this.online = () => this.wake();
    addEventListener('online', this.online);
  }

  get sent() { return this.recording.row.sent; }

  /** There is more to send, or a reason to try again. */
  wake() {
    clearTimeout(this.timer);
    if (this.isOver) return Promise.resolve();
    this.isAsked = true;
    this.running ??= this.#run().finally(() => { this.running = null; });
    return this.running;
  }

  async #run() {
    while (this.isAsked && !this.isOver) {
      this.isAsked = false;
      try {
        await this.#sendAll();
        this.tries = 0;
        this.#become('waiting', null);
      } catch (error) {
        this.#take(error);
      }
    }
  }

  async #sendAll() {
    if (!this.recording.row.address) await this.#create();
    else if (!this.isKnown) await this.#find();
    this.isKnown = true;
    while (this.sent < this.recording.bytes && !this.isOver) {
      this.#become('sending', null);
      const part = this.recording.slice(this.sent, piece);
      if (!part) throw new Refused(410, { title: says('beginning_lost') });
      const before = this.sent;
      await this.#patch(part);
      // Another request holds it: ask again in a moment.
      if (this.sent === before) throw new TypeError();
    }
  }

  async #create() {
    const answer = await checked(await this.#ask('POST', '/api/v1/uploads', null, {
      'Upload-Defer-Length': '1', 'Upload-Metadata': metadata({ filename: this.recording.row.fileName, ...this.details }),
    }));
    const address = new URL(answer.headers.get('Location'), location.href).pathname;
    await this.recording.note({ address, sent: 0 });
  }

  /** Whether the server took it. */
  async #patch(part, headers = {}) {
    const answer = await this.#ask('PATCH', this.recording.row.address, part, { 'Upload-Offset': String(this.sent), ...headers });
    // An answer got lost, or another tab was faster: the server knows best how far it is.
    if (answer.status === 409 || answer.status === 423) await this.#find();
    else await this.#learn(await this.#there(answer));
    return answer.ok;
  }

  async #find() {
    return this.#learn(await this.#there(await this.#ask('HEAD', this.recording.row.address)));
  }

  /** A day without a byte and the server has thrown it away: all of it is still here, so it begins again. */
  async #there(answer) {
    if ((answer.status === 404 || answer.status === 410) && this.recording.isComplete) {
      await this.recording.note({ address: null, sent: 0 });
      await this.#create();
      return this.#there(await this.#ask('HEAD', this.recording.row.address));
    }
    return checked(answer);
  }

  async #learn(answer) {
    this.made = { take: answer.headers.get('Understudy-Take'), clip: answer.headers.get('Understudy-Clip') };
    await this.recording.note({ sent: Number(answer.headers.get('Upload-Offset') ?? this.sent) });
    this.changed(this);
  }

  /** Says that this is all of it, and what to keep; returns `{ take, clip }`. Throws when it could not be said. */
  async end(cut) {
    try {
      return await this.#end(cut);
    } catch (error) {
      throw new Error(inOurWords(error) ?? error.message, { cause: error });
    }
  }

  async #end(cut) {
    const headers = { 'Upload-Length': String(this.recording.bytes), 'Upload-Metadata': metadata(cut) };
    let isSaid = false;
    for (let tries = 0; !this.made?.take && !this.made?.clip && tries < 120; tries += 1) {
      // A large file is read once more on the server before it becomes a clip.
      if (tries > 0) await new Promise((resolve) => { setTimeout(resolve, 1000); });
      if (isSaid) await this.#find();
      else isSaid = await this.#sayEnd(headers);
      // The server threw it away meanwhile, and it began again.
      if (this.sent < this.recording.bytes) isSaid = false;
    }
    if (!this.made?.take && !this.made?.clip) throw new Error(says('no_answer'));
    this.stop();
    return this.made;
  }

  /** With the last byte before it; false when something came between and it has to be said again. */
  async #sayEnd(headers) {
    await this.wake();
    if (this.state !== 'waiting') throw new Error(this.problem ?? says('no_connection'));
    return this.#patch(new Blob([]), headers);
  }

  /** Takes it away from the server, as far as it is there. */
  async giveUp() {
    this.stop();
    this.asking?.abort();
    await this.running;
    const { address } = this.recording.row;
    // Without a connection the server throws it away by itself after a day.
    if (address) await this.#ask('DELETE', address).catch(() => {});
  }

  stop() {
    this.isOver = true;
    clearTimeout(this.timer);
    removeEventListener('online', this.online);
  }

  async #ask(method, address, body = null, headers = {}) {
    const asking = new AbortController();
    this.asking = asking;
    const timer = setTimeout(() => asking.abort(), patience);
    try {
      return await send(method, address, body, {
        contentType: 'application/offset+octet-stream', headers: { ...base, ...headers }, signal: asking.signal,
      });
    } finally {
      clearTimeout(timer);
    }
  }

  #take(error) {
    if (this.isOver) return;
    const status = error instanceof Refused ? error.status : 0;
    const passes = status === 0 || status === 429 || status >= 500;
    this.#become(passes ? 'offline' : 'refused', status === 0 ? null : inOurWords(error) ?? error.message);
    if (!passes) return;
    this.timer = setTimeout(() => this.wake(), pauses[Math.min(this.tries, pauses.length - 1)]);
    this.tries += 1;
  }

  #become(state, problem) {
    this.state = state;
    this.problem = problem;
    this.changed(this);
  }
}
