// Shows the deadline on the reader's own clock, where it differs from the call's.
for (const line of document.querySelectorAll("[data-local-time]")) {
  const written = line.dataset.localTime;
  const at = new Date(written);
  const offset = written.match(/([+-])(\d\d):(\d\d)$/);
  const minutes = offset ? (offset[1] + "1") * (offset[2] * 60 + +offset[3]) : 0;
  if (Number.isNaN(at.getTime()) || -at.getTimezoneOffset() === minutes) continue;
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "full",
    timeStyle: "short",
  });
  const time = line.querySelector("time");
  time.dateTime = at.toISOString();
  time.textContent = clock.format(at);
  line.hidden = false;
}
