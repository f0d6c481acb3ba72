// One recording: its bytes so far, how long it is, what is to be kept of it, and how much of it this browser has on its disk.
import { kept } from './recorder-kept.js';

const lockName = (id) => `understudy-take:${id}`;

/** A piece that found no room is missing: what comes after it is of use only when the server has it. */
function unbroken(pieces, sent) {
  let run = [];
  for (const piece of pieces) {
    const last = run.at(-1);
    const isNext = last ? piece.from === last.from + last.size : piece.from <= sent;
    if (!isNext && piece.from > sent) break;
    if (!isNext) run = [];
    run.push(piece);
  }
  return run;
}

export class Recording {
  /** `pieces` are `{ number, from, size, milliseconds, loudness, blob }` in their order. */
  constructor(row, pieces) {
    this.row = row;
    this.pieces = pieces;
    /** Pieces that are in the memory of this page only, because the browser has no more room. */
    this.isLoose = false;
    this.#hold();
  }

  static async begin(details) {
    const recording = new Recording({
      ...details, id: crypto.randomUUID(), startedAt: Date.now(), bytes: 0, milliseconds: 0, isStopped: false,
      address: null, sent: 0, trim: null, poster: null,
    }, []);
    await recording.note({});
    return recording;
  }

  /** Those of this person that were left, newest first; not those that another tab is at. */
  static async left(person) {
    if (!window.indexedDB) return [];
    const locks = await navigator.locks?.query();
    const held = new Set((locks?.held ?? []).map((lock) => lock.name));
    const rows = (await kept.list()).filter((row) => row.person === person && !held.has(lockName(row.id)));
    for (const row of rows.filter((empty) => empty.bytes === 0)) await kept.forget(row.id);
    return rows.filter((row) => row.bytes > 0).sort((one, other) => other.startedAt - one.startedAt);
  }

  static async restore(row) {
    const pieces = unbroken(await kept.pieces(row.id), row.sent);
    const last = pieces.at(-1);
    return new Recording(
      { ...row, isStopped: true, bytes: last ? last.from + last.size : row.sent, milliseconds: last?.milliseconds ?? row.milliseconds },
      pieces.map(({ bytes, ...piece }) => ({ ...piece, blob: new Blob([bytes]) })));
  }

  get bytes() { return this.row.bytes; }

  /** False when the beginning had to make room: it is on the server only. */
  get isComplete() { return this.pieces.length > 0 && this.pieces[0].from === 0; }

  /** Adds what the recorder gave; returns once it is on the disk, or could not be put there. */
  async add(blob, milliseconds, loudness) {
    const number = (this.pieces.at(-1)?.number ?? -1) + 1;
    const piece = { number, from: this.row.bytes, size: blob.size, milliseconds, loudness, blob };
    this.pieces.push(piece);
    this.row.bytes += blob.size;
    this.row.milliseconds = milliseconds;
    const { blob: _, ...stored } = piece;
    const row = { ...stored, recording: this.row.id, bytes: await blob.arrayBuffer() };
    try {
      await kept.add(this.row, row);
    } catch {
      // No room. What the server has acknowledged need not be here too.
      const acknowledged = this.pieces.find((one) => one.from + one.size > this.row.sent)?.number ?? 0;
      try {
        await kept.drop(this.row, acknowledged);
        await kept.add(this.row, row);
      } catch {
        this.isLoose = true;
      }
    }
  }

  blob() { return new Blob(this.pieces.map((piece) => piece.blob), { type: this.row.type }); }

  /** Bytes from `offset` on, at most so many; null when they are not here any more. */
  slice(offset, most) {
    const first = this.pieces[0]?.from ?? 0;
    return offset < first ? null : this.blob().slice(offset - first, offset - first + most);
  }

  /** Remembers something about it; losing that costs no byte of the recording. */
  async note(changes) {
    Object.assign(this.row, changes);
    try {
      await kept.save(this.row);
    } catch {
      this.isLoose = true;
    }
  }

  async forget() {
    this.release?.();
    await kept.forget(this.row.id);
  }

  /** Other tabs leave it alone for as long as this page is open. */
  #hold() {
    navigator.locks?.request(lockName(this.row.id), () => new Promise((resolve) => { this.release = resolve; }));
  }
}
