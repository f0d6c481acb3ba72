// What to do when the recording does not come.

const words = {
  0: ['The connection is gone', 'Your place is kept. Try again when you are online.'],
  401: ['You are signed out', 'Sign in again in another tab, then try again here. Your place is kept.'],
  404: ['The recording is not there', 'It may have been withdrawn, or its file is missing. The owner or an admin can look at it.'],
  429: ['Too much at once', 'Close other players of yours, wait a moment, then try again.'],
  503: ['The server is busy', 'Your place is kept. Try again in a moment.'],
};
const cutOff = ['The connection was lost for a moment', 'Your place is kept. It can go on now.'];
const unplayable = ['This browser cannot play it', 'Try another browser. The transcript is on the page.'];

export function startTrouble({ root, media, place, seek, start, find }) {
  const note = find('trouble');
  const source = media.querySelector('source');

  async function show() {
    const wasCutOff = media.error?.code === MediaError.MEDIA_ERR_NETWORK;
    const [title, text] = await reason(source.src, wasCutOff);
    find('trouble-title').textContent = title;
    find('trouble-text').textContent = text;
    note.hidden = false;
    root.classList.add('has-trouble');
  }
  media.addEventListener('error', show);
  source.addEventListener('error', show);
  media.addEventListener('loadedmetadata', hide);
  // It may have failed before this module ran.
  if (media.error || media.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) show();

  function hide() {
    note.hidden = true;
    root.classList.remove('has-trouble');
  }
  find('trouble-again').addEventListener('click', () => {
    const before = place();
    hide();
    media.load();
    media.addEventListener('loadedmetadata', () => seek(before), { once: true });
    start();
  });
}

/** The media element never says why: one byte asked for by ourselves does. */
async function reason(address, wasCutOff) {
  try {
    const answer = await fetch(address, { headers: { Range: 'bytes=0-0' } });
    if (answer.ok) return wasCutOff ? cutOff : unplayable;
    return words[answer.status] ?? ['The recording cannot be played just now', 'Your place is kept. Please try again.'];
  } catch {
    return words[0];
  }
}
