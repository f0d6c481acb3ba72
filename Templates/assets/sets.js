// Putting the items of a set in another order: with a pointer or a finger on the handle, or with the arrow keys on it.
import { send } from './http.js';
import { inWords } from './words.js';

const list = document.querySelector('[data-set][data-version]');
if (list) start(list);

function start(list) {
  const say = document.querySelector('[data-set-say]');
  const rows = () => [...list.querySelectorAll(':scope > [data-item]')];
  let kept = rows();
  let timer = 0;

  /** Every key press moves at once; the server hears of it when the fingers rest. */
  function keepSoon() {
    clearTimeout(timer);
    timer = setTimeout(keep, 400);
  }
  async function keep() {
    clearTimeout(timer);
    const order = rows();
    if (order.every((row, index) => row === kept[index])) return;
    const answer = await send('PUT', `/api/v1/sets/${encodeURIComponent(list.dataset.set)}/order`, {
      items: order.map((row) => row.dataset.item), version: Number(list.dataset.version),
    });
    if (answer.ok) {
      kept = order;
      list.dataset.version = (await answer.json()).version;
      for (const field of document.querySelectorAll('input[name=version]')) field.value = list.dataset.version;
    } else {
      list.append(...kept);
      say.textContent = inWords('order_not_kept');
    }
  }

  function tell(row) {
    const all = rows();
    say.textContent = inWords('moved_to', { place: all.indexOf(row) + 1, of: all.length });
  }

  list.addEventListener('keydown', (event) => {
    const handle = event.target.closest('[data-handle]');
    if (!handle || event.ctrlKey || event.metaKey) return;
    const row = handle.closest('[data-item]');
    const all = rows();
    const at = all.indexOf(row);
    const target = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    if (target < 0 || target >= all.length || target === at) return;
    if (target < at) all[target].before(row);
    else all[target].after(row);
    handle.focus();
    tell(row);
    keepSoon();
  });

  let moving = null; // { row, id }
  list.addEventListener('pointerdown', (event) => {
    const handle = event.target.closest('[data-handle]');
    if (!handle || event.button !== 0 || moving) return;
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    moving = { row: handle.closest('[data-item]'), id: event.pointerId };
    moving.row.classList.add('is-moving');
  });
  list.addEventListener('pointermove', (event) => {
    if (moving?.id !== event.pointerId) return;
    const other = rows().find((row) => {
      const box = row.getBoundingClientRect();
      return row !== moving.row && event.clientY >= box.top && event.clientY <= box.bottom;
    });
    if (!other) return;
    const box = other.getBoundingClientRect();
    const isBelow = rows().indexOf(other) > rows().indexOf(moving.row);
    // Only beyond its middle, so that rows of different heights do not swap back and forth.
    if (isBelow && event.clientY > box.top + box.height / 2) other.after(moving.row);
    else if (!isBelow && event.clientY < box.top + box.height / 2) other.before(moving.row);
  });
  const drop = (event) => {
    if (moving?.id !== event.pointerId) return;
    moving.row.classList.remove('is-moving');
    tell(moving.row);
    moving = null;
    keep();
  };
  list.addEventListener('pointerup', drop);
  list.addEventListener('pointercancel', drop);
  addEventListener('pagehide', keep);
}
