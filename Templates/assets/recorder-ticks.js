// A clock for the recorder. Pages that are not in front have their own clocks slowed down, workers have not: whoever records
// another window is not looking at this one.
let timer = null;
onmessage = (event) => {
  clearInterval(timer);
  if (event.data > 0) timer = setInterval(() => postMessage(null), event.data);
};
