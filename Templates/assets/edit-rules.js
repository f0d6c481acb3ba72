// Rules as sentences: empty ones stay out of sight until they are wanted, and they change places.
import { grow } from './edit-grow.js';
import { inWords } from './words.js';

const parts = ['when', 'do', 'because'];

export function startRules(form, { note, say }) {
  const list = form.querySelector('[data-rules]');
  const add = form.querySelector('[data-rule-add]');
  const rows = () => [...list.querySelectorAll('[data-rule]')];
  const box = (row, part) => row.querySelector(`textarea[name$="_${part}"]`);
  const isEmpty = (row) => parts.every((part) => box(row, part).value.trim() === '');
  const copies = new Map();
  for (const area of list.querySelectorAll('textarea')) copies.set(area, grow(area));

  function show() {
    rows().forEach((row, index, all) => {
      row.querySelector('legend').textContent = inWords('rule', { number: index + 1 });
      row.querySelector('[data-rule-move="-1"]').disabled = index === 0;
      row.querySelector('[data-rule-move="1"]').disabled = index === all.length - 1 || all[index + 1].hidden;
    });
    add.hidden = rows().every((row) => !row.hidden);
  }

  function fill(row, values) {
    for (const part of parts) {
      box(row, part).value = values[part] ?? '';
      copies.get(box(row, part))();
    }
  }

  const read = () => rows().map((row) => Object.fromEntries(
    parts.map((part) => [part, box(row, part).value.replace(/\s+/g, ' ').trim()])));

  /** Values move, boxes stay: names, ids and what a screen reader knows stay true. */
  function move(row, by) {
    const all = rows();
    const other = all[all.indexOf(row) + by];
    const values = read();
    const [mine, theirs] = [values[all.indexOf(row)], values[all.indexOf(other)]];
    fill(other, mine);
    fill(row, theirs);
    box(other, 'when').focus();
    note();
    say(inWords('now_rule', { number: all.indexOf(other) + 1 }));
  }

  function remove(row) {
    const all = rows();
    const left = read().filter((_, index) => all[index] !== row);
    all.forEach((one, index) => fill(one, left[index] ?? {}));
    const last = all.filter((one) => !one.hidden).at(-1);
    if (isEmpty(last)) last.hidden = true;
    show();
    (add.hidden ? box(all[0], 'when') : add).focus();
    note();
    say(inWords('rule_removed'));
  }

  for (const row of rows().reverse()) {
    row.hidden = isEmpty(row) && !row.querySelector('[aria-invalid]');
  }
  show();
  add.addEventListener('click', () => {
    const row = rows().find((one) => one.hidden);
    row.hidden = false;
    show();
    box(row, 'when').focus();
  });
  list.addEventListener('click', (event) => {
    const row = event.target.closest('[data-rule]');
    const by = event.target.closest('[data-rule-move]');
    if (by) move(row, Number(by.dataset.ruleMove));
    if (event.target.closest('[data-rule-remove]')) remove(row);
  });
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !event.target.matches('textarea')) return;
    event.preventDefault();
    const boxes = rows().filter((row) => !row.hidden).flatMap((row) => parts.map((part) => box(row, part)));
    (boxes[boxes.indexOf(event.target) + 1] ?? add).focus();
  });

  return {
    label: inWords('rules'),
    read: () => read().filter((rule) => parts.some((part) => rule[part] !== '')),
    write: (values) => {
      rows().forEach((row, index) => {
        fill(row, values[index] ?? {});
        row.hidden = index >= values.length;
      });
      show();
    },
    check: (values) => {
      const index = values.findIndex((rule) => rule.when === '' || rule.do === '');
      return index < 0 ? null : inWords('until_rule', { number: index + 1 });
    },
    body: (values) => ({
      rules: values.map((rule) => ({ when: rule.when, action: rule.do, because: rule.because })),
    }),
    fromServer: (clip) => clip.rules.map((rule) => ({ when: rule.when, do: rule.action, because: rule.because })),
    show: (values) => values.map((rule) => inWords('rule_says', { when: rule.when, do: rule.do })).join('; ') || inWords('none'),
  };
}
