// Records voice or video on the answer page. Without this script the page takes files as ever.

import { Upload, forgetAll, keptFor } from "./upload.js";

const SLICE = 2000;
const KINDS = {
  voice: ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"],
  video: ["video/webm;codecs=vp8,opus", "video/mp4"],
};
const ENDINGS = { "audio/webm": "webm", "video/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a", "video/mp4": "mp4" };

const RECORDED = /^\d{4}-\d\d-\d\d \d\d:\d\d\.\w+$/;

// A recording made here is named after its moment, on the clock of whoever made it.
function nameOf(upload) {
  const at = new Date(Number.parseInt(upload.id, 10));
  if (!RECORDED.test(upload.name) || Number.isNaN(at.getTime())) return upload.name;
  return at.toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
}

function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

class Level {
  constructor(stream, meter) {
    this.context = new AudioContext();
    this.analyser = this.context.createAnalyser();
    this.context.createMediaStreamSource(stream).connect(this.analyser);
    this.samples = new Float32Array(this.analyser.fftSize);
    this.timer = setInterval(() => {
      this.analyser.getFloatTimeDomainData(this.samples);
      meter.value = Math.min(1, 2 * Math.max(...this.samples.map(Math.abs)));
    }, 100);
  }

  end() {
    clearInterval(this.timer);
    this.context.close();
  }
}

class Page {
  constructor(form) {
    this.form = form;
    this.call = form.dataset.recordings;
    this.root = form.querySelector("[data-recorder]");
    this.list = form.querySelector("[data-list]");
    this.item = form.querySelector("[data-item]");
    this.uploads = [];
    this.form.addEventListener("submit", (event) => this.send(event));
    this.form.querySelector("input[name=file]").addEventListener("change", (event) => this.choose(event));
    if (globalThis.MediaRecorder && navigator.mediaDevices) this.offer();
    this.restore();
    addEventListener("beforeunload", (event) => {
      if (this.recorder || (!this.isSending && this.uploads.some((one) => !one.isDone))) event.preventDefault();
    });
  }

  find(name) {
    return this.root.querySelector(`[data-${name}]`);
  }

  button(name) {
    return this.root.querySelector(`[data-do=${name}]`);
  }

  tell(name) {
    this.find("told").textContent = name ? this.root.dataset[name] : "";
  }

  offer() {
    this.root.hidden = false;
    this.form.querySelector("[data-plain]").hidden = true;
    for (const kind of Object.keys(KINDS)) {
      this.button(kind).addEventListener("click", () => this.start(kind));
    }
    this.button("pause").addEventListener("click", () => this.recorder.pause());
    this.button("resume").addEventListener("click", () => this.recorder.resume());
    this.button("stop").addEventListener("click", () => this.recorder.stop());
  }

  async restore() {
    const kept = await keptFor(this.call).catch(() => []);
    for (const row of kept) {
      const upload = new Upload(this.form.dataset.uploads, row);
      upload.mustAsk = Boolean(row.location);
      this.show(upload);
      upload.close();
    }
    if (kept.length) this.tell("stays");
  }

