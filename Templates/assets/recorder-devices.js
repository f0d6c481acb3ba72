// Cameras, microphones and screens: asking for them, choosing one, and saying what went wrong in words.
import { el } from './dom.js';
import { says } from './recorder-words.js';

const place = 'understudy-devices';
const types = {
  video: ['video/webm;codecs=vp8,opus', 'video/webm;codecs=vp9,opus', 'video/webm', 'video/mp4'],
  voice: ['audio/webm;codecs=opus', 'audio/webm', 'audio/mp4'],
};

/** Why this browser cannot record at all; null when it can. */
export function obstacle() {
  if (!window.isSecureContext) return says('not_secure');
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder || !window.indexedDB) return says('no_recorder');
  return null;
}

export const typeFor = (kind) => types[kind === 'voice' ? 'voice' : 'video'].find((type) => MediaRecorder.isTypeSupported(type)) ?? '';

/** Camera (unless it is the voice alone) and microphone, those that were chosen last if they are there. */
export async function openDevices(kind) {
  const chosen = remembered();
  const exactly = (id) => (id ? { deviceId: { exact: id } } : {});
  const size = kind === 'screen' ? { width: { ideal: 640 }, height: { ideal: 360 } } : { width: { ideal: 1280 }, height: { ideal: 720 } };
  const wanted = (camera, microphone) => ({
    audio: { echoCancellation: true, noiseSuppression: true, ...exactly(microphone) },
    video: kind === 'voice' ? false : { facingMode: 'user', ...size, ...exactly(camera) },
  });
  try {
    return await navigator.mediaDevices.getUserMedia(wanted(chosen.camera, chosen.microphone));
  } catch (error) {
    if (!['NotFoundError', 'OverconstrainedError'].includes(error.name) || (!chosen.camera && !chosen.microphone)) throw error;
    // The one of last time is not plugged in today.
    return navigator.mediaDevices.getUserMedia(wanted(null, null));
  }
}

/** What happened and what to do, for an error of `openDevices` or of choosing a screen. */
export function devicesProblem(error, isScreen) {
  if (error.name === 'NotAllowedError') return says(isScreen ? 'screen_refused' : 'camera_refused');
  if (error.name === 'NotFoundError' || error.name === 'OverconstrainedError') return says('camera_missing');
  if (error.name === 'NotReadableError' || error.name === 'AbortError') return says('camera_busy');
  if (error.name === 'SecurityError') return says('not_secure');
  return says('camera_failed');
}

/** Fills the lists of a box with `[data-device]`s and shows what is in use; `chosen()` is called after a choice. */
export async function listDevices(box, stream, chosen) {
  const found = await navigator.mediaDevices.enumerateDevices();
  for (const select of box.querySelectorAll('[data-device]')) {
    const isCamera = select.dataset.device === 'camera';
    const [track] = isCamera ? stream.getVideoTracks() : stream.getAudioTracks();
    const fitting = found.filter((device) => device.kind === (isCamera ? 'videoinput' : 'audioinput') && device.deviceId);
    select.closest('.field').hidden = fitting.length === 0 || !track;
    select.replaceChildren(...fitting.map((device, index) => el('option', {
      value: device.deviceId, selected: device.deviceId === track?.getSettings().deviceId,
    }, device.label || says('device', { number: index + 1 }))));
    select.onchange = () => {
      remember({ [select.dataset.device]: select.value });
      chosen();
    };
  }
}

export function stopTracks(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') ?? {};
  } catch {
    return {};
  }
}

function remember(choice) {
  try {
    localStorage.setItem(place, JSON.stringify({ ...remembered(), ...choice }));
  } catch {
    // Storage may be closed: then the choice lasts as long as the page.
  }
}
