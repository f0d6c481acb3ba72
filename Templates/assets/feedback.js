// What is said about a clip: threads come and change without leaving the page, and comments are read, found and marked on the bar.
import './anew.js';
import { startComposer } from './feedback_composer.js';
import { drawMarks } from './feedback_marks.js';
import { ask, askForm } from './feedback_pages.js';
import { send } from './http.js';
import { inWords } from './words.js';

/** Returns what keys do here: `comment`, and `previous` and `next` while something is being said. */
export function startFeedback(playback, chapters) {
  const root = document.querySelector('[data-feedback]');
  const list = root.querySelector('[data-threads]');
  const fresh = root.querySelector('[data-fresh]');
  const speak = (words) => { root.querySelector('[data-feedback-say]').textContent = words; };
  let quietUntil = 0;

  /** Takes threads, count and marks out of a page the server drew. */
  function take(page, { isPart = false } = {}) {
    const section = page.querySelector('[data-feedback]');
    if (!section) throw new Error('signed-out'); // the way leads to the sign-in page now
    const threads = [...section.querySelectorAll('[data-thread]')].map((thread) => put(document.adoptNode(thread)));
    root.querySelector('[data-feedback-count]').textContent = section.querySelector('[data-feedback-count]').textContent;
    root.querySelector('.no-feedback')?.remove();
    if (!isPart) drawMarks(playback, section.dataset.marks);
    threads.forEach(watchReading);
    // In the document they came from nothing could be played: they look for it once more.
    for (const media of threads.flatMap((thread) => [...thread.querySelectorAll('video, audio')])) media.load();
    return threads;
  }

  function put(thread) {
    const before = list.querySelector(`[data-thread="${CSS.escape(thread.dataset.thread)}"]`);
    if (before) {
      before.replaceWith(thread);
      return thread;
    }
    const start = Number(thread.dataset.start);
    const later = [...list.children].find((other) => Number(other.dataset.start) > start);
    list.insertBefore(thread, later ?? null);
    return thread;
  }

  // Every form in here goes its way without leaving the page: the recording plays on.
  root.addEventListener('submit', async (event) => {
    const form = event.target;
    // Asking somebody changes more than the feedback: that page comes anew.
    if (form.matches('[data-leaves]')) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    const recorder = form.querySelector('[data-recorder]');
    if (['recording', 'sending'].includes(recorder?.dataset.state)) {
      refuse(form, inWords('recording_on_its_way'));
      return;
    }
    form.dataset.busy = 'yes';
    quietUntil = Date.now() + 2000;
    try {
      const { page, problem } = await askForm(form, event.submitter);
      if (problem) {
        refuse(form, problem);
        return;
      }
      const [thread] = take(page);
      if (form.matches('[data-give]')) composer.clear();
      speak(inWords('feedback_given'));
      if (thread) show(lastOf(thread, form));
    } catch {
      refuse(form, inWords('refused'));
    } finally {
      delete form.dataset.busy;
    }
  });

  root.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-record]');
    if (!button) return;
    const { record } = await import('./feedback_recorder.js');
    record(button.closest('[data-recorder]'), button.dataset.record);
  });

  // What was said by voice or video takes a moment until others can play it.
  setInterval(async () => {
    if (document.hidden) return;
    for (const waiting of list.querySelectorAll('[data-recording-waits]')) {
      const comment = waiting.closest('[data-comment]');
      const thread = waiting.closest('[data-thread]');
      if (!thread || thread.querySelector('details[open]')) continue;
      const { page, status } = await ask('GET', `${root.dataset.address}?comment=${comment.dataset.comment}`);
      if (status === 200) take(page);
    }
  }, 3000);

  function refuse(form, problem) {
    const note = form.querySelector('[data-refused]') ?? document.createElement('p');
    note.className = 'note bad small';
    note.dataset.refused = '';
    note.setAttribute('role', 'alert');
    note.textContent = inWords('feedback_not_kept', { problem });
    form.append(note);
  }

  const lastOf = (thread, form) => {
    const own = form.closest('[data-comment]')?.id;
    return (own && document.getElementById(own)) || [...thread.querySelectorAll('[data-comment]')].at(-1);
  };

  function show(comment) {
    if (!comment) return;
    for (const other of list.querySelectorAll('.is-new')) other.classList.remove('is-new');
    comment.classList.add('is-new');
    comment.focus({ preventScroll: true });
    comment.scrollIntoView({ block: 'nearest' });
  }

  async function findComment() {
    const name = decodeURIComponent(location.hash.slice(1));
    if (!/^comment-[\w.-]+$/.test(name)) return;
    if (!document.getElementById(name)) {
      const { page, status } = await ask('GET', `${root.dataset.address}?comment=${name.replace('-', '_')}`);
      if (status !== 200) return;
      take(page);
    }
    show(document.getElementById(name));
  }
  addEventListener('hashchange', findComment);

  async function more(link) {
    if (link.dataset.busy) return;
    link.dataset.busy = 'yes';
    const { page, status } = await ask('GET', link.href);
    if (status !== 200) return;
    take(page, { isPart: true });
    const next = page.querySelector('[data-more-threads]');
    if (next) {
      const adopted = document.adoptNode(next);
      link.replaceWith(adopted);
      watchMore(adopted);
    } else {
      link.parentElement.remove();
    }
  }
  const coming = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) more(entry.target);
  }, { rootMargin: '400px' });
  const watchMore = (link) => link && coming.observe(link);
  watchMore(root.querySelector('[data-more-threads]'));

  // What others say meanwhile. Nothing is drawn anew under somebody who writes.
  async function refresh() {
    fresh.hidden = true;
    const { page, status } = await ask('GET', root.dataset.address);
    if (status === 200) take(page);
  }
  fresh.addEventListener('click', refresh);
  document.addEventListener('feedback-given', ({ detail }) => {
    if (detail.clip !== root.dataset.clip || Date.now() < quietUntil) return;
    if (list.querySelector('details[open]')) fresh.hidden = false;
    else refresh();
  });

  const watchReading = startReading(root);
  for (const thread of list.children) watchReading(thread);
  const composer = startComposer(root, playback, speak);
  drawMarks(playback, root.dataset.marks);
  findComment();
  // What the bell told of this clip stands before their eyes now.
  if (document.querySelector('[data-bell-count]:not([hidden])')) {
    send('POST', '/api/v1/me/notifications/read', { clip: root.dataset.clip }).catch(() => {});
  }
  root.dataset.ready = 'yes';

  return {
    comment: composer.begin,
    previous: () => (composer.isOpen() ? composer.set('from') : chapters?.previous()),
    next: () => (composer.isOpen() ? composer.set('to') : chapters?.next()),
  };
}

/** Comments for this person count as read once they stood before their eyes for a moment. */
function startReading(root) {
  const timers = new Map();
  const read = (comment) => {
    observer.unobserve(comment);
    comment.removeAttribute('data-unread');
    const address = `/api/v1/clips/${encodeURIComponent(root.dataset.clip)}/feedback/read`;
    send('POST', address, { comments: [comment.dataset.comment] }).catch(() => { comment.dataset.unread = ''; });
  };
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(timers.get(target));
      if (isIntersecting) timers.set(target, setTimeout(() => read(target), 1500));
    }
  }, { threshold: 0.6 });
  return (thread) => {
    for (const comment of thread.querySelectorAll('[data-unread]')) observer.observe(comment);
  };
}
