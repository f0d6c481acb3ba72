// How somebody likes to watch, kept in this browser: how captions look, speed, loudness, keys.

const name = 'understudy-player';
const standard = {
  captions: true, captionSize: 'normal', captionBack: 'solid', speed: 1, volume: 1, muted: false, keys: true,
};

export const choices = { ...standard, ...kept() };

export function choose(changes) {
  Object.assign(choices, changes);
  try {
    localStorage.setItem(name, JSON.stringify(choices));
  } catch {
    // Storage may be closed (private window, policy): the choice then lasts as long as the page.
  }
}

/** What was kept, without what is no choice any more. */
function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(name) ?? '{}');
    return Object.fromEntries(
      Object.entries(found).filter(([key, value]) => typeof value === typeof standard[key]));
  } catch {
    return {};
  }
}
