// Suggestions that are taken with one tap, and the stages that usually go with an objection.
import { el } from './dom.js';
import { inParts, inWords } from './words.js';

const few = 9;

export function startHints(form, note) {
  const radios = (name) => [...form.querySelectorAll(`input[type=radio][name="${name}"]`)];
  const guess = form.querySelector('[data-guess]');

  form.addEventListener('click', (event) => {
    const button = event.target.closest('[data-take]');
    if (!button) return;
    form.elements[button.dataset.take].value = button.dataset.value;
    note();
    show();
    // The button is gone: go on where it led.
    if (button.dataset.take === 'title') form.elements.title.focus();
    else radios(button.dataset.take).find((radio) => radio.checked)?.focus();
  });
  form.addEventListener('input', show);
  fold();

  function show() {
    for (const button of form.querySelectorAll('[data-take="title"]')) {
      button.hidden = button.dataset.value.toLowerCase() === form.elements.title.value.trim().toLowerCase();
    }
    const objection = radios('objection').find((radio) => radio.checked);
    if (guess) {
      guess.classList.toggle('is-taken', objection?.value === guess.dataset.guess);
      for (const radio of radios('objection')) radio.parentElement.classList.toggle('guessed', radio.value === guess.dataset.guess);
    }
    const wanted = objection?.value ? objection : radios('objection').find((radio) => radio.value === guess?.dataset.guess);
    showUsual(wanted);
    const types = form.querySelector('[data-types]');
    if (radios('clip_type').some((radio) => radio.checked && radio.value !== '')) types.open = true;
  }

  /** A phone shows the first few; the one that is chosen or guessed is always among them. */
  function fold() {
    const group = form.querySelector('[data-field="objection"]');
    const all = radios('objection');
    if (all.length <= few + 4) return;
    const more = el('button', { class: 'button quiet fold-more', type: 'button' }, inWords('all_objections', { n: all.length - 1 }));
    more.addEventListener('click', () => {
      group.classList.remove('is-folded');
      more.remove();
      all[few].focus();
    });
    all.forEach((radio, index) => { radio.parentElement.classList.toggle('rest', index >= few); });
    group.classList.add('is-folded');
    group.querySelector('.pick-row').append(more);
  }

  function showUsual(objection) {
    const line = form.querySelector('[data-usual-stages]');
    const usual = (objection?.dataset.usual ?? '').split(' ').filter((id) => id !== '');
    const stages = radios('stage');
    for (const radio of stages) radio.parentElement.classList.toggle('usual-here', usual.includes(radio.value));
    line.hidden = usual.length === 0;
    if (line.hidden) return;
    const name = objection.parentElement.textContent.trim();
    line.replaceChildren(...inParts('usual_stages', { name: el('strong', {}, name) }));
  }

  show();
  return show;
}
