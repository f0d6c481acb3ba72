// What to do when the recording does not come.
import { mayGoOn } from './anew.js';
import { inWords } from './words.js';

const troubles = { 0: 'offline', 401: 'signed_out', 404: 'not_there', 429: 'too_much', 503: 'busy' };

export function startTrouble({ root, media, place, seek, start, find }) {
  const note = find('trouble');
  const source = media.querySelector('source');
  // What it was asked anew for, until it is there again.
  let triedFor = null;

  const hasFailed = () => media.error !== null || media.networkState === HTMLMediaElement.NETWORK_NO_SOURCE;

  async function show() {
    const isCutOff = media.error?.code === MediaError.MEDIA_ERR_NETWORK;
    if (isCutOff && mayGoOn(media)) {
      tryAgain('cut_off');
      return;
    }
    const refused = await refusal(source.src);
    // It was asked for anew meanwhile.
    if (!hasFailed()) return;
    const kind = refused ?? triedFor ?? (isCutOff ? 'cut_off' : 'unplayable');
    // One that broke off before anything of it was understood looks like one that cannot be played.
    if (kind === 'unplayable' && mayGoOn(media)) {
      tryAgain(kind);
      return;
    }
    find('trouble-title').textContent = inWords(`trouble_${kind}`);
    find('trouble-text').textContent = inWords(`trouble_${kind}_detail`);
    note.hidden = false;
    root.classList.add('has-trouble');
  }
  media.addEventListener('error', show);
  source.addEventListener('error', show);
  media.addEventListener('loadedmetadata', hide);
  // It may have failed before this module ran.
  if (hasFailed()) show();

  function hide() {
    triedFor = null;
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

  function tryAgain(kind) {
    goOn(!media.paused);
    triedFor = kind;
  }
}

/** The media element never says why: one byte asked for by ourselves does. Null when it is given. */
async function refusal(address) {
  try {
    const answer = await fetch(address, { headers: { Range: 'bytes=0-0' } });
    return answer.ok ? null : (troubles[answer.status] ?? 'other');
  } catch {
    return troubles[0];
  }
}
