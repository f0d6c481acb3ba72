// Moments as chapters: on the bar, in the list beneath, and where next and previous lead.
import { inWords } from './words.js';

export function startChapters(playback) {
  const { root, duration, find, seek, place, say } = playback;
  const marks = [...root.querySelectorAll('[data-chapter]')].map((node) => ({
    node, start: Number(node.dataset.start), end: Number(node.dataset.end), title: node.textContent,
  }));
  const links = [...document.querySelectorAll('[data-moments] a')];
  const title = find('now-moment');
  let current;

  marks.forEach(({ node, start, end }, index) => {
    // Where two overlap, the later one is heard, and its name can be read.
    const until = Math.min(end, marks[index + 1]?.start ?? duration, duration);
    node.style.visibility = 'visible';
    node.style.left = `${(start / duration) * 100}%`;
    node.style.width = `${(until - start) / duration * 100}%`;
  });

  /** The moment at a place: where two overlap, the later one. */
  const at = (milliseconds) => marks.findLast((mark) => mark.start <= milliseconds && milliseconds < mark.end) ?? null;

  function show(milliseconds) {
    const mark = at(milliseconds);
    if (mark === current) return;
    current?.node.classList.remove('is-now');
    mark?.node.classList.add('is-now');
    current = mark;
    title.textContent = mark?.title ?? '';
    for (const link of links) {
      const isNow = mark !== null && Number(link.dataset.start) === mark.start && Number(link.dataset.end) === mark.end;
      if (isNow) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }
  playback.onPlace(show);

  function go(mark) {
    seek(mark.start);
    say(mark.title);
  }
  function next() {
    const mark = marks.find((candidate) => candidate.start > place() + 250);
    if (mark) go(mark);
    else say(inWords('no_moment_after'));
  }
  function previous() {
    // Shortly after its start one means the moment before, later on the start of this one.
    const mark = marks.findLast((candidate) => candidate.start < place() - 2000);
    if (mark) go(mark);
    else seek(0);
  }
  find('next')?.addEventListener('click', next);
  find('previous')?.addEventListener('click', previous);

  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-moments] a, [data-seek]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    seek(Number(link.dataset.seek ?? link.dataset.start), { play: true });
    if (link.closest('[data-moments]')) root.scrollIntoView({ block: 'nearest' });
  });

  return { at, next, previous };
}
