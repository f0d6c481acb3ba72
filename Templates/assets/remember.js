// "Remember this?" comes when a clip was played to its end, and takes one tap.
import { send } from './http.js';
import { inWords } from './words.js';

const offer = document.querySelector('[data-offer]');
const say = document.querySelector('[data-offer-say]');

export function showOffer() {
  if (!offer || !offer.hidden) return;
  offer.hidden = false;
  say.textContent = offer.querySelector('h2').textContent;
}

/** Shows the offer at the end of what is played. */
export function offerRemembering(media) {
  media.addEventListener('ended', showOffer);
  offer.addEventListener('submit', async (event) => {
    const form = event.target.closest('[data-remember]');
    if (!form) return;
    event.preventDefault();
    try {
      const answer = await send('PUT', `/api/v1${new URL(form.action).pathname}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const done = document.createElement('strong');
      done.tabIndex = -1;
      done.textContent = inWords('asked_from_today');
      form.replaceWith(done);
      done.focus({ preventScroll: true });
    } catch {
      form.submit(); // the page of the server says what is wrong
    }
  });
}
