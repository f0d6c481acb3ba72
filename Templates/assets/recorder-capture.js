// One run of the browser's recorder: its clock, its pieces, and the moment when all of them have been kept.

/** How often a piece is taken: what a crash can cost at most. */
const every = 500;

export class Capture {
  /** `loudness()` is asked with each piece. */
  constructor(stream, recording, loudness) {
    this.recording = recording;
    this.loudness = loudness;
    this.recorded = 0;
    this.since = null;
    this.keeping = Promise.resolve();
    this.recorder = new MediaRecorder(stream, {
      ...(recording.row.type ? { mimeType: recording.row.type } : {}), videoBitsPerSecond: 2_500_000, audioBitsPerSecond: 96_000,
    });
    this.recorder.addEventListener('dataavailable', (event) => this.#keep(event.data));
    // An encoder that fails ends the recording; what it gave until then is kept.
    this.recorder.addEventListener('error', () => this.failed?.());
    this.done = new Promise((resolve) => { this.recorder.addEventListener('stop', () => resolve(this.keeping)); });
  }

  /** Milliseconds recorded, without pauses. */
  get milliseconds() { return Math.round(this.recorded + (this.since === null ? 0 : performance.now() - this.since)); }

  get state() { return this.recorder.state; }

  start() {
    this.recorder.start(every);
    this.since = performance.now();
  }

  pause() {
    this.recorder.pause();
    this.#halt();
    // What was said until now need not wait for the next piece.
    this.recorder.requestData();
  }

  resume() {
    this.recorder.resume();
    this.since = performance.now();
  }

  /** Returns once the last piece has been kept. */
  stop() {
    this.#halt();
    if (this.recorder.state !== 'inactive') this.recorder.stop();
    return this.done;
  }

  #halt() {
    this.recorded = this.milliseconds;
    this.since = null;
  }

  #keep(blob) {
    if (blob.size === 0) return;
    const [milliseconds, loudness] = [this.milliseconds, this.loudness()];
    this.keeping = this.keeping.then(() => this.recording.add(blob, milliseconds, loudness)).then(() => this.kept?.());
  }
}
