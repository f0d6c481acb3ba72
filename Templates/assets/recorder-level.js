// How loud it is, so that nobody speaks into a dead microphone.

const silence = 0.02;
const silentAfter = 4000;

/** Shows the loudness of a stream on a meter and says when there is none; `loudest()` is the most since it was asked last. */
export function watchLevel(stream, meter, heard) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream(stream.getAudioTracks())).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  let most = 0;
  let lastHeard = performance.now();
  let isSilent = false;
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(samples);
    const now = Math.min(1, samples.reduce((top, sample) => Math.max(top, Math.abs(sample - 128)), 0) / 100);
    meter.value = now;
    most = Math.max(most, now);
    if (now > silence) lastHeard = performance.now();
    const wasSilent = isSilent;
    isSilent = context.state === 'running' && performance.now() - lastHeard > silentAfter;
    if (isSilent !== wasSilent) heard(!isSilent);
  }, 80);
  return {
    loudest() {
      const found = most;
      most = 0;
      return found;
    },
    stop() {
      clearInterval(timer);
      meter.value = 0;
      context.close();
    },
  };
}
