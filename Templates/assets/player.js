// The player: our controls over the browser's own media element. Each part of it is a module that is handed the playback.
import { startCaptions } from './captions.js';
import { startChapters } from './chapters.js';
import { startControls } from './controls.js';
import { startKeys } from './keys.js';
import { startPlayback } from './playback.js';
import { startScrubbing } from './scrub.js';
import { startTrouble } from './trouble.js';
import { inWords } from './words.js';

function startPlayer(root) {
  const playback = startPlayback(root);
  const chapters = startChapters(playback);
  const scrubbing = startScrubbing(playback, chapters);
  const controls = startControls(playback, chapters);
  const captions = startCaptions(playback);
  const keys = {
    ...controls, ...chapters, ...captions, ...scrubbing,
    findInTranscript: () => playback.say(inWords('no_transcript')), copyLink: () => {}, comment: () => {},
  };
  startKeys(playback, keys);
  startTrouble(playback);
  return { root, playback, chapters, keys };
}

const root = document.querySelector('[data-player]');

/** The playback, its chapters, and what keys do: whoever has more to do puts it there. Null on a page with nothing to play. */
export const player = root ? startPlayer(root) : null;
