// The waveform on which moments are marked: drag to make one, drag its ends, nudge them with the arrow keys.
import { el } from './dom.js';
import { precise } from './edit-play.js';
import { inWords } from './words.js';

const slack = 6;

export function startWave(box, moments) {
  const { media, duration } = moments;
  const track = box.querySelector('[data-mark-track]');
  const picture = track.querySelector('svg');
  const head = el('div', { class: 'mark-head', 'aria-hidden': 'true' });
  const regions = el('div', { class: 'mark-regions' });
  track.append(regions, head);
  const handles = { start: handle('start'), end: handle('end') };
  track.append(handles.start, handles.end);
  let view = { from: 0, to: duration };
  let drag = null;

  // Geometry
  const percent = (time) => ((time - view.from) / (view.to - view.from)) * 100;
  const timeAt = (clientX) => {
    const { left, width } = track.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (clientX - left) / width));
    return Math.round((view.from + share * (view.to - view.from)) / 100) * 100;
  };
  const clamp = (share) => Math.min(100, Math.max(0, share));

  function handle(side) {
    const node = el('div', { class: `mark-handle ${side}`, role: 'slider', tabindex: '0', hidden: true, 'aria-valuemin': 0 });
    node.addEventListener('keydown', (event) => nudge(event, side));
    node.addEventListener('focus', () => { seek(itemOf(moments.selected)?.[side]); });
    return node;
  }

  const itemOf = (row) => moments.items.find((item) => item.row === row);

  function seek(time) {
    // One picture at a time: a drag must not queue hundreds of seeks.
    if (time !== null && time !== undefined && !media.seeking) media.currentTime = time / 1000;
  }

  function nudge(event, side) {
    const item = itemOf(moments.selected);
    const steps = {
      ArrowLeft: -100, ArrowDown: -100, ArrowRight: 100, ArrowUp: 100, PageDown: -1000, PageUp: 1000,
      Home: -duration, End: duration,
    };
    const step = steps[event.key];
    if (!step || !item || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const wanted = item[side] + step * (event.shiftKey && Math.abs(step) === 100 ? 10 : 1);
    const limited = side === 'start' ? Math.min(wanted, item.end - 500) : Math.max(wanted, item.start + 500);
    moments.set(moments.selected, { [side]: limited });
    moments.changed();
    media.pause();
    seek(itemOf(moments.selected)[side]);
  }

  // Pointers: mouse, pen and finger alike
  track.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const side = Object.keys(handles).find((name) => handles[name] === event.target.closest('.mark-handle'));
    const region = event.target.closest('.mark-region');
    const at = timeAt(event.clientX);
    const row = side ? moments.selected : region ? rowOf(region) : null;
    drag = { side, row, at, x: event.clientX, item: row ? itemOf(row) : null, isMoving: false };
    if (row && !side) moments.select(row);
    if (side) handles[side].focus();
    track.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  track.addEventListener('pointermove', (event) => {
    if (!drag || (!drag.isMoving && Math.abs(event.clientX - drag.x) < slack)) return;
    drag.isMoving = true;
    const at = timeAt(event.clientX);
    if (drag.side) resize(at);
    else if (drag.row) shift(at - drag.at);
    else sketch(at);
  });
  track.addEventListener('pointerup', (event) => finish(timeAt(event.clientX)));
  track.addEventListener('pointercancel', () => {
    // The finger turned out to scroll the page.
    if (drag?.item) moments.set(drag.row, { start: drag.item.start, end: drag.item.end });
    drag?.ghost?.remove();
    drag = null;
    draw();
  });

  function resize(at) {
    const { start, end } = drag.item;
    const wanted = drag.side === 'start' ? { start: Math.min(at, end - 500) } : { end: Math.max(at, start + 500) };
    moments.set(drag.row, wanted);
    seek(at);
    draw();
  }

  function shift(by) {
    const { start, end } = drag.item;
    const room = Math.min(duration - end, Math.max(-start, by));
    moments.set(drag.row, { start: start + room, end: end + room });
    seek(start + room);
    draw();
  }

  function sketch(at) {
    drag.ghost ??= regions.appendChild(el('div', { class: 'mark-region ghost' }));
    place(drag.ghost, Math.min(at, drag.at), Math.max(at, drag.at));
    seek(at);
  }

  function finish(at) {
    if (!drag) return;
    const { isMoving, side, row, at: begun, ghost } = drag;
    drag = null;
    ghost?.remove();
    if (!isMoving) {
      if (!side) media.currentTime = at / 1000;
    } else if (row) {
      moments.changed();
    } else if (Math.abs(at - begun) >= 500) {
      moments.add(Math.min(at, begun), Math.max(at, begun));
    }
    draw();
  }

  // Zoom, around the selected moment or the playhead
  for (const button of box.querySelectorAll('[data-zoom]')) {
    button.addEventListener('click', () => zoom(Number(button.dataset.zoom)));
  }

  function zoom(factor) {
    const item = itemOf(moments.selected);
    const middle = item && item.end !== null ? (item.start + item.end) / 2 : media.currentTime * 1000;
    const width = Math.min(duration, Math.max(5000, (view.to - view.from) / factor));
    const from = Math.min(duration - width, Math.max(0, middle - width / 2));
    view = { from, to: from + width };
    draw();
  }

  // Drawing
  const nodes = new Map();
  const rowOf = (node) => [...nodes].find(([, one]) => one === node)?.[0] ?? null;

  function place(node, start, end) {
    node.style.left = `${clamp(percent(start))}%`;
    node.style.width = `${Math.max(0, clamp(percent(end)) - clamp(percent(start)))}%`;
    node.hidden = end < view.from || start > view.to;
  }

  function draw() {
    const width = ((view.to - view.from) / duration) * 1000;
    picture.setAttribute('viewBox', `${(view.from / duration) * 1000} 0 ${width} 100`);
    box.querySelector('[data-mark-from]').textContent = precise(Math.round(view.from / 100) * 100);
    box.querySelector('[data-mark-to]').textContent = precise(Math.round(view.to / 100) * 100);
    box.querySelector('[data-zoom="0.5"]').disabled = view.to - view.from >= duration;
    box.querySelector('[data-zoom="2"]').disabled = view.to - view.from <= Math.min(duration, 5000);
    const items = moments.items.filter((item) => item.start !== null && item.end !== null && item.end > item.start);
    for (const [row, node] of nodes) {
      if (items.some((item) => item.row === row)) continue;
      node.remove();
      nodes.delete(row);
    }
    items.forEach((item, index) => {
      if (!nodes.has(item.row)) nodes.set(item.row, regions.appendChild(el('div', { class: 'mark-region' }, el('span', {}, ''))));
      const node = nodes.get(item.row);
      node.firstChild.textContent = item.title || inWords('moment', { number: index + 1 });
      node.classList.toggle('current', item.row === moments.selected);
      place(node, item.start, item.end);
    });
    drawHandles(items.find((item) => item.row === moments.selected));
    drawHead();
  }

  function drawHandles(item) {
    for (const [side, node] of Object.entries(handles)) {
      node.hidden = !item || item[side] < view.from || item[side] > view.to;
      if (!item) continue;
      node.style.left = `${clamp(percent(item[side]))}%`;
      node.setAttribute('aria-label', inWords(side === 'start' ? 'start_of' : 'end_of', { moment: item.title || inWords('this_moment') }));
      node.setAttribute('aria-valuemax', String(duration / 1000));
      node.setAttribute('aria-valuenow', String(item[side] / 1000));
      node.setAttribute('aria-valuetext', precise(item[side]));
    }
  }

  function drawHead() {
    const now = media.currentTime * 1000;
    head.hidden = now < view.from || now > view.to;
    head.style.left = `${clamp(percent(now))}%`;
    box.querySelector('[data-mark-now]').textContent = precise(Math.round(now / 100) * 100);
  }

  media.addEventListener('timeupdate', drawHead);
  media.addEventListener('seeking', drawHead);
  moments.listen(draw);
  draw();
}
