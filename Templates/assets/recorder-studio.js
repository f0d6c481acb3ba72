// In front of the camera: what is seen and heard now, the count-down, recording, holding and stopping.
import { clock } from './dom.js';
import { Capture } from './recorder-capture.js';
import { devicesProblem, listDevices, openDevices, stopTracks, typeFor } from './recorder-devices.js';
import { watchLevel } from './recorder-level.js';
import { startPrompter } from './recorder-prompter.js';
import { Recording } from './recorder-recording.js';
import { chooseScreen, compose } from './recorder-screen.js';
import { says } from './recorder-words.js';

/** `tell` are the page's `say`, `problem`, `entered`, `piece`, `ended`; `details` go with each recording. */
export function startStudio(box, details, target, tell) {
  const find = (name) => box.querySelector(`[data-${name}]`);
  const [go, pause, live, canvas, count] = ['go', 'pause', 'live', 'canvas', 'count'].map(find);
  const prompter = startPrompter(box);
  let kind = null;
  let devices = null;
  let screen = null;
  let level = null;
  let capture = null;
  let counting = null;
  let clockTimer = null;
  let hasReached = false;
  // Goes on with every end: what was begun in an earlier round is not wanted any more.
  let round = 0;

  async function open(wanted) {
    kind = wanted;
    try {
      // The screen first: browsers let it be asked for only in answer to a press.
      const chosen = kind === 'screen' ? await chooseScreen() : null;
      await useDevices(chosen);
    } catch (error) {
      const isScreen = kind === 'screen' && !devices;
      close();
      tell.problem(devicesProblem(error, isScreen));
      return false;
    }
    box.dataset.kind = kind;
    show('ready');
    return true;
  }

  async function useDevices(chosenScreen) {
    level?.stop();
    stopTracks(devices);
    try {
      devices = await openDevices(kind);
    } catch (error) {
      if (kind !== 'screen') {
        stopTracks(chosenScreen);
        throw error;
      }
      // Without a camera it is the screen and the voice.
      devices = await openDevices('voice').catch((other) => { stopTracks(chosenScreen); throw other; });
    }
    if (chosenScreen) {
      screen = await compose(chosenScreen, devices, canvas);
      chosenScreen.getVideoTracks()[0].addEventListener('ended', () => lost(says('screen_ended')));
    }
    for (const track of devices.getTracks()) track.addEventListener('ended', () => lost(says('device_lost')));
    live.srcObject = kind === 'video' ? devices : null;
    level = watchLevel(devices, find('level'), (isHeard) => { find('silent').hidden = isHeard; });
    // Another camera in the middle would need another recording; on the screen it stands in a corner that is drawn already.
    find('devices').hidden = kind === 'screen';
    await listDevices(box, devices, () => useDevices(null).catch((error) => {
      close();
      tell.closed('');
      tell.problem(devicesProblem(error, false));
    }));
  }

  /** A cable was pulled, the sharing was ended: what was recorded so far is a recording. */
  function lost(words) {
    if (capture) stop(words);
    else if (devices) {
      close();
      tell.closed(words);
    }
  }

  function show(state) {
    box.dataset.state = state;
    const isOn = state === 'recording' || state === 'paused';
    go.querySelector('[data-label]').textContent = says({ ready: 'go', counting: 'cancel' }[state] ?? 'stop');
    go.dataset.does = { ready: 'record', counting: 'cancel' }[state] ?? 'stop';
    pause.hidden = !isOn;
    pause.querySelector('[data-label]').textContent = says(state === 'paused' ? 'resume' : 'pause');
    find('on-air').textContent = isOn ? says(state === 'paused' ? 'is_paused' : 'is_recording') : '';
    find('other').disabled = state !== 'ready';
    for (const field of box.querySelectorAll('[data-device]')) field.disabled = state !== 'ready';
    if (state === 'ready') showTime(0);
  }

  function countDown(left) {
    show('counting');
    count.textContent = String(left);
    tell.say(says('starts_in', { n: left }));
    counting = setTimeout(() => (left > 1 ? countDown(left - 1) : record()), 1000);
  }

  function cancel() {
    round += 1;
    clearTimeout(counting);
    count.textContent = '';
    show('ready');
    tell.say(says('cancelled'));
  }

  async function record() {
    count.textContent = '';
    const mine = round;
    const stream = screen?.stream ?? devices;
    const type = typeFor(kind);
    try {
      const recording = await Recording.begin({
        ...details, kind, type, fileName: `take-${kind}.${type.includes('mp4') ? 'mp4' : 'webm'}`,
      });
      if (mine !== round) {
        await recording.forget();
        return;
      }
      capture = new Capture(stream, recording, () => level.loudest());
      capture.kept = () => tell.piece(recording);
      capture.failed = () => lost(says('device_lost'));
      capture.start();
    } catch {
      if (mine !== round) return;
      capture = null;
      show('ready');
      tell.problem(says('cannot_start'));
      return;
    }
    hasReached = false;
    tell.begun(capture.recording);
    show('recording');
    tell.say(says('recording'));
    prompter.begin();
    clockTimer = setInterval(() => showTime(capture.milliseconds), 200);
  }

  function showTime(milliseconds) {
    find('time').textContent = clock(milliseconds);
    const bar = find('target');
    if (!bar) return;
    bar.value = Math.min(1, milliseconds / target);
    if (milliseconds < target || hasReached || !capture) return;
    hasReached = true;
    tell.say(says('target_reached'));
  }

  function hold() {
    if (capture?.state === 'recording') {
      capture.pause();
      prompter.hold();
      show('paused');
      tell.say(says('paused', { time: clock(capture.milliseconds) }));
    } else if (capture?.state === 'paused') {
      capture.resume();
      prompter.play();
      show('recording');
      tell.say(says('resumed'));
    }
  }

  async function stop(words = null) {
    const ending = capture;
    if (!ending) return;
    capture = null;
    clearInterval(clockTimer);
    prompter.hold();
    await ending.stop();
    close();
    await ending.recording.note({ isStopped: true });
    const length = clock(ending.recording.row.milliseconds);
    tell.ended(ending.recording, words ? `${words} ${says('stopped', { time: length })}` : says('stopped', { time: length }));
  }

  /** Camera and microphone go out. */
  function close() {
    round += 1;
    clearTimeout(counting);
    count.textContent = '';
    level?.stop();
    screen?.stop();
    stopTracks(devices);
    live.srcObject = null;
    [devices, screen, level] = [null, null, null];
    box.dataset.state = 'closed';
  }

  const doing = { record: () => countDown(3), cancel, stop: () => stop() };
  go.addEventListener('click', () => doing[go.dataset.does]());
  pause.addEventListener('click', hold);
  find('other').addEventListener('click', () => {
    close();
    tell.closed('');
  });

  return {
    open,
    isRecording: () => capture !== null,
    go: () => go.click(),
    pause: () => { if (!pause.hidden) pause.click(); },
    cancel: () => { if (box.dataset.state === 'counting') cancel(); },
  };
}
