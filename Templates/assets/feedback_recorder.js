// Saying it by voice or video, in place: what is recorded is sent while the words are still being thought about, and is a part
// of the comment when that is given.
import { clock, el } from './dom.js';
import { checked, send } from './http.js';
import { Upload } from './tus.js';
import { inWords } from './words.js';

const types = {
  video: ['video/webm;codecs=vp9,opus', 'video/webm;codecs=vp8,opus', 'video/webm', 'video/mp4'],
  audio: ['audio/webm;codecs=opus', 'audio/webm', 'audio/mp4'],
};

/** Records into a `[data-recorder]` of a form, whose hidden field `recording` names what came of it. */
export async function record(box, kind) {
  const say = (words, isProblem = false) => {
    const note = box.querySelector('[data-recorder-say]');
    note.textContent = words;
    note.classList.toggle('field-problem', isProblem);
  };
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: true, video: kind === 'video' ? { width: { ideal: 1280 }, height: { ideal: 720 } } : false,
    });
  } catch {
    say(inWords('no_microphone'), true);
    return;
  }
  await forget(box);
  const type = types[kind].find((candidate) => MediaRecorder.isTypeSupported(candidate)) ?? '';
  const recorder = new MediaRecorder(stream, type ? { mimeType: type } : {});
  const pieces = [];
  const place = box.querySelector('[data-recorder-place]');
  const picture = kind === 'video'
    ? el('video', { muted: true, autoplay: true, playsinline: true, 'aria-label': inWords('you_now') })
    : el('meter', { min: 0, max: 1, value: 0, 'aria-label': inWords('loudness') });
  const time = el('span', { class: 'nums' }, clock(0));
  const stop = el('button', { class: 'button main', type: 'button' }, inWords('stop_recording'));
  place.replaceChildren(picture, el('p', { class: 'row' }, stop, time));
  if (kind === 'video') {
    picture.muted = true;
    picture.srcObject = stream;
  }
  const watch = kind === 'audio' ? showLevel(stream, picture) : () => {};
  box.dataset.state = 'recording';
  say(inWords('recording_now'));
  const start = performance.now();
  const ticking = setInterval(() => { time.textContent = clock(performance.now() - start); }, 250);
  recorder.addEventListener('dataavailable', (event) => { if (event.data.size > 0) pieces.push(event.data); });
  recorder.addEventListener('stop', () => {
    clearInterval(ticking);
    watch();
    for (const track of stream.getTracks()) track.stop();
    keep(box, kind, new Blob(pieces, { type: recorder.mimeType }), say);
  });
  stop.addEventListener('click', () => recorder.stop());
  recorder.start(1000);
  stop.focus();
}

/** What was recorded can be heard again at once, and is on its way. */
async function keep(box, kind, blob, say) {
  const field = box.querySelector('[name=recording]');
  const place = box.querySelector('[data-recorder-place]');
  const heard = el(kind, { controls: true, playsinline: true, src: URL.createObjectURL(blob), 'aria-label': inWords('your_recording') });
  const again = el('button', { class: 'button', type: 'button' }, inWords('record_again'));
  const remove = el('button', { class: 'button quiet', type: 'button' }, inWords('remove_recording'));
  again.addEventListener('click', () => record(box, kind));
  remove.addEventListener('click', () => forget(box).then(() => say('')));
  place.replaceChildren(heard, el('p', { class: 'row' }, again, remove));
  box.dataset.state = 'sending';
  const suffix = blob.type.includes('mp4') ? 'mp4' : 'webm';
  // Twice the same name would be taken for a file that was sent before.
  const file = new File([blob], `${kind}-${Math.round(performance.timeOrigin + performance.now())}.${suffix}`, { type: blob.type });
  const upload = new Upload(file, () => {
    if (upload.state !== 'sending') return;
    say(inWords('percent_sent', { percent: Math.floor((upload.sent / file.size) * 100) }));
  });
  await upload.start();
  if (box.querySelector('[data-recorder-place]').firstChild !== heard) return; // it was recorded again meanwhile
  if (upload.state !== 'done' || !upload.clip) {
    box.dataset.state = 'failed';
    say(upload.problem ?? inWords('upload_cut_off'), true);
    return;
  }
  field.value = upload.clip;
  box.dataset.state = 'ready';
  for (const text of box.closest('form').querySelectorAll('textarea[name=text]')) text.required = false;
  say(inWords('recording_ready'));
}

/** What was recorded and not given goes to the trash. */
export async function forget(box) {
  const field = box.querySelector('[name=recording]');
  const clip = field.value;
  field.value = '';
  delete box.dataset.state;
  box.querySelector('[data-recorder-place]').replaceChildren();
  for (const text of box.closest('form').querySelectorAll('textarea[name=text]')) text.required = true;
  if (!clip) return;
  try {
    await checked(await send('DELETE', `/api/v1/clips/${encodeURIComponent(clip)}`));
  } catch {
    // Then it stays among one's drafts, where it can be thrown away too.
  }
}

/** How loud it is, so that nobody speaks into a dead microphone. */
function showLevel(stream, meter) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  let frame = requestAnimationFrame(function draw() {
    analyser.getByteTimeDomainData(samples);
    meter.value = Math.min(1, samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0) / 64);
    frame = requestAnimationFrame(draw);
  });
  return () => {
    cancelAnimationFrame(frame);
    context.close();
  };
}
