// One stream of server-sent events per browser: whichever tab holds the lock reads it and tells the others.

const channel = 'BroadcastChannel' in window ? new BroadcastChannel('understudy-events') : null;
const listeners = new Set();

function hand(message) {
  for (const listener of listeners) listener(message.type, message.data);
}

function tell(message) {
  hand(message);
  channel?.postMessage(message);
}

function read() {
  const source = new EventSource('/api/v1/events');
  source.addEventListener('open', () => tell({ type: 'open', data: {} }));
  for (const type of ['job', 'clip', 'request', 'feedback', 'advice']) {
    source.addEventListener(type, (event) => {
      tell({ type, data: JSON.parse(event.data) });
    });
  }
  // The browser connects again by itself, except after an answer that is no stream (signed out): then nobody should.
  return new Promise((resolve) => {
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) resolve();
    });
  });
}

let started = false;

/** Calls `listener(type, data)` for each event, from this tab's stream or another's, and with `open` whenever the stream begins. */
export function listen(listener) {
  listeners.add(listener);
  if (started) return;
  started = true;
  channel?.addEventListener('message', (event) => hand(event.data));
  if (navigator.locks && channel) {
    navigator.locks.request('understudy-events', read);
  } else {
    read();
  }
}
