// The screen with the camera in its corner, drawn together on a canvas that is recorded.
import { stopTracks } from './recorder-devices.js';

const framesPerSecond = 24;
const largest = { width: 1280, height: 720 };

/** A window or screen that somebody chooses now; must be asked for in answer to a press. */
export const chooseScreen = () => navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: framesPerSecond, max: 30 } }, audio: false });

/** `camera` gives the corner, if it has a picture, and the sound. Returns `{ stream, canvas, stop }`. */
export async function compose(screen, camera, canvas) {
  const shown = await playing(screen);
  const corner = camera.getVideoTracks().length > 0 ? await playing(new MediaStream(camera.getVideoTracks())) : null;
  const factor = Math.min(1, largest.width / shown.videoWidth, largest.height / shown.videoHeight);
  const even = (length) => Math.max(2, Math.floor((length * factor) / 2) * 2);
  canvas.width = even(shown.videoWidth);
  canvas.height = even(shown.videoHeight);
  const pen = canvas.getContext('2d', { alpha: false });
  const ticks = startTicks(() => draw(pen, canvas, shown, corner));
  draw(pen, canvas, shown, corner);
  const stream = canvas.captureStream(framesPerSecond);
  for (const track of camera.getAudioTracks()) stream.addTrack(track);
  return {
    stream,
    stop() {
      ticks.terminate();
      stopTracks(screen);
      stopTracks(stream);
    },
  };
}

function draw(pen, canvas, shown, corner) {
  // A window may be made larger meanwhile: the recording keeps its size, with bars.
  const fit = Math.min(canvas.width / shown.videoWidth, canvas.height / shown.videoHeight);
  const [width, height] = [shown.videoWidth * fit, shown.videoHeight * fit];
  pen.fillStyle = '#000';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(shown, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
  if (!corner?.videoWidth) return;
  const side = Math.round(canvas.height / 4);
  const margin = Math.round(canvas.height / 36);
  const from = Math.min(corner.videoWidth, corner.videoHeight);
  pen.save();
  pen.beginPath();
  pen.arc(canvas.width - margin - side / 2, canvas.height - margin - side / 2, side / 2, 0, 2 * Math.PI);
  pen.clip();
  pen.drawImage(
    corner, (corner.videoWidth - from) / 2, (corner.videoHeight - from) / 2, from, from,
    canvas.width - margin - side, canvas.height - margin - side, side, side);
  pen.restore();
}

function startTicks(tick) {
  const policy = globalThis.trustedTypes?.createPolicy('recorder-ticks', { createScriptURL: (address) => address });
  const address = new URL('./recorder-ticks.js', import.meta.url).href;
  const worker = new Worker(policy ? policy.createScriptURL(address) : address);
  worker.onmessage = tick;
  worker.postMessage(Math.round(1000 / framesPerSecond));
  return worker;
}

async function playing(stream) {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  await video.play();
  return video;
}
