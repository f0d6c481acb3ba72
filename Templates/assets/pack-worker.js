// Keeps the last packs readable without a connection, for a day. With one, the server is always asked: nothing old is shown
// while something new can be had. A page that leads to signing in empties the store (here, and in forget.js).
const store = 'understudy-packs';
const day = 24 * 60 * 60 * 1000;
const most = 5;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  const { keep, assets } = event.data ?? {};
  if (typeof keep !== 'string' || !keep.startsWith('/pack?')) return;
  event.waitUntil(take(keep, assets ?? []).then((isKept) => isKept && event.source?.postMessage({ kept: keep })));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate' && pathname === '/pack') event.respondWith(page(request));
  else if (pathname.startsWith('/assets/')) event.respondWith(asset(request));
});

async function take(address, assets) {
  const response = await fetch(address, { redirect: 'manual', headers: { Accept: 'text/html' } });
  if (!response.ok) return false;
  const cache = await caches.open(store);
  await put(cache, address, response);
  await cache.addAll(assets.slice(0, 60));
  return true;
}

async function put(cache, address, response) {
  const headers = new Headers(response.headers);
  // The bytes are unpacked by now.
  headers.delete('Content-Encoding');
  headers.delete('Content-Length');
  headers.set('X-Kept-At', String(Date.now()));
  await cache.delete(address);
  await cache.put(address, new Response(await response.blob(), { status: 200, headers }));
  const pages = (await cache.keys()).filter((request) => new URL(request.url).pathname === '/pack');
  for (const old of pages.slice(0, Math.max(0, pages.length - most))) await cache.delete(old);
}

async function page(request) {
  try {
    const response = await fetch(request);
    // On the way to signing in: whoever comes back may be somebody else.
    if (response.type === 'opaqueredirect' || response.redirected) await caches.delete(store);
    return response;
  } catch (error) {
    return (await newest(request)) ?? Promise.reject(error);
  }
}

/** The very pack, or the newest of those kept: something to read is better than nothing. */
async function newest(request) {
  const cache = await caches.open(store);
  const pages = (await cache.keys()).filter((kept) => new URL(kept.url).pathname === '/pack').reverse();
  for (const kept of [request, ...pages]) {
    const response = await cache.match(kept);
    if (!response) continue;
    if (Date.now() - Number(response.headers.get('X-Kept-At')) < day) return response;
    await cache.delete(kept);
  }
  return null;
}

async function asset(request) {
  try {
    return await fetch(request);
  } catch (error) {
    return (await caches.match(request)) ?? Promise.reject(error);
  }
}
