// Draws the answer of /api/v1/lookup as the server does in lookup/results and lookup/row.
import { clock, el, icon } from './dom.js';
import { inParts, inWords } from './words.js';

export function drawResults(place, answer, typed, pickObjection) {
  const results = answer.results ?? [];
  // A picture that stays must not blink, and one that plays must not stop: its node moves into the new row.
  const pictures = new Map([...place.querySelectorAll('[data-result]')].map((old) => [key(old.dataset), old.querySelector('.result-picture')]));
  place.replaceChildren(
    ...[
      answer.corrected ? el('p', { class: 'note' }, inParts('looked_up', { corrected: el('strong', {}, answer.corrected), typed })) : null,
      answer.miss && !answer.preliminary ? miss(results, answer, typed) : null,
      el('div', { class: 'row between' },
        el('p', { class: 'soft', role: 'status' }, countWords(answer, results)),
        answer.situation ? situation(answer.situation, pickObjection) : null),
      el('h2', { class: 'sr' }, inWords('moments_label')),
      el('ol', { class: 'results' }, results.map((result) => row(result, pictures))),
      buildsSets() && results.length > 0
        ? el('div', { class: 'row' }, el('a', { class: 'button', href: `/sets/new?${question(typed)}` }, inWords('make_a_set')))
        : null,
      el('p', { class: 'soft small' }, inWords(answer.took_ms < 1 ? 'answered_at_once' : 'answered_in', { ms: Math.round(answer.took_ms) })),
    ].filter((node) => node !== null),
  );
}

function countWords(answer, results) {
  if (answer.miss) return '';
  return inWords('moments', { n: results.length });
}

function miss(results, answer, typed) {
  const wanted = new URLSearchParams(location.search);
  const question = new URLSearchParams({ q: typed });
  if (wanted.get('stage')) question.set('stage', wanted.get('stage'));
  const objection = wanted.get('objection') ?? answer.situation?.id;
  if (objection) question.set('objection', objection);
  return el('div', { class: 'note warn', role: 'status' },
    el('h2', {}, inWords('no_good_answer')),
    el('p', {}, inWords(results.length > 0 ? 'miss_nearest' : 'miss_nothing')),
    typed === '' ? null : el('div', { class: 'row' }, el('a', { class: 'button', href: `/requests/new?${question}`, 'data-ask': true }, inWords('ask_for_it'))));
}

function situation(objection, pick) {
  const chip = el('button', { class: 'chip', type: 'button' }, objection.label);
  chip.addEventListener('click', () => pick(objection.id));
  return el('div', { class: 'row' }, el('span', { class: 'soft small' }, inWords('sounds_like')), chip);
}

// Whoever builds sets is told so by the page.
const buildsSets = () => document.querySelector('[data-lookup][data-sets]') !== null;

function question(typed) {
  const wanted = new URLSearchParams(location.search);
  const asked = new URLSearchParams({ q: typed });
  for (const name of ['stage', 'objection']) if (wanted.get(name)) asked.set(name, wanted.get(name));
  return asked;
}

const key = (data) => `${data.media ?? ''} ${data.start}`;

function row(result, pictures) {
  const clip = result.clip;
  const address = `/clips/${encodeURIComponent(clip.id)}?t=${Math.floor(result.start_ms / 1000)}`;
  const play = clip.media_url ? el('button', { class: 'button main', type: 'button', 'data-play': true }, icon('play'), inWords('play_here')) : null;
  return el('li', {
    'data-result': true, 'data-start': result.start_ms, 'data-end': result.end_ms,
    'data-media': clip.media_url ?? null, 'data-captions': clip.captions_url ?? null,
  },
    pictures.get(key({ media: clip.media_url ?? undefined, start: result.start_ms })) ?? el('div', { class: 'result-picture' },
      icon(clip.has_video ? 'play' : 'sound'),
      clip.poster_url ? el('img', { src: clip.poster_url, alt: '', decoding: 'async' }) : null,
      el('span', { class: 'length' }, clock(result.end_ms - result.start_ms))),
    el('div', { class: 'result-words' },
      el('h3', { class: 'voice' }, el('a', { href: address }, result.title)),
      el('p', { class: 'facts-line' },
        [result.speaker, result.stage?.label, result.objection?.label].filter(Boolean).map((words) => el('span', {}, words))),
      el('blockquote', { class: 'quote' },
        result.quote.map((part) => (part.marked ? el('mark', {}, part.text) : part.text))),
      el('p', { class: 'result-why' }, result.why),
      el('div', { class: 'row' },
        play,
        el('a', { class: 'button', href: address }, inWords('open_the_clip')),
        el('button', { class: 'button quiet', type: 'button', 'data-keep': clip.id, 'aria-pressed': String(result.kept) }, icon('star'), inWords('keep')),
        el('button', { class: 'button quiet', type: 'button', 'data-helped': clip.id, 'aria-pressed': 'false', hidden: true }, icon('check'), inWords('it_helped')),
        buildsSets()
          ? el('a', { class: 'button quiet', href: `/sets/add?clip=${encodeURIComponent(clip.id)}&start=${result.start_ms}&end=${result.end_ms}` }, inWords('add_to_a_set'))
          : null,
        result.watched_text ? el('span', { class: 'badge good' }, icon('check'), result.watched_text) : null,
        result.freshness_text ? el('span', { class: 'badge warn' }, icon('warn'), result.freshness_text) : null)));
}
