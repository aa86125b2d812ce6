// Keys for whoever types a sheet: the next place to look at, and taking it in. The page works without.

const form = document.querySelector("[data-sheet]");

function next() {
  const places = [...form.querySelectorAll(".is-doubtful")];
  const at = places.findIndex((place) => place.contains(document.activeElement));
  const place = places[(at + 1) % places.length];
  if (!place) return;
  place.scrollIntoView({ block: "center" });
  place.querySelector("textarea, input:checked, input, select")?.focus({ preventScroll: true });
}

if (form) {
  document.querySelector("[data-keys]").hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.altKey && event.code === "KeyJ") {
      event.preventDefault();
      next();
    } else if (event.ctrlKey && event.key === "Enter") {
      event.preventDefault();
      form.querySelector('button[value="take"]').click();
    }
  });
}
