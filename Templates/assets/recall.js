// Being asked: how long an answer took, what the ticks mean, and keys for all of it. Everything works without this, too.
import './anew.js';
import { offerVoice, playVoice } from './recall-voice.js';
import { inWords } from './words.js';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
for (const field of document.querySelectorAll('[data-zone]')) field.value = zone;

const answer = document.querySelector('[data-answer]');
if (answer) {
  const box = answer.querySelector('textarea');
  let begun = performance.now();
  // The clock of a page that lies in the background all day says nothing about thinking.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && box.value === '') begun = performance.now();
  });
  answer.addEventListener('submit', () => {
    answer.querySelector('[data-milliseconds]').value = String(Math.round(performance.now() - begun));
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      answer.requestSubmit(answer.querySelector('[value=answer]'));
    }
  });
}

// The buyer's few seconds, and no more: what follows is the answer.
const heard = document.querySelector('[data-voice-end]');
if (heard) {
  const [start, end] = [Number(heard.dataset.voiceStart) / 1000, Number(heard.dataset.voiceEnd) / 1000];
  heard.addEventListener('timeupdate', () => {
    if (heard.currentTime < end) return;
    heard.pause();
    heard.currentTime = start;
  });
  heard.addEventListener('play', () => {
    if (heard.currentTime < start || heard.currentTime >= end) heard.currentTime = start;
  });
}

if (answer) offerVoice(answer);
const spoken = document.querySelector('[data-spoken]');
if (spoken) playVoice(spoken);

const grade = document.querySelector('[data-grade]');
if (grade) {
  const points = [...grade.querySelectorAll('[name=point]')];
  const tell = () => {
    const missed = grade.querySelector('[data-look-up]').checked
      || points.some((point) => 'must' in point.dataset && !point.checked);
    grade.querySelector('[data-grade-say]').textContent = inWords(missed ? 'recall_missed' : 'recall_got_it');
  };
  grade.addEventListener('change', tell);
  tell();
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('textarea, input[type=text]')) return;
    const point = points[Number(event.key) - 1];
    if (point) {
      point.checked = !point.checked;
      point.focus();
      tell();
    } else if (event.key === 'Enter' && !event.target.matches('a, button, video')) {
      event.preventDefault();
      grade.requestSubmit();
    }
  });
  points[0]?.focus({ preventScroll: true });
}

document.querySelector('[data-next]')?.focus({ preventScroll: true });
