// Keys for whoever writes down a recording, and keeping what is written. The page works without it.

const BACK = 3;
const PAUSE = 1500;

function clock(seconds) {
  const whole = Math.floor(seconds);
  const [hour, minute, second] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hour ? `${hour}:${two(minute)}:${two(second)}` : `${minute}:${two(second)}`;
}

function keys(form, player, area) {
  const at = (second) => {
    player.currentTime = Math.max(0, second);
  };
  const does = {
    toggle: () => (player.paused ? player.play() : player.pause()),
    back: () => at(player.currentTime - BACK),
    code: () => {
      area.focus();
      const start = area.selectionStart;
      const isNewLine = start > 0 && area.value[start - 1] !== "\n";
      area.setRangeText(`${isNewLine ? "\n" : ""}[${clock(player.currentTime)}] `, start, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
  };
  form.addEventListener("keydown", (event) => {
    const key = event.code;
    const name = key === "Escape" ? "toggle" : event.altKey && { KeyJ: "back", KeyT: "code" }[key];
    if (!name) return;
    event.preventDefault();
    does[name]();
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do], [data-at]");
    if (button?.dataset.at) {
      at(Number(button.dataset.at));
      player.play();
    } else if (button) does[button.dataset.do]?.();
  });
  const speed = form.querySelector("[data-speed]");
  speed?.addEventListener("change", () => {
    player.playbackRate = Number(speed.value);
  });
  form.querySelector("[data-tools]")?.removeAttribute("hidden");
}

function autosave(form, area) {
  const told = form.querySelector("[data-told]");
  let timer = 0;
  let isBusy = false;
  const keep = async () => {
    if (isBusy) return later();
    isBusy = true;
    const body = new FormData(form);
    body.set("do", "keep");
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      const said = await answer.json();
      if (answer.ok) form.elements.version.value = said.version;
      const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format();
      told.textContent = answer.ok ? form.dataset.saved.replace("{time}", time) : said.message;
    } catch {
      told.textContent = form.dataset.notSaved;
      later(10 * PAUSE);
    } finally {
      isBusy = false;
    }
  };
  const later = (wait = PAUSE) => {
    clearTimeout(timer);
    timer = setTimeout(keep, wait);
  };
  area.addEventListener("input", () => later());
  form.addEventListener("submit", () => clearTimeout(timer));
}

const form = document.querySelector("[data-editor]");
const area = form?.querySelector("textarea");
const player = document.querySelector("[data-player]");
if (area && player) keys(form, player, area);
if (area && form.dataset.autosave !== undefined) autosave(form, area);
