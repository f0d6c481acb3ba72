// Whoever signs in next may be somebody else: what was kept on this device for reading without a connection goes.
if (globalThis.caches) caches.delete('understudy-packs').catch(() => {});
