// Sends one file in pieces (tus 1.0), so that a broken connection or a closed page costs at most one piece.
import { checked, csrfToken } from './http.js';
import { inWords } from './words.js';

const piece = 8 * 1024 * 1024;
const base = { 'Tus-Resumable': '1.0.0' };
const pauses = [1000, 3000, 8000, 20000];

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const fingerprint = (file) => `understudy-upload:${file.name}:${file.size}:${file.lastModified}`;

/** One file on its way. `changed` is called with `{ sent, state, clip, problem }`; state is waiting, sending, paused, done or failed. */
export class Upload {
  constructor(file, changed) {
    this.file = file;
    this.changed = changed;
    this.sent = 0;
    this.state = 'waiting';
    this.clip = null;
    this.problem = null;
  }

  async start() {
    this.#become('sending');
    this.abort = new AbortController();
    try {
      const address = (await this.#resume()) ?? (await this.#create());
      while (this.sent < this.file.size) await this.#sendPiece(address);
      await this.#awaitClip(address);
      localStorage.removeItem(fingerprint(this.file));
      this.#become('done');
    } catch (error) {
      if (error.name === 'AbortError') return this.#become('paused');
      this.problem = error.status
        ? error.message
        : inWords('upload_cut_off');
      this.#become('failed');
    }
  }

  pause() {
    this.abort?.abort();
  }

  async #create() {
    const metadata = `filename ${base64(this.file.name)},filetype ${base64(this.file.type || 'application/octet-stream')}`;
    const response = await this.#fetch('/api/v1/uploads', {
      method: 'POST',
      headers: { ...base, 'Upload-Length': String(this.file.size), 'Upload-Metadata': metadata },
    });
    const address = new URL((await checked(response)).headers.get('Location'), location.href).pathname;
    localStorage.setItem(fingerprint(this.file), address);
    this.sent = 0;
    return address;
  }

  /** The address of an upload begun before, when the server still has it. */
  async #resume() {
    const address = localStorage.getItem(fingerprint(this.file));
    if (!address) return null;
    const response = await this.#fetch(address, { method: 'HEAD', headers: base });
    if (!response.ok) {
      localStorage.removeItem(fingerprint(this.file));
      return null;
    }
    this.#take(response);
    return address;
  }

  async #ask(address) {
    this.#take(await checked(await this.#fetch(address, { method: 'HEAD', headers: base })));
  }

  /** A large file is read once more on the server before it becomes a clip: ask until it has, at most two minutes. */
  async #awaitClip(address) {
    for (let tries = 0; !this.clip && tries < 120; tries += 1) {
      if (tries > 0) await this.#rest(1000);
      await this.#ask(address);
    }
  }

  async #sendPiece(address) {
    const response = await this.#fetch(address, {
      method: 'PATCH',
      headers: { ...base, 'Upload-Offset': String(this.sent), 'Content-Type': 'application/offset+octet-stream' },
      body: this.file.slice(this.sent, this.sent + piece),
    });
    // Another tab or a lost answer: the server knows best how far we are.
    if (response.status === 409 || response.status === 423) return this.#ask(address);
    this.#take(await checked(response));
  }

  #take(response) {
    this.sent = Number(response.headers.get('Upload-Offset') ?? this.sent);
    this.clip = response.headers.get('Understudy-Clip') ?? this.clip;
    this.changed(this);
  }

  /** A few more tries with growing pauses when the network fails or the server is busy. */
  async #fetch(address, options, attempt = 0) {
    const again = async () => {
      await this.#rest(pauses[attempt]);
      return this.#fetch(address, options, attempt + 1);
    };
    try {
      const response = await fetch(address, {
        ...options, signal: this.abort.signal, headers: { ...options.headers, 'X-CSRF-Token': csrfToken() },
      });
      return response.status >= 502 && attempt < pauses.length ? again() : response;
    } catch (error) {
      if (error.name === 'AbortError' || attempt >= pauses.length) throw error;
      return again();
    }
  }

  #rest(milliseconds) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds);
      this.abort.signal.addEventListener('abort', () => { clearTimeout(timer); reject(this.abort.signal.reason); }, { once: true });
    });
  }

  #become(state) {
    this.state = state;
    this.changed(this);
  }
}
