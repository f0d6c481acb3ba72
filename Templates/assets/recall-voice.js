// A spoken answer, beside the peer's: recorded here, kept in this browser alone until the next one, never sent anywhere.
import { el } from './dom.js';
import { inWords } from './words.js';

const longest = 120_000;

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('understudy-recall', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('voice');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function ask(mode, body) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const request = body(database.transaction('voice', mode).objectStore('voice'));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

const keep = (showing, recording) => ask('readwrite', (store) => store.put({ showing, recording }, 'last'));
const kept = () => ask('readonly', (store) => store.get('last'));

/** Offers to answer aloud; `form` is the form of the answer. */
export function offerVoice(form) {
  const row = form.querySelector('[data-voice]');
  if (!row || !window.MediaRecorder || !navigator.mediaDevices?.getUserMedia || !window.indexedDB) return;
  const button = row.querySelector('button');
  const say = row.querySelector('[role=status]');
  const box = form.querySelector('textarea');
  let recorder = null;
  row.hidden = false;

  async function begin() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const pieces = [];
    recorder = new MediaRecorder(stream);
    recorder.ondataavailable = (event) => pieces.push(event.data);
    recorder.onstop = async () => {
      for (const track of stream.getTracks()) track.stop();
      await keep(row.dataset.voice, new Blob(pieces, { type: recorder.mimeType }));
      recorder = null;
      button.setAttribute('aria-pressed', 'false');
      button.textContent = inWords('recall_speak_again');
      say.textContent = inWords('recall_voice_kept');
      if (box.value.trim() === '') box.value = inWords('recall_said_aloud');
    };
    recorder.start();
    setTimeout(() => recorder?.stop(), longest);
    button.setAttribute('aria-pressed', 'true');
    button.textContent = inWords('recall_stop');
    say.textContent = inWords('recall_listening');
  }

  button.addEventListener('click', async () => {
    try {
      if (recorder) recorder.stop();
      else await begin();
    } catch {
      say.textContent = inWords('recall_no_microphone');
    }
  });
}

/** Puts what was said beside the peer's answer, when it was said to this very cue. */
export async function playVoice(place) {
  if (!window.indexedDB) return;
  const found = await kept();
  if (found?.showing !== place.dataset.spoken) return;
  place.append(
    el('audio', { controls: true, class: 'own-voice', 'aria-label': inWords('recall_what_you_said'), src: URL.createObjectURL(found.recording) }),
    el('p', { class: 'soft small' }, inWords('recall_voice_private')));
}
