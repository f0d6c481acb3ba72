// Keys of the player page, the list of them, and the switch that turns them off for whoever speaks to the computer.
import { choices, choose } from './choices.js';
import { isTyping } from './dom.js';

export function startKeys(playback, act) {
  const sheet = playback.find('keys');
  const toggleSheet = () => (sheet.open ? sheet.close() : sheet.showModal());
  const keys = {
    ' ': playback.toggle, k: playback.toggle, j: () => act.step(-10000), l: () => act.step(10000),
    ArrowLeft: (event) => act.step(event.shiftKey ? -1000 : -5000),
    ArrowRight: (event) => act.step(event.shiftKey ? 1000 : 5000),
    ',': () => act.step(-100), '.': () => act.step(100), '<': act.slower, '>': act.faster,
    // What a key does may be set later: the feedback comes after the player.
    '[': () => act.previous(), ']': () => act.next(), c: () => act.comment(), m: act.mute, s: act.toggleCaptions, f: act.fullScreen, p: act.pictureInPicture,
    t: () => act.findInTranscript(), y: () => act.copyLink(), '?': toggleSheet,
  };
  for (let number = 0; number <= 9; number += 1) keys[number] = () => act.tenth(number);

  document.addEventListener('keydown', (event) => {
    const run = keys[event.key];
    if (!run || event.defaultPrevented || isTyping(event) || (!choices.keys && event.key !== ' ' && !event.key.startsWith('Arrow'))) return;
    if (sheet.open && event.key !== '?') return;
    const target = event.target.closest('button, a, summary, input, [data-transcript]');
    // A focused button or link answers space itself; sliders answer arrows themselves.
    if (event.key === ' ' && target) return;
    if (event.key.startsWith('Arrow') && target?.matches('input')) return;
    event.preventDefault();
    run(event);
  });

  document.querySelector('[data-help]')?.addEventListener('click', toggleSheet);
  // No form of its own: the edit page has the player inside its form, and forms cannot hold forms.
  sheet.addEventListener('click', (event) => {
    if (event.target === sheet || event.target.closest('[data-close]')) sheet.close();
  });
  const keysOn = playback.find('keys-on');
  keysOn.checked = choices.keys;
  keysOn.addEventListener('change', () => choose({ keys: keysOn.checked }));
}
