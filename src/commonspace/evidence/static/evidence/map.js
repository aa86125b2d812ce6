// The map by keyboard: one stop, then arrow keys go to the nearest mark in that direction; Enter opens it.
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function centre(link) {
  const box = link.querySelector("circle, path").getBBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** The nearest mark that lies more in the direction pressed than beside it. */
export function towards(here, [right, down], others) {
  let best = null;
  let least = Infinity;
  for (const other of others) {
    const [x, y] = centre(other);
    const [dx, dy] = [x - here[0], y - here[1]];
    const along = dx * right + dy * down;
    const beside = Math.abs(dx * down) + Math.abs(dy * right);
    if (along <= 0 || beside > along) continue;
    if (along + 2 * beside < least) [best, least] = [other, along + 2 * beside];
  }
  return best;
}

for (const map of document.querySelectorAll("[data-map]")) {
  const marks = [...map.querySelectorAll("a:not(.badge)")];
  const words = document.querySelector("[data-map-words]");
  for (const how of document.querySelectorAll("[data-map-how]")) how.hidden = false;
  if (marks.length) marks[0].setAttribute("tabindex", "0");
  map.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const from = event.target.closest("a");
    if (!step || !from) return;
    event.preventDefault();
    const next = towards(centre(from), step, marks.filter((one) => one !== from));
    if (!next) return;
    for (const mark of marks) mark.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
  const tell = (event) => {
    const link = event.target.closest("a");
    if (link && words) words.textContent = link.querySelector("title").textContent;
  };
  map.addEventListener("focusin", tell);
  map.addEventListener("pointerover", tell);
}
