// Offers what buyers really say while somebody types into the lookup box. Without it the box works as ever.
import { getJSON } from './http.js';
import { el } from './dom.js';

const box = document.querySelector('[data-lookup-box]');
const place = document.querySelector('[data-suggestions]');
if (box && place) start(box, place);

function start(box, place) {
  let timer = 0;
  let request = null;

  async function offer() {
    const typed = box.value.trim();
    request?.abort();
    if (typed.length < 2) return show([]);
    request = new AbortController();
    try {
      const answer = await getJSON(`/api/v1/lookup/suggest?q=${encodeURIComponent(typed)}`, request.signal);
      show(answer.items.map((item) => item.text).filter((text) => text.toLowerCase() !== typed.toLowerCase()).slice(0, 5));
    } catch (error) {
      // Suggestions are a kindness: where they do not come, nobody has to hear why.
      if (error.name !== 'AbortError') show([]);
    }
  }

  function show(texts) {
    place.replaceChildren(...texts.map((text) => el('li', {}, chip(text))));
    place.hidden = texts.length === 0;
  }

  function chip(text) {
    const link = el('a', { class: 'chip', href: `/lookup?q=${encodeURIComponent(text)}` }, el('span', { class: 'words' }, text));
    // Where answers are drawn on this page, the words go into the box instead of through a new page.
    link.addEventListener('click', (event) => {
      if (!document.querySelector('[data-lookup]') || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      box.value = text;
      box.dispatchEvent(new Event('input'));
      box.focus();
    });
    return link;
  }

  box.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(offer, 120);
  });
}
