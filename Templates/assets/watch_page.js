// A page for watching a recording: the player, and around it the transcript, links to its seconds, feedback and what else there is.
import { startCopyLink } from './copy_link.js';
import { player } from './player.js';
import { startTranscript } from './transcript.js';

if (player) {
  const { root, playback, chapters, keys } = player;
  const { media, duration } = playback;
  Object.assign(keys, startTranscript(playback), startCopyLink(playback));
  if (document.querySelector('[data-feedback]')) {
    import('./feedback.js').then(({ startFeedback }) => Object.assign(keys, startFeedback(playback, chapters)));
  }
  if (document.querySelector('[data-offer]')) {
    import('./remember.js').then(({ offerRemembering }) => offerRemembering(media));
  }
  import('./dock.js').then(({ startDock }) => startDock(playback, chapters));
  import('./watch.js').then(({ trackWatching }) => (
    trackWatching({ media, clip: root.dataset.clip, duration, isPlaced: () => playback.isPlaced })));
}
