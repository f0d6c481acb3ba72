// Finds words in the transcript, also across lines: count, next and previous, all of them marked.
import { clock } from './dom.js';
import { bringIntoView } from './transcript.js';
import { inWords } from './words.js';

export function startFind(box, lines, follow) {
  const form = document.querySelector('[data-find]');
  const find = (name) => form.querySelector(`[data-find-${name}]`);
  const [input, count, say, nextButton, previousButton] = ['text', 'count', 'say', 'next', 'previous'].map(find);
  const text = searchable(lines);
  const marks = 'highlights' in CSS ? { all: new Highlight(), one: new Highlight() } : null;
  if (marks) {
    marks.one.priority = 2;
    CSS.highlights.set('found', marks.all);
    CSS.highlights.set('found-now', marks.one);
  }
  let matches = [];
  let current = -1;

  function search() {
    const words = fold(input.value.trim().replace(/\s+/g, ' '));
    matches = words.length > 1 ? text.matches(words) : [];
    marks?.all.clear();
    for (const match of matches) match.ranges.forEach((range) => marks?.all.add(range));
    box.classList.toggle('has-found', matches.length > 0);
    // From where the reader is, not from the top.
    const seen = matches.findIndex((match) => match.node.offsetTop + match.node.offsetHeight > box.scrollTop);
    select(matches.length === 0 ? -1 : Math.max(0, seen));
    if (words.length < 2) {
      count.textContent = '';
      say.textContent = '';
    }
  }

  function select(index) {
    current = index;
    marks?.one.clear();
    for (const node of box.querySelectorAll('.found-now')) node.classList.remove('found-now');
    nextButton.disabled = matches.length === 0;
    previousButton.disabled = matches.length === 0;
    count.textContent = matches.length === 0
      ? inWords('not_said') : inWords('match', { number: current + 1, all: matches.length });
    say.textContent = count.textContent;
    if (index < 0) return;
    const match = matches[index];
    say.textContent = inWords('match_at', {
      match: count.textContent, time: clock(match.start), line: match.node.querySelector('p').textContent,
    });
    match.ranges.forEach((range) => marks?.one.add(range));
    match.node.classList.add('found-now');
    follow.pause();
    bringIntoView(box, match.node);
  }
  const step = (by) => { if (matches.length > 0) select((current + by + matches.length) % matches.length); };

  form.addEventListener('submit', (event) => event.preventDefault());
  input.addEventListener('input', search);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape' && input.value !== '') {
      event.preventDefault();
      input.value = '';
      search();
      follow.again();
    }
  });
  nextButton.addEventListener('click', () => step(1));
  previousButton.addEventListener('click', () => step(-1));
  return () => { input.focus(); input.select(); };
}

/** All lines as one text, and the way back from a place in it to the lines. */
function searchable(lines) {
  const starts = [];
  let whole = '';
  for (const line of lines) {
    starts.push(whole.length);
    whole += `${fold(line.text.data)} `;
  }
  const rangesOf = (from, to) => lines.flatMap((line, index) => {
    const first = Math.max(from - starts[index], 0);
    const last = Math.min(to - starts[index], line.text.length);
    return first < last ? [{ line, range: line.range(first, last) }] : [];
  });
  return {
    matches(words) {
      const found = [];
      for (let at = whole.indexOf(words); at >= 0; at = whole.indexOf(words, at + words.length)) {
        const parts = rangesOf(at, at + words.length);
        if (parts.length === 0) continue;
        const { node, start } = parts[0].line;
        found.push({ node, start, ranges: parts.map((part) => part.range) });
      }
      return found;
    },
  };
}

/** Small letters without accents, as long as before, so that places in both are the same. */
function fold(text) {
  let folded = '';
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index];
    const small = letter.normalize('NFD')[0].toLowerCase();
    if (letter === '’') folded += '\'';
    else if (/\s/.test(letter)) folded += ' ';
    else folded += small.length === 1 ? small : letter;
  }
  return folded;
}
