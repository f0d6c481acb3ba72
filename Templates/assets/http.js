// Requests to our own API: the session cookie goes along by itself, the token against forged requests goes in a header.
import { inWords } from './words.js';

export const csrfToken = () => document.querySelector('meta[name="csrf-token"]')?.content ?? '';

/** What the server said was wrong: `title` and `detail` of a problem document, in words for people. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ? `${problem.title}. ${problem.detail}` : problem.title);
    this.status = status;
    this.code = problem.code ?? '';
    this.errors = problem.errors ?? [];
  }
}

/** Throws `Refused` for an answer that is not a success. */
export async function checked(response) {
  if (response.ok) return response;
  let problem = { title: inWords('refused') };
  if ((response.headers.get('content-type') ?? '').includes('json')) {
    problem = await response.json();
  }
  throw new Refused(response.status, problem);
}

export async function getJSON(address, signal) {
  const response = await fetch(address, { headers: { Accept: 'application/json' }, signal });
  return (await checked(response)).json();
}

export function send(method, address, body, { keepalive = false, contentType = 'application/json', headers = {}, signal } = {}) {
  return fetch(address, {
    method,
    keepalive,
    signal,
    headers: { 'X-CSRF-Token': csrfToken(), ...(body == null ? {} : { 'Content-Type': contentType }), ...headers },
    body: contentType === 'application/json' && body != null ? JSON.stringify(body) : body,
  });
}
