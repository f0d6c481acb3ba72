// A small bar at the thumb, while the player itself is scrolled out of sight.
import { clock, setIcon } from './dom.js';
import { inWords } from './words.js';

export function startDock({ root, media, toggle, onPlace }, chapters) {
  const dock = document.querySelector('[data-dock]');
  if (!dock) return;
  const find = (name) => dock.querySelector(`[data-dock-${name}]`);
  const [toggleButton, time, title] = ['toggle', 'time', 'title'].map(find);

  toggleButton.addEventListener('click', toggle);
  find('back').addEventListener('click', () => {
    root.scrollIntoView({ block: 'center' });
    root.querySelector('[data-toggle]').focus({ preventScroll: true });
  });
  for (const [name, label, icon] of [['play', inWords('pause'), 'pause'], ['pause', inWords('play'), 'play']]) {
    media.addEventListener(name, () => {
      toggleButton.setAttribute('aria-label', label);
      setIcon(toggleButton, icon);
    });
  }
  onPlace((milliseconds) => {
    const words = clock(milliseconds);
    if (dock.hidden || time.textContent === words) return;
    time.textContent = words;
    title.textContent = chapters.at(milliseconds)?.title ?? inWords('back_to_player');
  });
  // Only once it has been played: before that there is nothing to hold on to.
  new IntersectionObserver(([entry]) => {
    dock.hidden = entry.isIntersecting || media.played.length === 0;
  }).observe(root.querySelector('.player-controls'));
}
