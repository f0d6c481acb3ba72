// The player page: our controls over the browser's own media element, the transcript that follows, the place that is kept.
import { clock, isTyping, setIcon } from './dom.js';
import { send } from './http.js';
import { followTranscript } from './transcript.js';

const root = document.querySelector('[data-player]');
if (root) start(root);

function start(root) {
  const media = root.querySelector('video');
  const find = (name) => root.querySelector(`[data-${name}]`);
  const duration = Number(root.dataset.duration);
  const bar = { position: find('position'), played: find('played'), head: find('playhead'), now: find('now') };
  const toggleButton = find('toggle');
  const captionsButton = find('captions');
  const muteButton = find('mute');
  let isPlaced = false;
  let isScrubbing = false;

  media.controls = false;
  for (const name of ['bar', 'controls', 'big-play']) find(name).hidden = false;

  const now = () => Math.round(media.currentTime * 1000);
  const say = (words) => { find('say').textContent = words; };
  const toggle = () => (media.paused ? media.play() : media.pause());

  function seek(milliseconds, { play = false } = {}) {
    media.currentTime = Math.min(Math.max(0, milliseconds), duration) / 1000;
    show();
    if (play) media.play();
  }

  function show() {
    const place = isPlaced || media.currentTime > 0 ? now() : wanted();
    const share = duration > 0 ? Math.min(1000, (place / duration) * 1000) : 0;
    bar.played.setAttribute('width', share.toFixed(1));
    bar.head.setAttribute('x', Math.min(998, share).toFixed(1));
    bar.now.textContent = clock(place);
    if (!isScrubbing) bar.position.value = place;
    bar.position.setAttribute('aria-valuetext', `${clock(place)} of ${clock(duration)}`);
    for (const link of document.querySelectorAll('[data-moments] a')) {
      const inside = place >= Number(link.dataset.start) && place < Number(link.dataset.end);
      if (inside) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  // Where to begin: the address's second wins over where the person stopped.
  function wanted() {
    const fromAddress = new URLSearchParams(location.search).get('t');
    if (fromAddress !== null && /^\d{1,6}$/.test(fromAddress)) return Number(fromAddress) * 1000;
    return Number(root.dataset.from ?? root.dataset.resume);
  }

  function place() {
    if (isPlaced || media.readyState < 1) return;
    isPlaced = true;
    if (wanted() > 0) media.currentTime = Math.min(wanted(), Math.max(0, duration - 500)) / 1000;
    show();
  }
  media.addEventListener('loadedmetadata', place);
  place();
  show();

  // The bar
  bar.position.addEventListener('input', () => { isScrubbing = true; seek(Number(bar.position.value)); });
  bar.position.addEventListener('change', () => { isScrubbing = false; });

  // The buttons
  toggleButton.addEventListener('click', toggle);
  media.addEventListener('click', toggle);
  find('big-play').addEventListener('click', () => media.play());
  find('speed').addEventListener('change', (event) => { media.playbackRate = Number(event.target.value); });
  for (const button of root.querySelectorAll('[data-skip]')) {
    button.addEventListener('click', () => seek(now() + Number(button.dataset.skip) * 1000));
  }
  captionsButton?.addEventListener('click', toggleCaptions);
  muteButton.addEventListener('click', toggleMute);
  find('full')?.addEventListener('click', () => root.querySelector('.player-stage').requestFullscreen?.());
  const fromStart = find('from-start');
  if (fromStart) {
    find('resume-note').hidden = false;
    fromStart.addEventListener('click', () => seek(0, { play: true }));
  }

  function toggleCaptions() {
    const track = media.textTracks[0];
    if (!track) return;
    const isShown = track.mode === 'showing';
    track.mode = isShown ? 'hidden' : 'showing';
    captionsButton.setAttribute('aria-pressed', String(!isShown));
    say(isShown ? 'Captions off' : 'Captions on');
  }

  function toggleMute() {
    media.muted = !media.muted;
    muteButton.setAttribute('aria-pressed', String(media.muted));
    setIcon(muteButton, media.muted ? 'mute' : 'sound');
  }

  media.addEventListener('play', () => {
    find('big-play').hidden = true;
    toggleButton.setAttribute('aria-label', 'Pause');
    setIcon(toggleButton, 'pause');
  });
  media.addEventListener('pause', () => {
    toggleButton.setAttribute('aria-label', 'Play');
    setIcon(toggleButton, 'play');
    keepPlace();
  });
  media.addEventListener('timeupdate', show);
  media.addEventListener('error', () => say('This recording cannot be played just now. Your place is kept; please try again.'));

  // Keys
  const keys = {
    ' ': toggle, k: toggle, j: () => seek(now() - 10000), l: () => seek(now() + 10000),
    ArrowLeft: () => seek(now() - 5000), ArrowRight: () => seek(now() + 5000), m: toggleMute, c: toggleCaptions,
  };
  document.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (!act || isTyping(event)) return;
    // A focused button or link answers space itself, the bar answers arrows itself.
    if (event.key === ' ' && event.target.closest('button, a, summary, input')) return;
    if (event.key.startsWith('Arrow') && event.target.closest('input')) return;
    event.preventDefault();
    act();
  });

  // Moments and links to a second
  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-moments] a, .transcript a, [data-seek]');
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    seek(Number(link.dataset.seek ?? link.dataset.start ?? link.closest('[data-start]').dataset.start), { play: true });
    if (link.closest('[data-moments]')) root.scrollIntoView({ block: 'nearest' });
  });
  const copyLink = document.querySelector('[data-copy-link]');
  if (copyLink && navigator.clipboard) {
    copyLink.hidden = false;
    copyLink.addEventListener('click', async () => {
      const seconds = Math.floor((isPlaced ? now() : wanted()) / 1000);
      await navigator.clipboard.writeText(`${location.origin}${location.pathname}?t=${seconds}`);
      say(`Link to ${clock(seconds * 1000)} copied`);
    });
  }

  followTranscript(media, (milliseconds) => seek(milliseconds, { play: true }));

  // The place is kept every five seconds while playing, at each pause, and when the page goes.
  let kept = -1;
  function keepPlace() {
    if (!isPlaced || now() === kept || (media.paused && kept < 0 && media.played.length === 0)) return;
    kept = now();
    send('PUT', `/api/v1/clips/${encodeURIComponent(root.dataset.clip)}/position`, { milliseconds: kept }, { keepalive: true })
      .catch(() => { kept = -1; });
  }
  setInterval(() => { if (!media.paused) keepPlace(); }, 5000);
  addEventListener('pagehide', keepPlace);
  document.addEventListener('visibilitychange', () => { if (document.hidden) keepPlace(); });
}
