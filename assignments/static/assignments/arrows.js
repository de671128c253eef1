/* Where many links stand together (data-arrows), Left and Right go to the one before and after, Up and
   Down to the nearest above and below. Tab goes through them as everywhere. */

const STOPS = "a[href], button, [type=checkbox]";

document.addEventListener("keydown", (event) => {
  if (!/^Arrow/.test(event.key) || event.altKey || event.ctrlKey || event.shiftKey) {
    return;
  }
  const field = event.target.closest("[data-arrows]");
  if (!field || !event.target.matches(STOPS)) {
    return;
  }
  const stops = [...field.querySelectorAll(STOPS)].filter((stop) => stop.offsetWidth);
  const step = /Up|Left/.test(event.key) ? -1 : 1;
  const next = /Up|Down/.test(event.key)
    ? nearest(event.target, step, stops)
    : stops[stops.indexOf(event.target) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});

/* The stop above (step -1) or below (1) that is nearest. What stands aside counts ten times as far as
   what stands above; within 8 pixels it is on the same line. */
function nearest(from, step, stops) {
  const here = from.getBoundingClientRect();
  let best = null;
  let least = Infinity;
  stops.forEach((stop) => {
    const there = stop.getBoundingClientRect();
    const along = step * (there.top + there.bottom - here.top - here.bottom) / 2;
    const aside = Math.max(0, there.left - here.right, here.left - there.right);
    const distance = along + 10 * aside;
    if (along > 8 && distance < least) {
      best = stop;
      least = distance;
    }
  });
  return best;
}
