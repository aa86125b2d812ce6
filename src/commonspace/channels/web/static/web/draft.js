// Keeps what somebody writes on their own device until it is sent. The page works without it.
// Only the answers are kept: never a name, an address or a choice of terms.

const KEPT_FOR = 30 * 24 * 3600 * 1000;
const PAUSE = 600;
const PREFIX = "commonspace:";

const time = (at) =>
  new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(at);

function read(name) {
  try {
    const draft = JSON.parse(localStorage.getItem(PREFIX + name));
    return draft && Date.now() - draft.at < KEPT_FOR ? draft : null;
  } catch {
    return null;
  }
}

function write(name, words) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify({ at: Date.now(), words }));
    return true;
  } catch {
    return false; // storage is off or full: the page says nothing it cannot keep
  }
}

function forget(name) {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // nothing was kept
  }
}

function keepDraft(form) {
  const name = form.dataset.draft;
  const state = form.querySelector("[data-draft-state]");
  const fields = [...form.querySelectorAll("textarea")];
  let waiting;

  const say = (sentence) => {
    state.textContent = sentence;
  };
  const offerToForget = () => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = state.dataset.forget;
    button.addEventListener("click", () => {
      clearTimeout(waiting);
      forget(name);
      say(state.dataset.forgotten);
    });
    state.append(" ", button);
  };
  const save = () => {
    const words = Object.fromEntries(
      fields.filter((field) => field.value).map((field) => [field.name, field.value]),
    );
    if (write(name, words)) {
      say(state.dataset.saved.replace("{time}", time(new Date())));
      offerToForget();
    }
  };

  const draft = read(name);
  const empty = fields.filter((field) => !field.value);
  if (draft && empty.length === fields.length) {
    for (const field of fields) field.value = draft.words[field.name] ?? "";
    if (fields.some((field) => field.value)) {
      say(state.dataset.restored.replace("{time}", time(new Date(draft.at))));
      offerToForget();
    }
  }
  form.addEventListener("input", (event) => {
    if (!fields.includes(event.target)) return;
    const place = event.target.closest(".field");
    if (state.parentElement !== place) place.append(state);
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
  });
}

for (const form of document.querySelectorAll("form[data-draft]")) keepDraft(form);
for (const done of document.querySelectorAll("[data-draft-done]")) forget(done.dataset.draftDone);
