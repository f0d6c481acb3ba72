// The player page: our controls over the browser's own media element. Each part of it is a module that is handed the playback.
import { startCaptions } from './captions.js';
import { startChapters } from './chapters.js';
import { startControls } from './controls.js';
import { startKeys } from './keys.js';
import { startCopyLink } from './copy_link.js';
import { startPlayback } from './playback.js';
import { startScrubbing } from './scrub.js';
import { startTranscript } from './transcript.js';
import { startTrouble } from './trouble.js';

const root = document.querySelector('[data-player]');
if (root) {
  const playback = startPlayback(root);
  const chapters = startChapters(playback);
  const scrubbing = startScrubbing(playback, chapters);
  const controls = startControls(playback, chapters);
  const captions = startCaptions(playback);
  const transcript = startTranscript(playback);
  const copyLink = startCopyLink(playback);
  const keys = { ...controls, ...chapters, ...captions, ...transcript, ...scrubbing, copyLink, comment: () => {} };
  startKeys(playback, keys);
  // The edit page has a player too, and nothing to say about it.
  if (document.querySelector('[data-feedback]')) {
    import('./feedback.js').then(({ startFeedback }) => Object.assign(keys, startFeedback(playback, chapters)));
  }
  if (document.querySelector('[data-offer]')) {
    import('./remember.js').then(({ offerRemembering }) => offerRemembering(playback.media));
  }
  startTrouble(playback);
  // Who edits a clip does not watch it.
  if (!document.querySelector('[data-edit]')) {
    const { media, duration } = playback;
    import('./dock.js').then(({ startDock }) => startDock(playback, chapters));
    import('./watch.js').then(({ trackWatching }) => (
      trackWatching({ media, clip: root.dataset.clip, duration, isPlaced: () => playback.isPlaced })));
  }
}
