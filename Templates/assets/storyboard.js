// The picture of any place: cut out of the storyboard, which is fetched when somebody first looks for a place.

/** `prepare()` fetches, `draw(milliseconds)` paints the canvas; both do nothing for sound. */
export function startStoryboard({ storyboard, storyboardLayout }, canvas, duration) {
  if (!storyboard || !canvas) return { prepare() {}, draw() {} };
  const [interval, columns, rows, width, height] = storyboardLayout.split(',').map(Number);
  const count = Math.max(1, Math.min(columns * rows, Math.ceil(duration / interval)));
  const context = canvas.getContext('2d');
  let picture = null;
  let wanted = 0;

  function prepare() {
    if (picture) return;
    picture = new Image();
    picture.addEventListener('load', () => draw(wanted));
    // Without a picture the time and the title are still there.
    picture.addEventListener('error', () => { canvas.hidden = true; });
    picture.src = storyboard;
  }

  function draw(milliseconds) {
    prepare();
    wanted = milliseconds;
    if (!picture.complete || picture.naturalWidth === 0) return;
    // Each small picture is of the very moment it stands for: the nearest one is at most half a step off.
    const tile = Math.min(count - 1, Math.round(milliseconds / interval));
    canvas.dataset.tile = String(tile);
    context.drawImage(
      picture, (tile % columns) * width, Math.floor(tile / columns) * height, width, height,
      0, 0, canvas.width, canvas.height);
  }
  return { prepare, draw };
}
