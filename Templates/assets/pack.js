// The pack plays inline, prints, and stays readable without a connection. Without this script all but that works.
import { playInline } from './inline.js';

const root = document.querySelector('[data-pack]');
if (root) start(root);

function start(root) {
  for (const button of root.querySelectorAll('[data-play], [data-print]')) button.hidden = false;
  root.querySelector('[data-print]')?.addEventListener('click', () => print());
  root.addEventListener('click', (event) => {
    const handle = event.target.closest('[data-play], .result-picture:not(:has(video))');
    const row = handle?.closest('[data-result]');
    if (row?.dataset.media) playInline(row);
  });
  if (!root.dataset.address) return;
  // This very pack from now on: what was watched meanwhile would choose others.
  history.replaceState(null, '', root.dataset.address);
  keep(root);
}

async function keep(root) {
  if (!navigator.serviceWorker) return;
  try {
    const policy = globalThis.trustedTypes?.createPolicy('pack-worker', { createScriptURL: (address) => address });
    const address = '/pack/worker.js';
    await navigator.serviceWorker.register(policy ? policy.createScriptURL(address) : address, { scope: '/pack' });
    const { active } = await navigator.serviceWorker.ready;
    navigator.serviceWorker.addEventListener('message', (event) => {
      const place = root.querySelector('[data-kept]');
      if (event.data?.kept === root.dataset.address && place) place.hidden = false;
    });
    const assets = performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => new URL(name).pathname.startsWith('/assets/'));
    active.postMessage({ keep: root.dataset.address, assets: [...new Set(assets)] });
  } catch {
    // Packs are read with a connection, then, as every other page.
  }
}
