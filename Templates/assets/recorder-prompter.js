// The text to speak by, as close to the camera as it gets. It scrolls by words a minute, can be held, slowed down and made
// larger, and whoever wants no motion gets it line by line.
import { says } from './recorder-words.js';

const place = 'understudy-prompter';
const speeds = { least: 60, most: 240, step: 10 };
const sizes = ['small', 'normal', 'large', 'largest'];
const isStill = matchMedia('(prefers-reduced-motion: reduce)');

export function startPrompter(box) {
  const text = box.querySelector('[data-prompt]');
  const tools = box.querySelector('[data-prompt-tools]');
  // A brief may come without a text to speak by.
  tools.hidden = text.textContent.trim() === '';
  text.hidden = tools.hidden;
  if (tools.hidden) return { begin() {}, play() {}, hold() {} };
  const words = text.textContent.trim().split(/\s+/).length;
  const choices = { speed: 130, size: 'normal', isOn: true, ...remembered() };
  const find = (name) => tools.querySelector(`[data-prompt-${name}]`);
  let at = 0;
  let last = null;
  let frame = 0;

  function step(now) {
    const gone = last === null ? 0 : now - last;
    last = now;
    const room = text.scrollHeight - text.clientHeight;
    // Somebody scrolled by hand: go on from there.
    if (Math.abs(text.scrollTop - shown(at)) > 2) at = text.scrollTop;
    at = Math.min(room, at + (text.scrollHeight / (words / choices.speed) / 60_000) * gone);
    text.scrollTop = shown(at);
    if (at >= room) hold();
    else frame = requestAnimationFrame(step);
  }

  function shown(position) {
    if (!isStill.matches) return position;
    const line = Number.parseFloat(getComputedStyle(text).lineHeight) || 24;
    return Math.floor(position / line) * line;
  }

  function play() {
    if (!choices.isOn || text.scrollHeight <= text.clientHeight) return;
    cancelAnimationFrame(frame);
    last = null;
    at = text.scrollTop;
    frame = requestAnimationFrame(step);
    show(true);
  }

  function hold() {
    cancelAnimationFrame(frame);
    show(false);
  }

  function rewind() {
    hold();
    at = 0;
    text.scrollTop = 0;
  }

  function show(isRunning) {
    box.dataset.promptSize = choices.size;
    box.classList.toggle('has-no-prompt', !choices.isOn);
    find('play').querySelector('[data-label]').textContent = says(isRunning ? 'prompt_hold' : 'prompt_play');
    find('play').dataset.running = isRunning ? 'yes' : '';
    find('speed').textContent = says('words_a_minute', { n: choices.speed });
    find('on').checked = choices.isOn;
    for (const node of tools.querySelectorAll('[data-prompt-when-on]')) node.hidden = !choices.isOn;
  }

  function change(changes) {
    Object.assign(choices, changes);
    try {
      localStorage.setItem(place, JSON.stringify(choices));
    } catch {
      // Storage may be closed: then the choice lasts as long as the page.
    }
    show(find('play').dataset.running === 'yes');
  }

  const faster = (by) => change({ speed: Math.min(speeds.most, Math.max(speeds.least, choices.speed + by)) });
  const larger = (by) => change({ size: sizes[Math.min(sizes.length - 1, Math.max(0, sizes.indexOf(choices.size) + by))] });
  const presses = {
    play: () => (find('play').dataset.running === 'yes' ? hold() : play()), rewind,
    slower: () => faster(-speeds.step), faster: () => faster(speeds.step), smaller: () => larger(-1), larger: () => larger(1),
  };
  for (const [name, press] of Object.entries(presses)) find(name).addEventListener('click', press);
  find('on').addEventListener('change', (event) => {
    hold();
    change({ isOn: event.target.checked });
  });
  show(false);
  return {
    /** Key points stay until somebody moves them; what is said word by word flows. */
    begin() {
      rewind();
      if (text.querySelector('[data-prompt-flows]')) play();
    },
    /** Goes on after a pause, if it was under way. */
    play() { if (at > 0) play(); },
    hold,
  };
}

function remembered() {
  try {
    const found = JSON.parse(localStorage.getItem(place) ?? '{}');
    return {
      ...(Number.isFinite(found.speed) ? { speed: Math.min(speeds.most, Math.max(speeds.least, found.speed)) } : {}),
      ...(sizes.includes(found.size) ? { size: found.size } : {}),
      ...(typeof found.isOn === 'boolean' ? { isOn: found.isOn } : {}),
    };
  } catch {
    return {};
  }
}