  async start(kind) {
    this.tell("");
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: kind === "video" });
    } catch {
      this.tell("noDevice");
      return;
    }
    const mimeType = KINDS[kind].find((type) => MediaRecorder.isTypeSupported(type));
    this.recorder = new MediaRecorder(this.stream, {
      mimeType, audioBitsPerSecond: 48_000, videoBitsPerSecond: 600_000,
    });
    const type = this.recorder.mimeType.split(";")[0];
    const at = new Date();
    this.upload = new Upload(this.form.dataset.uploads, {
      id: `${at.getTime()}-${Math.random()}`, call: this.call, type,
      name: `${at.toISOString().slice(0, 16).replace("T", " ")}.${ENDINGS[type] ?? "webm"}`,
    });
    this.seconds = 0;
    this.recorder.addEventListener("dataavailable", (event) => this.keep(event.data));
    for (const name of ["start", "pause", "resume", "stop"]) {
      this.recorder.addEventListener(name, () => this.turn(name));
    }
    this.upload.addEventListener("change", this.onLine = () => this.tell(this.upload?.isBroken ? "waits" : ""));
    this.view(kind === "video");
    this.level = new Level(this.stream, this.find("level"));
    this.recorder.start(SLICE);
    this.awake = await navigator.wakeLock?.request("screen").catch(() => null);
  }

  view(isVideo) {
    const view = this.find("view");
    view.hidden = !isVideo;
    view.srcObject = isVideo ? this.stream : null;
    if (isVideo) view.play();
  }

  async keep(data) {
    const upload = this.upload;
    upload.seconds = this.seconds;
    if (data.size && !(await upload.add(data))) this.tell("full");
  }

  turn(what) {
    const isOn = what === "start" || what === "resume";
    clearInterval(this.ticking);
    if (isOn) this.ticking = setInterval(() => this.tick(), 1000);
    const state = this.find("state");
    state.textContent = what === "stop" ? "" : isOn ? state.dataset.recording : state.dataset.paused;
    this.root.classList.toggle("is-recording", isOn);
    for (const kind of Object.keys(KINDS)) this.button(kind).hidden = what !== "stop";
    this.button("pause").hidden = !isOn;
    this.button("resume").hidden = what !== "pause";
    this.button("stop").hidden = what === "stop";
    this.find("level-label").hidden = what === "stop";
    const next = { start: "stop", resume: "stop", pause: "resume", stop: "voice" }[what];
    this.button(next).focus();
    if (what === "stop") this.stopped();
  }

  tick() {
    this.seconds += 1;
    this.find("clock").textContent = clock(this.seconds);
  }

  stopped() {
    const upload = this.upload;
    upload.removeEventListener("change", this.onLine);
    this.stream.getTracks().forEach((track) => track.stop());
    this.view(false);
    this.level.end();
    this.awake?.release();
    this.recorder = this.upload = null;
    this.find("clock").textContent = clock(0);
    this.show(upload);
    upload.close();
  }

  async choose(event) {
    const [file] = event.target.files;
    if (!file) return;
    const upload = new Upload(this.form.dataset.uploads, {
      id: `${file.name}-${file.size}-${file.lastModified}`, call: this.call,
      name: file.name, type: file.type, parts: [file], keeps: false,
    });
    const before = await upload.known().catch(() => null);
    if (before?.location) {
      upload.location = before.location;
      upload.mustAsk = true; // some of it may have arrived before the page was closed
    }
    event.target.value = "";
    this.show(upload);
    upload.close();
  }

  show(upload) {
    const row = this.item.content.firstElementChild.cloneNode(true);
    const part = (name) => row.querySelector(`[data-${name}]`);
    part("name").textContent = nameOf(upload);
    part("length").textContent = upload.seconds ? clock(upload.seconds) : "";
    const sound = part("sound");
    sound.classList.toggle("is-voice", !upload.type.startsWith("video/"));
    const address = URL.createObjectURL(upload.blob);
    sound.src = address;
    upload.addEventListener("change", () => this.progress(upload, part));
    row.querySelector("[data-do=delete]").addEventListener("click", () => {
      URL.revokeObjectURL(address);
      this.uploads = this.uploads.filter((one) => one !== upload);
      upload.remove();
      row.remove();
      this.fill();
    });
    this.uploads.push(upload);
    this.list.append(row);
    this.progress(upload, part);
  }

  progress(upload, part) {
    const share = upload.length ? upload.arrived / upload.length : 0;
    part("progress").value = share;
    part("progress").hidden = upload.isDone;
    const words = part("arrived");
    words.textContent = upload.isDone
      ? words.dataset.whole
      : words.dataset.partly.replace("{part}", Math.floor(share * 100));
    if (this.root && !this.recorder) this.tell(upload.isBroken ? "waits" : "");
    this.fill();
    if (this.isWaiting && this.uploads.every((one) => one.isDone)) this.form.requestSubmit();
  }

  fill() {
    this.form.elements.uploads.value = this.uploads.filter((one) => one.key).map((one) => one.key).join(",");
  }

  send(event) {
    this.fill();
    if (this.recorder || this.uploads.some((one) => !one.isDone)) {
      event.preventDefault();
      this.isWaiting = true;
      if (this.recorder) this.recorder.stop();
      const told = this.form.querySelector("[data-sending]");
      told.textContent = told.dataset.wait;
      return;
    }
    this.isSending = true;
  }
}

const form = document.querySelector("[data-recordings]");
if (form) new Page(form);
const done = document.querySelector("[data-recordings-done]");
if (done) forgetAll(done.dataset.recordingsDone).catch(() => {});
