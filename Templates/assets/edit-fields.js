// The edit form as named values: how each is read, written, sent to the server, and found in its answers.
import { inWords } from './words.js';

/** Same text, same value. */
export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const commas = (text) => text.split(',').map((part) => part.trim()).filter((part) => part !== '');
const lines = (text) => text.split('\n').map((part) => part.trim()).filter((part) => part !== '');
const orNull = (text) => (text === '' ? null : text);
const keep = (text) => text;

// What the server calls the field, how a value is sent, and how an answer is read back.
const plain = {
  title: [inWords('field_title'), keep], description: [inWords('field_description'), keep], language: [inWords('field_language'), keep],
  stage: [inWords('field_stage'), orNull], objection: [inWords('field_objection'), orNull], clip_type: [inWords('field_clip_type'), orNull],
  persona: [inWords('field_persona'), orNull], industry: [inWords('field_industry'), orNull], origin: [inWords('field_origin'), orNull],
  purpose: [inWords('field_purpose'), orNull], recorded_on: [inWords('field_recorded_on'), orNull], verify_by: [inWords('field_verify_by'), orNull],
  owner: [inWords('field_owner'), keep], visibility: [inWords('field_visibility'), keep],
  tags: [inWords('field_tags'), commas, (list) => list.join(', ')],
  conditions: [inWords('field_conditions'), lines, (list) => list.join('\n')],
};

/** All fields of the form by their names; other parts add theirs. */
export function openFields(form) {
  const fields = new Map();
  for (const [name, [label, send, read = keep]] of Object.entries(plain)) {
    const control = form.elements[name];
    if (!control) continue;
    fields.set(name, {
      label,
      read: () => control.value.trim(),
      write: (value) => { control.value = value; },
      body: (value) => ({ [name]: send(value) }),
      fromServer: (clip) => read(clip[name] ?? (Array.isArray(send('')) ? [] : '')),
      show: (value) => shown(control, value),
    });
  }
  fields.set('notice', notice(form));
  fields.set('speakers', speakers(form));
  return fields;
}

/** A value as people see it: the words beside the choice, not its id. */
function shown(control, value) {
  if (control instanceof RadioNodeList) {
    const radio = [...control].find((one) => one.value === value);
    return radio?.parentElement.textContent.trim() ?? value;
  }
  if (control.options) return [...control.options].find((one) => one.value === value)?.text ?? value;
  return value === '' ? inWords('nothing') : value;
}

function notice(form) {
  const control = (name) => form.elements[`notice_${name}`];
  return {
    label: inWords('field_notice'),
    read: () => ({
      people: control('people').value.trim(), told: control('told').value.trim(), allows: control('allows').value,
      external: control('external')?.checked ?? false, until: control('until')?.value ?? '',
    }),
    write: (value) => {
      for (const name of ['people', 'told', 'allows', 'until']) control(name).value = value[name];
      control('external').checked = value.external;
    },
    check: (value) => {
      if (value.people === '' && value.told === '') return inWords('until_notice_who');
      if (value.people === '') return inWords('until_notice_who');
      return value.told === '' ? inWords('until_notice_how') : null;
    },
    body: (value) => ({
      notice: {
        who_is_heard: value.people, how_told: value.told, allows: value.allows, allows_external: value.external,
        valid_until: orNull(value.until),
      },
    }),
    fromServer: (clip) => ({
      people: clip.notice.who_is_heard ?? '', told: clip.notice.how_told ?? '', allows: clip.notice.allows ?? 'team',
      external: clip.notice.allows_external ?? false, until: clip.notice.valid_until ?? '',
    }),
    show: (value) => `${value.people}, ${value.told}`,
  };
}

function speakers(form) {
  const boxes = () => [...form.querySelectorAll('[data-repeat="speakers"] input')];
  return {
    label: inWords('field_speakers'),
    read: () => boxes().map((box) => box.value.trim()).filter((name) => name !== ''),
    write: (names) => {
      boxes().forEach((box, index) => { box.value = names[index] ?? ''; });
    },
    body: (names) => ({ speakers: names.map((name) => ({ name })) }),
    fromServer: (clip) => clip.speakers.map((speaker) => speaker.name),
    show: (names) => names.join(', '),
  };
}
