// The recording becomes ready while its details are filled in: nothing is taken out of anyone's hands, the page offers itself anew.

export function startReady(form, { saver }) {
  // A page nobody has touched yet is drawn again by itself; from the first touch on it belongs to whoever works on it.
  for (const touch of ['pointerdown', 'focusin', 'input']) {
    form.addEventListener(touch, () => { form.dataset.changed = 'yes'; }, { once: true });
  }
  if (!saver.isClean) form.dataset.changed = 'yes';
  document.querySelector('[data-live-show]')?.addEventListener('click', async (event) => {
    event.preventDefault();
    await saver.flush();
    location.reload();
  });
}
