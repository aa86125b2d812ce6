// Lists of statements by keyboard: j and k go through them, single letters press what they name.
// Everything here presses buttons and links that stand on the page; without scripts they remain.

const FIELDS = "input:not([type=checkbox]), select, textarea, [contenteditable]";
let lastPlace = 0;
let lastId = "";

const notes = () => [...document.querySelectorAll("[data-note]")].filter((note) => note.offsetParent !== null);

function current() {
  return document.activeElement?.closest("[data-note]") ?? null;
}

function go(step) {
  const all = notes();
  if (!all.length) return;
  const here = all.indexOf(current());
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + step));
  show(all[next]);
}

function show(note) {
  note.focus({ preventScroll: true });
  note.scrollIntoView({ block: "nearest" });
  for (const mark of document.querySelectorAll("mark[aria-current]")) mark.removeAttribute("aria-current");
  const mark = document.getElementById(note.id.replace("note-", "at-"));
  if (mark) {
    mark.setAttribute("aria-current", "true");
    mark.scrollIntoView({ block: "nearest" });
  }
}

function remember(note) {
  lastPlace = Math.max(0, notes().indexOf(note));
  lastId = note?.id ?? "";
}

function press(key) {
  const here = document.getElementById("cut-here");
  if (key === "d" && here && !here.hidden && !current()) {
    here.querySelector("button").click();
    return true;
  }
  const place = current() ?? document.getElementById("mark");
  const target = place?.querySelector(`[data-key="${key}"]`);
  if (!target) return false;
  remember(current());
  target.click();
  if (target.matches("summary")) target.parentElement.querySelector("select, input[type=checkbox], button")?.focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(FIELDS)) return;
  if (document.querySelector("[data-keys-on]")?.checked === false) return;
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (!/^[a-z]$/.test(event.key) || !press(event.key)) return;
  event.preventDefault();
});

function awake() {
  for (const element of document.querySelectorAll("[data-keys], [data-how], [data-tick-all]")) element.hidden = false;
  for (const form of document.querySelectorAll("form[data-swap]:not([hx-boost])")) {
    for (const [name, value] of Object.entries({
      "hx-boost": "true", "hx-target": "#main", "hx-select": "#main", "hx-swap": "outerHTML show:none", "hx-push-url": "false",
    })) form.setAttribute(name, value);
    window.htmx?.process(form);
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-tick-all]")) {
    const boxes = [...document.querySelectorAll('input[type=checkbox][form="chosen"]')];
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
  }
  const note = event.target.closest("[data-note]");
  if (note) remember(note);
});

// A refusal is a page too: show it instead of nothing.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// After a decision the next one waits: the one after it, or the one that took its place.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.requestConfig?.verb !== "post") return;
  awake();
  const all = notes();
  const stayed = all.findIndex((note) => note.id === lastId);
  if (all.length) show(all[Math.min(stayed < 0 ? lastPlace : stayed + 1, all.length - 1)]);
});

awake();
