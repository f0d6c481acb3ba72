// A link to the second that is heard now, for a colleague.
import { clock, setIcon } from './dom.js';
import { inWords } from './words.js';

export function startCopyLink(playback) {
  const button = document.querySelector('[data-copy-link]');
  if (!button) return {};
  async function copy() {
    const seconds = Math.floor(playback.place() / 1000);
    const link = `${location.origin}${button.dataset.address}?t=${seconds}`;
    const isCopied = await toClipboard(link);
    if (!isCopied) {
      prompt(inWords('copy_this_link'), link);
      return;
    }
    const words = inWords('link_copied', { time: clock(seconds * 1000) });
    playback.say(words);
    confirm(button, words);
  }
  button.addEventListener('click', copy);
  return { copyLink: copy };
}

/** The button says it as well: the picture may be scrolled away. */
function confirm(button, words) {
  const label = button.querySelector('span');
  label.dataset.before ??= label.textContent;
  label.textContent = words;
  button.classList.add('is-done');
  setIcon(button, 'check');
  clearTimeout(Number(button.dataset.timer));
  button.dataset.timer = String(setTimeout(() => {
    button.classList.remove('is-done');
    setIcon(button, 'link');
    label.textContent = label.dataset.before;
  }, 2500));
}

async function toClipboard(text) {
  // Only pages over TLS or from this very machine get the clipboard; the old way works everywhere.
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = document.createElement('textarea');
    box.value = text;
    box.className = 'sr';
    const before = document.activeElement;
    document.body.append(box);
    box.select();
    const isCopied = document.execCommand('copy');
    box.remove();
    before?.focus({ preventScroll: true });
    return isCopied;
  }
}
