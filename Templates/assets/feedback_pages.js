// Pages of the server as documents: what it draws is put into the page that is open. The browser parses it as a document of
// its own, in which no script runs.

/** The page at an address. */
export function ask(method, address, body = null) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.responseType = 'document';
    if (body !== null) request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    request.addEventListener('load', () => done({ status: request.status, page: request.response ?? document.implementation.createHTMLDocument() }));
    request.addEventListener('error', () => failed(new Error('offline')));
    request.send(body);
  });
}

/** Sends a form as the browser would, asking for the thread alone; `problem` is what the server said was wrong. */
export async function askForm(form, submitter) {
  const fields = new URLSearchParams(new FormData(form, submitter));
  fields.set('part', '1');
  const { status, page } = await ask('POST', form.action, fields.toString());
  if (status < 400) return { page };
  const lines = [...page.querySelectorAll('[data-problems] li')].map((line) => line.textContent.trim());
  const title = page.querySelector('[data-problems] h2, h1')?.textContent.trim();
  return { page, problem: lines.length > 0 ? lines.join(' ') : title ?? String(status) };
}
