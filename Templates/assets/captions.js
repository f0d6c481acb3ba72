// Captions drawn by us over the picture, so that their size and ground can be chosen and sound has them too.
import { choices, choose } from './choices.js';
import { el } from './dom.js';
import { inWords } from './words.js';

export function startCaptions({ media, find, say }) {
  const track = media.textTracks[0];
  const button = find('captions');
  if (!track || !button) return { toggleCaptions: () => say(inWords('no_captions')) };
  const place = find('captions-place');
  // Only where the browser shows the video by itself do its own captions come back.
  let isAlone = false;

  function show() {
    track.mode = isAlone && choices.captions ? 'showing' : 'hidden';
    place.hidden = !choices.captions;
    place.dataset.size = choices.captionSize;
    place.dataset.back = choices.captionBack;
    button.setAttribute('aria-pressed', String(choices.captions));
  }

  track.addEventListener('cuechange', () => {
    const lines = [...(track.activeCues ?? [])].flatMap((cue) => cue.getCueAsHTML().textContent.split('\n'));
    place.replaceChildren(...lines.map((line) => el('span', {}, line)));
  });

  function toggleCaptions() {
    choose({ captions: !choices.captions });
    show();
    say(choices.captions ? inWords('captions_on') : inWords('captions_off'));
  }
  button.addEventListener('click', toggleCaptions);
  for (const [name, alone] of [
    ['webkitbeginfullscreen', true], ['webkitendfullscreen', false],
    ['enterpictureinpicture', true], ['leavepictureinpicture', false],
  ]) {
    media.addEventListener(name, () => { isAlone = alone; show(); });
  }
  media.querySelector('track').addEventListener('error', () => {
    button.disabled = true;
    say(inWords('captions_not_loaded'));
  });
  startLook(find, place, show);
  show();
  return { toggleCaptions };
}

/** The small form in which size and ground are chosen; what is chosen is shown at once. */
function startLook(find, place, show) {
  const box = find('look-box');
  const button = find('look');
  button.addEventListener('click', () => {
    box.hidden = !box.hidden;
    button.setAttribute('aria-expanded', String(!box.hidden));
  });
  for (const input of box.querySelectorAll('input')) {
    // On the edit page the player stands inside a form: how captions look is no change of the clip.
    input.setAttribute('form', 'nobody');
    input.addEventListener('input', (event) => event.stopPropagation());
    input.checked = choices[input.name] === input.value;
    input.addEventListener('change', () => {
      choose({ [input.name]: input.value, captions: true });
      show();
      if (place.childElementCount === 0) place.replaceChildren(el('span', {}, inWords('captions_sample')));
    });
  }
}
