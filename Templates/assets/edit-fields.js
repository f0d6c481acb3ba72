// The edit form as named values: how each is read, written, sent to the server, and found in its answers.

/** Same text, same value. */
export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const commas = (text) => text.split(',').map((part) => part.trim()).filter((part) => part !== '');
const lines = (text) => text.split('\n').map((part) => part.trim()).filter((part) => part !== '');
const orNull = (text) => (text === '' ? null : text);
const keep = (text) => text;

// What the server calls the field, how a value is sent, and how an answer is read back.
const plain = {
  title: ['Title', keep], description: ['Description', keep], language: ['Language', keep],
  stage: ['Stage', orNull], objection: ['Objection', orNull], clip_type: ['Clip type', orNull],
  persona: ['Persona', orNull], industry: ['Industry', orNull], origin: ['Where it comes from', orNull],
  purpose: ['What it is good for', orNull], recorded_on: ['Recorded on', orNull], verify_by: ['Verify by', orNull],
  owner: ['Owner', keep], visibility: ['Visibility', keep],
  tags: ['Other words for it', commas, (list) => list.join(', ')],
  conditions: ['Depends on', lines, (list) => list.join('\n')],
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
  return value === '' ? 'nothing' : value;
}

function notice(form) {
  const control = (name) => form.elements[`notice_${name}`];
  return {
    label: 'Notice',
    read: () => ({
      people: control('people').value.trim(), told: control('told').value.trim(), allows: control('allows').value,
      external: control('external')?.checked ?? false, until: control('until')?.value ?? '',
    }),
    write: (value) => {
      for (const name of ['people', 'told', 'allows', 'until']) control(name).value = value[name];
      control('external').checked = value.external;
    },
    check: (value) => {
      if (value.people === '' && value.told === '') return 'the notice says who is heard';
      if (value.people === '') return 'the notice says who is heard';
      return value.told === '' ? 'the notice says how they were told' : null;
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
    label: 'Speakers',
    read: () => boxes().map((box) => box.value.trim()).filter((name) => name !== ''),
    write: (names) => {
      boxes().forEach((box, index) => { box.value = names[index] ?? ''; });
    },
    body: (names) => ({ speakers: names.map((name) => ({ name })) }),
    fromServer: (clip) => clip.speakers.map((speaker) => speaker.name),
    show: (names) => names.join(', '),
  };
}
