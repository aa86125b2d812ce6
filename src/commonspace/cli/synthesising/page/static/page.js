"use strict";
// Filters the list of statements, reads the map aloud. Everything is on the page without it.
(() => {
  const PAGE = 60;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  const bare = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  all(".scripted").forEach((part) => { part.hidden = false; });

  // The list
  const form = document.querySelector(".filters");
  const found = one("found");
  const more = one("more");
  const shelves = all(".shelf");
  const lines = shelves.flatMap((shelf) => {
    const themes = shelf.dataset.themes.split(" ");
    return all("li", shelf).map((line) => ({ line, shelf, themes, words: null }));
  });
  let limit = PAGE;

  const wanted = () => ({
    words: bare(one("words").value).split(/\s+/).filter(Boolean),
    theme: one("theme").value,
    codes: all("[data-code]", form).filter((by) => by.value).map((by) => [by.dataset.code, by.value]),
  });

  const fits = (entry, want) => {
    if (want.theme && !entry.themes.includes(want.theme)) return false;
    for (const [code, value] of want.codes) {
      if (!(entry.line.dataset[code] || "").split(" ").includes(value)) return false;
    }
    if (!want.words.length) return true;
    entry.words ??= bare(entry.line.textContent);
    return want.words.every((word) => entry.words.includes(word));
  };

  const show = () => {
    const want = wanted();
    const filled = new Set();
    let count = 0;
    for (const entry of lines) {
      const fit = fits(entry, want);
      count += fit;
      const shown = fit && count <= limit;
      entry.line.hidden = !shown;
      if (shown) filled.add(entry.shelf);
    }
    shelves.forEach((shelf) => { shelf.hidden = !filled.has(shelf); });
    const told = count === 1 ? found.dataset.one : found.dataset.many;
    found.textContent = count ? told.replace("%n", count.toLocaleString(document.documentElement.lang)) : found.dataset.none;
    more.hidden = count <= limit;
  };

  const start = () => { limit = PAGE; show(); };
  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(start, 120); };

  form.addEventListener("input", soon);
  form.addEventListener("reset", () => setTimeout(start));
  form.addEventListener("submit", (event) => { event.preventDefault(); start(); });
  more.addEventListener("click", () => {
    const first = lines.find((entry) => entry.line.hidden && fits(entry, wanted()));
    limit += PAGE * 4;
    show();
    if (first) { first.line.tabIndex = -1; first.line.focus({ preventScroll: true }); }
  });

  const choose = (theme, code = "", value = "") => {
    form.reset();
    one("theme").value = theme;
    const by = code && one(`by-${code}`);
    if (by) by.value = value;
    start();
  };

  const reveal = (line) => {
    if (line.hidden) {
      form.reset();
      limit = lines.findIndex((entry) => entry.line === line) + PAGE;
      show();
    }
    line.scrollIntoView({ block: "center" });
    line.tabIndex = -1;
    line.focus({ preventScroll: true });
  };

  // Addresses inside the page
  const arrive = () => {
    const target = one(decodeURIComponent(location.hash.slice(1)));
    if (!target) {
      const theme = location.hash.match(/^#list-(.+)/);
      if (theme) { choose(theme[1]); one("statements").scrollIntoView(); }
      return;
    }
    if (target.matches(".shelf li")) { setTimeout(() => reveal(target)); return; }
    if (target.matches(".shelf")) {
      const theme = target.id.startsWith("list-") ? target.id.slice(5) : "";
      choose(theme);
      if (!theme) { limit = lines.length; show(); }
      setTimeout(() => (theme ? one("statements") : target).scrollIntoView());
      return;
    }
    for (let part = target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", arrive);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-choose]");
    if (link) choose("", link.dataset.choose, link.dataset.value);
    const again = event.target.closest('a[href^="#"]');
    if (again && again.hash === location.hash) arrive();
    const every = event.target.closest("[data-all]");
    if (every) all("details", every.closest("section")).forEach((part) => { part.open = Boolean(every.dataset.all); });
  });

  // The map
  const reading = one("map-reading");
  const radius = 18;
  const read = (map, mark) => {
    all(".chosen", map).forEach((each) => each.classList.remove("chosen"));
    if (!mark) { reading.hidden = true; return; }
    mark.classList.add("chosen");
    const line = one(`s${Number(mark.dataset.s) + 1}`);
    reading.replaceChildren(...all("q, small", line).map((part) => part.cloneNode(true)));
    map.closest("figure").append(reading);
    reading.hidden = false;
  };
  const place = (mark) => mark.place ??= (({ x, y, width, height }) => [x + width / 2, y + height / 2])(mark.getBBox());
  const nearest = (marks, x, y, reach) => {
    let best = null;
    let least = reach * reach;
    for (const mark of marks) {
      const [cx, cy] = place(mark);
      const far = (cx - x) ** 2 + (cy - y) ** 2;
      if (far <= least) { best = mark; least = far; }
    }
    return best;
  };
  const beyond = (marks, from, [dx, dy]) => {
    const [x, y] = place(from);
    let best = null;
    let least = Infinity;
    for (const mark of marks) {
      const [cx, cy] = place(mark);
      const along = (cx - x) * dx + (cy - y) * dy;
      const aside = Math.abs((cx - x) * dy) + Math.abs((cy - y) * dx);
      if (mark !== from && along > 0 && along + 2 * aside < least) { best = mark; least = along + 2 * aside; }
    }
    return best;
  };
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  all(".map").forEach((map) => {
    const marks = all("[data-s]", map);
    let now = null;
    const at = (event) => {
      const frame = map.getBoundingClientRect();
      const scale = map.viewBox.baseVal.width / frame.width;
      return nearest(marks, (event.clientX - frame.left) * scale, (event.clientY - frame.top) * scale, radius);
    };
    map.tabIndex = 0;
    map.addEventListener("pointermove", (event) => {
      const mark = at(event);
      if (mark && mark !== now) { now = mark; read(map, mark); }
    });
    map.addEventListener("click", (event) => {
      const mark = at(event);
      if (!mark) return;
      if (mark === now && event.pointerType !== "touch") location.hash = `s${Number(mark.dataset.s) + 1}`;
      now = mark;
      read(map, mark);
    });
    map.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { now = null; read(map, null); }
      if (event.key === "Enter" && now) location.hash = `s${Number(now.dataset.s) + 1}`;
      if (!STEPS[event.key]) return;
      event.preventDefault();
      now = now ? beyond(marks, now, STEPS[event.key]) || now : marks[0];
      read(map, now);
    });
    const key = map.closest("figure").querySelector(".key");
    const light = (theme) => {
      map.classList.toggle("lit", Boolean(theme));
      all("g", map).forEach((part) => part.classList.toggle("bright", part.dataset.theme === theme));
    };
    all("[data-cloud]", key).forEach((link) => {
      for (const name of ["mouseenter", "focus"]) link.addEventListener(name, () => light(link.dataset.cloud));
      for (const name of ["mouseleave", "blur"]) link.addEventListener(name, () => light(""));
    });
  });

  // Where one is, and paper
  const parts = all(".parts a");
  const watch = new IntersectionObserver((seen) => {
    const top = seen.filter((each) => each.isIntersecting).pop();
    if (!top) return;
    parts.forEach((link) => {
      if (link.hash === `#${top.target.id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }, { rootMargin: "-20% 0px -75%" });
  all("main > section").forEach((part) => watch.observe(part));
  window.addEventListener("beforeprint", () => all(".card details, .tray details, .plot, #kinds details").forEach((part) => { part.open = true; }));

  start();
  if (location.hash) arrive();
})();
