// Plays a stretch of the recording and stops at its end.

let stop = () => {};

/** Milliseconds; whatever played before is cut off. */
export function playRange(media, start, end) {
  stop();
  const watch = () => {
    const now = media.currentTime * 1000;
    if (now >= end) media.pause();
    if (now >= end || now < start - 1500) stop();
  };
  stop = () => media.removeEventListener('timeupdate', watch);
  media.currentTime = start / 1000;
  media.addEventListener('timeupdate', watch);
  // Browsers may refuse to play before the first tap; the place is found all the same.
  media.play().catch(() => {});
}

/** `0:42.35` in milliseconds; null for what is no time. */
export function milliseconds(text) {
  const found = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!found) return null;
  const [, hours, minutes, seconds, rest] = found;
  if (minutes !== undefined && Number(seconds) > 59) return null;
  return ((Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds)) * 1000 + Number((rest ?? '').padEnd(3, '0'));
}

/** 42350 as `0:42.35`. */
export function precise(value) {
  const whole = Math.max(0, Math.round(value));
  const seconds = Math.floor(whole / 1000);
  const pad = (number) => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const clock = hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
  const rest = String(whole % 1000).padStart(3, '0').replace(/0+$/, '');
  return rest === '' ? clock : `${clock}.${rest}`;
}
