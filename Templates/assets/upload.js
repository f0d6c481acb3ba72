// The page where clips are added: drop or choose, see each file go, go on to its details.
import { el } from './dom.js';
import { listen } from './events.js';
import { checked, getJSON, send } from './http.js';
import { Upload } from './tus.js';
import { inWords } from './words.js';

const drop = document.querySelector('[data-drop]');
if (drop) start(drop);

function start(drop) {
  const list = document.querySelector('[data-uploads]');
  const say = document.querySelector('[data-upload-say]');
  const largest = Number(drop.dataset.largest);
  const rows = new Set();
  drop.hidden = false;

  drop.querySelector('[data-files]').addEventListener('change', (event) => {
    add([...event.target.files]);
    event.target.value = '';
  });
  for (const name of ['dragover', 'dragleave', 'drop']) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle('over', name === 'dragover');
      if (name === 'drop') add([...event.dataTransfer.files]);
    });
  }

  function add(files) {
    list.hidden = false;
    for (const file of files) {
      const row = new UploadRow(file, say, next);
      rows.add(row);
      list.append(row.node);
      if (file.size > largest) row.refuse(inWords('file_too_large'));
      else if (file.size === 0) row.refuse(inWords('file_empty'));
    }
    next();
  }

  // Two at a time: the rest wait their turn.
  function next() {
    const all = [...rows];
    const running = all.filter((row) => row.upload.state === 'sending').length;
    all.filter((row) => row.upload.state === 'waiting' && !row.isRefused).slice(0, Math.max(0, 2 - running))
      .forEach((row) => row.upload.start());
  }

  addEventListener('beforeunload', (event) => {
    if ([...rows].some((row) => row.upload.state === 'sending')) event.preventDefault();
  });
  listen((type, data) => {
    for (const row of rows) if (row.upload.clip) row.follow(type, data);
  });
}

class UploadRow {
  isRefused = false;
  isSettled = false;

  constructor(file, say, next) {
    this.say = say;
    this.next = next;
    this.words = el('p', { class: 'soft small' }, inWords('upload_waits'));
    this.bar = el('progress', { max: 100, value: 0, 'aria-label': inWords('sending', { name: file.name }) });
    this.buttons = el('div', { class: 'row' });
    this.node = el('li', { class: 'upload-row' }, el('strong', {}, file.name), this.words, this.bar, this.buttons);
    this.upload = new Upload(file, () => this.show());
  }

  refuse(words) {
    this.isRefused = true;
    this.bar.remove();
    this.words.className = 'field-problem';
    this.words.textContent = words;
  }

  show() {
    const { upload } = this;
    if (this.isSettled) return;
    const percent = Math.floor((upload.sent / upload.file.size) * 100);
    this.bar.value = percent;
    const words = {
      waiting: inWords('upload_waits'),
      sending: percent < 100 ? inWords('percent_sent', { percent }) : inWords('all_sent'),
      paused: inWords('upload_paused', { percent }),
      done: inWords('upload_arrived'),
      failed: upload.problem,
    };
    this.words.textContent = words[upload.state];
    this.words.className = upload.state === 'failed' ? 'field-problem' : 'soft small';
    if (this.shown === upload.state) return;
    this.shown = upload.state;
    this.buttons.replaceChildren(...this.actions());
    if (upload.state === 'done') {
      this.answer();
      this.askOnce();
    }
    if (['done', 'failed', 'paused'].includes(upload.state)) {
      this.say.textContent = inWords('named', { name: upload.file.name, words: words[upload.state] });
      this.next();
    }
    if (upload.state === 'done') this.bar.removeAttribute('value');
  }

  actions() {
    const { upload } = this;
    const button = (words, act) => {
      const node = el('button', { class: 'button', type: 'button' }, words);
      node.addEventListener('click', act);
      return node;
    };
    if (upload.state === 'sending') return [button(inWords('pause'), () => upload.pause())];
    if (upload.state === 'paused' || upload.state === 'failed') return [button(inWords('go_on'), () => upload.start())];
    if (upload.state === 'done' && upload.clip) {
      return [
        el('a', { class: 'button main', href: `/clips/${encodeURIComponent(upload.clip)}/edit` }, inWords('fill_in_details')),
        el('a', { class: 'button quiet', href: `/clips/${encodeURIComponent(upload.clip)}` }, inWords('see_the_clip')),
      ];
    }
    return [];
  }

  /** Added for somebody's question: it answers it once it is published. */
  async answer() {
    const request = document.querySelector('[data-for-request]')?.dataset.forRequest;
    if (!request || !this.upload.clip) return;
    try {
      await checked(await send('POST', `/api/v1/requests/${encodeURIComponent(request)}/promise`, { clip: this.upload.clip }));
    } catch (error) {
      this.say.textContent = inWords('answer_failed', { problem: error.message });
    }
  }

  /** A short recording may be ready before the first event could be heard, or while none could. */
  async askOnce() {
    try {
      const clip = await getJSON(`/api/v1/clips/${encodeURIComponent(this.upload.clip)}`);
      if (clip.state !== 'processing') this.settle(clip.state);
    } catch {
      // The events will tell.
    }
  }

  /** What the server does with it after it arrived. */
  follow(type, data) {
    if (this.isSettled) return;
    if (type === 'open') this.askOnce();
    if (data.clip !== this.upload.clip) return;
    if (type === 'job') {
      if (data.message) this.words.textContent = data.message;
      if (Number.isFinite(data.percent)) this.bar.value = data.percent;
    } else if (type === 'clip' && data.what !== 'processing') {
      this.settle(data.what);
    }
  }

  /** It can be watched, or it never will: what is still done to it is told on its own page. */
  settle(state) {
    if (this.isSettled) return;
    this.isSettled = true;
    this.bar.remove();
    this.words.textContent = state === 'rejected'
      ? inWords('upload_rejected')
      : inWords('upload_ready');
    this.say.textContent = inWords('named', { name: this.upload.file.name, words: this.words.textContent });
  }
}
