// Words selected in a text become the fields of the form: which text, from which code point to which.
// Browsers count UTF-16 units; we keep code points, so that an emoji counts once everywhere.

/** How many code points there are in a string. */
export const points = (text) => [...text].length;

/** The text of a node without the numbers we print into it. */
function wordsIn(fragment) {
  for (const aside of fragment.querySelectorAll("[data-aside]")) aside.remove();
  return fragment.textContent;
}

/** The stretch of `container` that `range` covers, in code points, and its words. */
export function stretch(container, range) {
  const before = document.createRange();
  before.selectNodeContents(container);
  before.setEnd(range.startContainer, range.startOffset);
  const start = points(wordsIn(before.cloneContents()));
  const quote = wordsIn(range.cloneContents());
  return { start, end: start + points(quote), quote };
}

function chosen() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const from = range.startContainer.parentElement?.closest("[data-text]");
  const to = range.endContainer.parentElement?.closest("[data-text]");
  return from && from === to ? { container: from, range } : null;
}

function fill(form, container, range) {
  const { start, end, quote } = stretch(container, range);
  if (!quote.trim()) return;
  form.elements.text.value = container.dataset.text;
  form.elements.start.value = start;
  form.elements.end.value = end;
  form.elements.quote.value = quote;
  const shown = form.querySelector("[data-chosen]");
  shown.hidden = false;
  shown.textContent = `“${quote.trim()}”`;
  shown.dir = "auto";
}

/** Offer to split at the cursor when it stands inside a statement. */
function atCursor() {
  const form = document.getElementById("cut-here");
  const selection = document.getSelection();
  if (!form || !selection?.rangeCount) return;
  const node = selection.getRangeAt(0).startContainer;
  const container = node.parentElement?.closest("[data-text]");
  if (!container) return;
  const inside = selection.isCollapsed && node.parentElement.closest("mark.statement");
  form.hidden = !inside;
  if (!inside) return;
  const before = document.createRange();
  before.selectNodeContents(container);
  before.setEnd(node, selection.getRangeAt(0).startOffset);
  const words = wordsIn(before.cloneContents());
  form.elements.text.value = container.dataset.text;
  form.elements.at.value = points(words);
  form.querySelector("[data-around]").textContent = `… ${words.split(/\s+/).slice(-4).join(" ")} ¦`;
}

document.addEventListener("change", (event) => {
  if (event.target.name !== "units") return;
  const form = document.getElementById("mark");
  for (const name of ["text", "start", "end", "quote"]) form.elements[name].value = "";
  form.querySelector("[data-chosen]").hidden = true;
});

document.addEventListener("selectionchange", () => {
  atCursor();
  const form = document.getElementById("mark");
  const found = chosen();
  if (form && found) fill(form, found.container, found.range);
});
