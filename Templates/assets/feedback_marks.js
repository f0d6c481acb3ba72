// Where something is said, on the player's bar: single marks, or how much where there are many.

export function drawMarks(playback, text) {
  const place = playback?.root.querySelector('[data-feedback-marks]');
  if (!place) return;
  place.replaceChildren();
  for (const mark of (text ?? '').split(';').filter((part) => part !== '')) {
    const [start, width, depth] = mark.split(' ');
    const node = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    for (const [name, value] of Object.entries({ x: start, y: 0, width, height: 10, class: `m${depth}` })) {
      node.setAttribute(name, value);
    }
    place.append(node);
  }
}
