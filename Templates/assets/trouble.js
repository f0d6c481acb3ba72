// What to do when the recording does not come.
import { mayGoOn } from './anew.js';
import { inWords } from './words.js';

const troubles = { 0: 'offline', 401: 'signed_out', 404: 'not_there', 429: 'too_much', 503: 'busy' };
/** What happened, and what to do. */
const said = (kind) => [inWords(`trouble_${kind}`), inWords(`trouble_${kind}_detail`)];

export function startTrouble({ root, media, place, seek, start, find }) {
  const note = find('trouble');
  const source = media.querySelector('source');

  let isGoingOn = false;

  async function show() {
    const wasCutOff = isGoingOn || media.error?.code === MediaError.MEDIA_ERR_NETWORK;
    if (wasCutOff && mayGoOn(media)) {
      goOn(!media.paused);
      isGoingOn = true;
      return;
    }
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
    isGoingOn = false;
    note.hidden = true;
    root.classList.remove('has-trouble');
  }

  /** Asks for the same recording anew, and goes on at the same second. */
  function goOn(isPlaying) {
    const before = place();
    hide();
    media.load();
    // Before anything of it is there: whoever goes elsewhere meanwhile goes on from here, and is not taken back.
    seek(before);
    if (isPlaying) start();
  }
  find('trouble-again').addEventListener('click', () => goOn(true));
}

/** The media element never says why: one byte asked for by ourselves does. */
async function reason(address, wasCutOff) {
  try {
    const answer = await fetch(address, { headers: { Range: 'bytes=0-0' } });
    if (answer.ok) return said(wasCutOff ? 'cut_off' : 'unplayable');
    return said(troubles[answer.status] ?? 'other');
  } catch {
    return said(troubles[0]);
  }
}
