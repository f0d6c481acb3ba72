// What is recorded, kept in this browser piece by piece until it has become a take: a reload or a crash costs at most the
// piece that was being made. One recording is a row; its pieces are the file, in their order.
const name = 'understudy-takes';

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('recordings', { keyPath: 'id' });
      request.result.createObjectStore('pieces', { keyPath: ['recording', 'number'] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Everything `body` asks for, or nothing; returns what its request found, once it is on the disk. */
async function ask(mode, body) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(['recordings', 'pieces'], mode, { durability: 'strict' });
      const request = body(transaction.objectStore('recordings'), transaction.objectStore('pieces'));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const all = (recording) => IDBKeyRange.bound([recording, 0], [recording, Infinity]);

export const kept = {
  save: (row) => ask('readwrite', (recordings) => recordings.put(row)),
  /** A piece and how far the recording is with it. */
  add: (row, piece) => ask('readwrite', (recordings, pieces) => {
    pieces.put(piece);
    return recordings.put(row);
  }),
  list: () => ask('readonly', (recordings) => recordings.getAll()),
  pieces: (recording) => ask('readonly', (recordings, pieces) => pieces.getAll(all(recording))),
  /** Makes room: the row, and without the pieces before `number`. */
  drop: (row, number) => ask('readwrite', (recordings, pieces) => {
    pieces.delete(IDBKeyRange.bound([row.id, 0], [row.id, number], false, true));
    return recordings.put(row);
  }),
  forget: (recording) => ask('readwrite', (recordings, pieces) => {
    pieces.delete(all(recording));
    return recordings.delete(recording);
  }),
};
