// What scripts say, in the language of the page: the server puts the texts of Templates/words in, those under "script.".
const texts = [[script]];
const forms = new Intl.PluralRules(document.documentElement.lang);

/** `inWords('moments', { n: 3 })`: the text with the values in its places; `n` also chooses between its forms. */
export function inWords(key, values = {}) {
  return inParts(key, values).join('');
}

/** The same in pieces, for values that are nodes. */
export function inParts(key, values = {}) {
  return text(key, values.n).split(/\{\{(\w+)\}\}/).map((part, index) => (index % 2 === 0 ? part : values[part] ?? ''))
    .filter((part) => part !== '');
}

function text(key, n) {
  const found = texts[key] ?? key;
  if (typeof found === 'string') return found;
  if (Number(n) === 0 && 'zero' in found) return found.zero;
  return found[forms.select(Number(n))] ?? found.other;
}
