// The buttons under the picture: play, skip, speed, loudness, picture in picture, full screen.
import { choices, choose } from './choices.js';
import { setIcon } from './dom.js';
import { inWords } from './words.js';

export function startControls(playback, chapters) {
  const { root, media, find, say } = playback;
  const toggleButton = find('toggle');
  const bigPlay = find('big-play');

  toggleButton.addEventListener('click', playback.toggle);
  find('stage').addEventListener('click', (event) => {
    if (!event.target.closest('button, .player-trouble, a')) playback.toggle();
  });
  bigPlay.addEventListener('click', playback.start);
  // The dock's buttons too.
  for (const button of document.querySelectorAll('[data-skip]')) {
    button.addEventListener('click', () => playback.seek(playback.place() + Number(button.dataset.skip) * 1000));
  }
  const fromStart = find('from-start');
  fromStart?.addEventListener('click', () => playback.seek(0, { play: true }));

  media.addEventListener('play', () => {
    root.dataset.playing = 'yes';
    bigPlay.hidden = true;
    toggleButton.setAttribute('aria-label', inWords('pause'));
    setIcon(toggleButton, 'pause');
    const note = find('resume-note');
    if (note) note.hidden = true;
  });
  media.addEventListener('pause', () => {
    delete root.dataset.playing;
    toggleButton.setAttribute('aria-label', inWords('play'));
    setIcon(toggleButton, 'play');
  });
  media.addEventListener('ended', () => { bigPlay.hidden = false; });
  for (const [name, waits] of [['waiting', true], ['playing', false], ['canplay', false], ['error', false]]) {
    media.addEventListener(name, () => root.classList.toggle('is-waiting', waits));
  }
  lockScreen(playback, chapters);
  return {
    ...startSpeed(playback), ...startLoudness(playback), ...startPictureInPicture(media, find, say),
    ...startFullScreen(root, media, find),
  };
}

function startSpeed({ media, find, say }) {
  const select = find('speed');
  const steps = [...select.options].map((option) => Number(option.value));
  const set = (speed) => {
    media.defaultPlaybackRate = speed;
    media.playbackRate = speed;
    select.value = String(speed);
  };
  if (steps.includes(choices.speed)) set(choices.speed);
  select.addEventListener('change', () => {
    set(Number(select.value));
    choose({ speed: Number(select.value) });
  });
  const step = (by) => {
    const speed = steps[Math.min(Math.max(0, steps.indexOf(media.playbackRate) + by), steps.length - 1)];
    set(speed);
    choose({ speed });
    say(inWords('speed', { speed }));
  };
  return { slower: () => step(-1), faster: () => step(1) };
}

function startLoudness({ media, find, say }) {
  const button = find('mute');
  const slider = find('volume');
  media.volume = Math.min(Math.max(choices.volume, 0), 1);
  media.muted = choices.muted;

  function show() {
    const isSilent = media.muted || media.volume === 0;
    button.setAttribute('aria-pressed', String(isSilent));
    setIcon(button, isSilent ? 'mute' : 'sound');
    slider.value = String(Math.round(isSilent ? 0 : media.volume * 100));
    slider.setAttribute('aria-valuetext', inWords('percent', { n: slider.value }));
  }
  const mute = () => {
    media.muted = !media.muted;
    if (!media.muted && media.volume === 0) media.volume = 0.5;
    choose({ muted: media.muted });
    say(media.muted ? inWords('muted') : inWords('sound_on'));
  };
  button.addEventListener('click', mute);
  slider.addEventListener('input', () => {
    media.volume = Number(slider.value) / 100;
    media.muted = false;
    choose({ volume: media.volume, muted: false });
  });
  media.addEventListener('volumechange', show);
  show();
  return { mute };
}

function startPictureInPicture(media, find, say) {
  const button = find('pip');
  if (!button || !document.pictureInPictureEnabled) {
    button?.remove();
    return { pictureInPicture: () => say(inWords('no_small_picture')) };
  }
  const pictureInPicture = async () => {
    try {
      if (document.pictureInPictureElement) await document.exitPictureInPicture();
      else await media.requestPictureInPicture();
    } catch {
      say(inWords('small_picture_not_now'));
    }
  };
  button.addEventListener('click', pictureInPicture);
  media.addEventListener('enterpictureinpicture', () => button.setAttribute('aria-pressed', 'true'));
  media.addEventListener('leavepictureinpicture', () => button.setAttribute('aria-pressed', 'false'));
  return { pictureInPicture };
}

function startFullScreen(root, media, find) {
  const button = find('full');
  if (!button) return { fullScreen: () => {} };
  const fullScreen = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (root.requestFullscreen) root.requestFullscreen();
    else media.webkitEnterFullscreen?.(); // phones that only let the video itself fill the screen
  };
  button.addEventListener('click', fullScreen);
  find('stage').addEventListener('dblclick', fullScreen);
  document.addEventListener('fullscreenchange', () => {
    const isFull = document.fullscreenElement === root;
    button.setAttribute('aria-pressed', String(isFull));
    setIcon(button, isFull ? 'unfull' : 'full');
  });
  hideWhenIdle(root);
  return { fullScreen };
}

/** In full screen the controls leave when nothing moves for a while. */
function hideWhenIdle(root) {
  let timer = 0;
  const wake = () => {
    root.classList.remove('is-idle');
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (document.fullscreenElement === root && !root.querySelector('.player-under :focus-visible')) {
        root.classList.add('is-idle');
      }
    }, 3000);
  };
  for (const name of ['pointermove', 'pointerdown', 'keydown', 'fullscreenchange']) root.addEventListener(name, wake);
}

/** Buttons of the lock screen, headphones and keyboards. */
function lockScreen({ media, seek, place }, chapters) {
  const session = navigator.mediaSession;
  if (!session || !('MediaMetadata' in window)) return;
  session.metadata = new MediaMetadata({
    title: media.getAttribute('aria-label'), artist: 'Understudy',
    artwork: media.poster ? [{ src: media.poster, type: 'image/jpeg' }] : [],
  });
  session.setActionHandler('seekbackward', () => seek(place() - 10000));
  session.setActionHandler('seekforward', () => seek(place() + 10000));
  session.setActionHandler('previoustrack', chapters.previous);
  session.setActionHandler('nexttrack', chapters.next);
}
