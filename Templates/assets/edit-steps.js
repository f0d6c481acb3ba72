// What is missing before publishing, kept up to date, and the button that publishes or says what is missing.
import { checked, send } from './http.js';
import { isoDay } from './edit-day.js';
import { inWords } from './words.js';

const reach = { private: 0, team: 1, library: 2 };

export function startSteps(form, { session, saver, address, clip, say }) {
  const list = form.querySelector('[data-steps]');
  const button = form.querySelector('[data-publish]');
  const words = form.querySelector('[data-publish-missing]');
  if (!list) return;

  const checks = {
    title: [() => session.now.title !== '', inWords('missing_title'), 'title'],
    objection: [() => session.now.objection !== '' || session.now.clip_type !== '', inWords('missing_objection'), 'objection'],
    stage: [() => session.now.stage !== '', inWords('missing_stage'), 'stage'],
    notice: [hasNotice, inWords('missing_notice'), 'notice_people'],
  };

  function hasNotice() {
    const { people, told, allows, until } = session.now.notice;
    const covers = reach[allows] >= reach[session.now.visibility ?? 'team'];
    return people !== '' && told !== '' && covers && (until === '' || until >= isoDay());
  }

  const missing = () => Object.values(checks).filter(([isDone]) => !isDone());

  function show() {
    const items = [...list.querySelectorAll('[data-step]')];
    for (const item of items) {
      const isDone = checks[item.dataset.step][0]();
      item.classList.toggle('done', isDone);
      item.querySelector('[data-step-say]').textContent = inWords(isDone ? 'step_done' : 'step_missing');
    }
    const left = missing();
    list.querySelector('[data-steps-done]').textContent = inWords('steps_done', { done: items.length - left.length, all: items.length });
    if (!button) return;
    words.textContent = left.length === 0 ? '' : inWords('missing', { names: left.map(([, name]) => name).join(', ') });
    button.classList.toggle('main', left.length === 0);
  }

  const focusOn = (name) => {
    const control = form.elements[name];
    const target = control instanceof RadioNodeList ? [...control].find((radio) => radio.checked) ?? control[0] : control;
    target.closest('details:not([open])')?.setAttribute('open', '');
    target.focus();
    (target.closest('fieldset') ?? target).scrollIntoView({ block: 'center' });
  };

  list.addEventListener('click', (event) => {
    const item = event.target.closest('[data-step]');
    if (!item) return;
    event.preventDefault();
    focusOn(checks[item.dataset.step][2]);
  });

  async function publish() {
    const left = missing();
    if (left.length > 0) {
      say(inWords('before_publishing', { names: left.map(([, name]) => name).join(', ') }));
      focusOn(left[0][2]);
      return;
    }
    await saver.flush();
    if (!saver.isClean) return;
    try {
      await checked(await send('PUT', `/api/v1/clips/${encodeURIComponent(clip)}/publication`));
      location.assign(address);
    } catch (error) {
      say(inWords('not_published', { problem: error.message }), { isVisible: true });
    }
  }

  if (button) button.textContent = inWords('publish');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (event.submitter?.matches('[data-publish]')) publish();
    else saver.flush();
  });
  session.listen(show);
  show();
}
