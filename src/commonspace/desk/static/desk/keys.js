// The desk by keyboard: j and k go on and back, single letters press what they name.
// Everything here follows links and presses buttons that stand on the page; without scripts they remain.

const FIELDS = "input:not([type=checkbox]), select, textarea, [contenteditable]";

const lines = () => [...document.querySelectorAll(".rows tbody th a, [data-line]")];

function go(step) {
  const way = document.querySelector(step > 0 ? "[data-way=next]" : "[data-way=previous]");
  if (way) {
    way.click();
    return;
  }
  const all = lines();
  if (!all.length) return;
  const here = all.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + step));
  all[next].focus();
}

function press(key) {
  const target = document.querySelector(`[data-key="${key}"]`);
  if (!target) return false;
  target.click();
  if (target.matches("summary")) target.parentElement.querySelector("textarea, input:not([type=hidden])")?.focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(FIELDS)) return;
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (!/^[a-z]$/.test(event.key) || !press(event.key)) return;
  event.preventDefault();
});

for (const element of document.querySelectorAll("[data-keys]")) element.hidden = false;

// An open menu closes with Escape, or when one goes on elsewhere; its button has the focus again.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(".menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
