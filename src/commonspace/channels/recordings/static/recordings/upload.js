// Sends a recording in pieces while it is made, and goes on where a broken line left off
// (tus 1.0). What has not arrived stays on this device, in IndexedDB if there is room.

const CHUNK = 512 * 1024;
const WAITS = [1, 2, 4, 8, 15];
const DATABASE = "commonspace-recordings";

function opened() {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("recordings", { keyPath: "id" });
        request.result.createObjectStore("pieces", { keyPath: ["id", "start"] });
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
    } catch {
      resolve(null); // switched off: pieces are kept in the page alone
    }
  });
}

const database = opened();

async function inStore(name, mode, work) {
  const base = await database;
  if (!base) return null;
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(name, mode);
    const request = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

const pieces = (id) => IDBKeyRange.bound([id, 0], [id, Infinity]);

export async function keptFor(call) {
  const all = (await inStore("recordings", "readonly", (store) => store.getAll())) ?? [];
  const mine = all.filter((row) => row.call === call && row.keeps);
  return Promise.all(
    mine.map(async (row) => {
      const rows = await inStore("pieces", "readonly", (store) => store.getAll(pieces(row.id)));
      return { ...row, parts: rows.map((one) => one.blob) };
    }),
  );
}

export async function forgetAll(call) {
  const all = (await inStore("recordings", "readonly", (store) => store.getAll())) ?? [];
  await Promise.all(all.filter((row) => row.call === call).map((row) => forget(row.id)));
}

async function forget(id) {
  await inStore("pieces", "readwrite", (store) => store.delete(pieces(id)));
  await inStore("recordings", "readwrite", (store) => store.delete(id));
}

async function checksum(bytes) {
  if (!globalThis.crypto?.subtle) return {}; // only on secure pages
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return { "Upload-Checksum": `sha256 ${btoa(String.fromCharCode(...digest))}` };
}

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

export class Upload extends EventTarget {
  // `keeps` says whether the bytes are kept on this device: files a person chose are there anyway.
  constructor(url, { id, call, name, type, parts = [], location = "", keeps = true, seconds = 0 }) {
    super();
    Object.assign(this, { url, id, call, name, type, location, keeps, seconds });
    this.parts = parts;
    this.length = parts.reduce((sum, part) => sum + part.size, 0);
    this.arrived = 0;
    this.isClosed = false;
    this.isDone = false;
    this.isBroken = false;
    this.isGone = false;
    addEventListener("online", () => this.wake?.());
  }

  get key() {
    return this.location.split("/").filter(Boolean).pop() ?? "";
  }

  get blob() {
    return new Blob(this.parts, { type: this.type });
  }

  async remember() {
    const { id, call, name, type, location, keeps, seconds } = this;
    const row = { id, call, name, type, location, keeps, seconds };
    await inStore("recordings", "readwrite", (store) => store.put(row));
  }

  async known() {
    return inStore("recordings", "readonly", (store) => store.get(this.id));
  }

  // Returns whether the piece is safe on this device.
  async add(blob) {
    const start = this.length;
    this.parts.push(blob);
    this.length += blob.size;
    this.run();
    if (!this.keeps) return true;
    try {
      const piece = { id: this.id, start, blob };
      await inStore("pieces", "readwrite", (store) => store.put(piece));
      await this.remember();
      return (await database) !== null;
    } catch {
      return false; // no room: the page still holds it
    }
  }

  close() {
    this.isClosed = true;
    return this.run();
  }

  async remove() {
    this.isGone = true;
    await forget(this.id).catch(() => {});
    if (this.location) this.ask("DELETE").catch(() => {});
  }

  ask(method, headers = {}, body = undefined, url = this.location) {
    return fetch(url, { method, body, headers: { "Tus-Resumable": "1.0.0", ...headers } });
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }

  async run() {
    if (this.isRunning) return;
    this.isRunning = true;
    let turn = 0;
    try {
      while (!this.isGone && this.hasWork()) {
        try {
          await this.step();
          this.isBroken = false;
          turn = 0;
        } catch {
          this.isBroken = true;
          this.mustAsk = true;
          this.tell();
          await this.pause(WAITS[Math.min(turn++, WAITS.length - 1)]);
        }
        this.tell();
      }
    } finally {
      this.isRunning = false;
    }
  }

  hasWork() {
    return this.arrived < this.length || (this.isClosed && !this.isDone);
  }

  pause(seconds) {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, seconds * 1000);
    });
  }

  async step() {
    if (!this.location) await this.create();
    else if (this.mustAsk) await this.askHowFar();
    else await this.sendPiece();
  }

  async create() {
    const headers = { "Upload-Defer-Length": "1", "Upload-Metadata": `filename ${base64(this.name)}` };
    const answer = await this.ask("POST", headers, undefined, this.url);
    if (answer.status !== 201) throw new Error(answer.status);
    this.location = answer.headers.get("Location");
    this.arrived = 0;
    await this.remember().catch(() => {});
  }

  async askHowFar() {
    const answer = await this.ask("HEAD");
    if (answer.status === 404) {
      this.location = ""; // forgotten there: all of it goes once more
    } else if (!answer.ok) {
      throw new Error(answer.status);
    } else {
      this.arrived = Number(answer.headers.get("Upload-Offset"));
    }
    this.mustAsk = false;
  }

  async sendPiece() {
    const isClosed = this.isClosed;
    const end = Math.min(this.arrived + CHUNK, this.length);
    const bytes = await this.blob.slice(this.arrived, end).arrayBuffer();
    const headers = {
      "Content-Type": "application/offset+octet-stream",
      "Upload-Offset": String(this.arrived),
      ...(bytes.byteLength ? await checksum(bytes) : {}),
      ...(isClosed ? { "Upload-Length": String(this.length) } : {}),
    };
    const answer = await this.ask("PATCH", headers, bytes);
    if (answer.status !== 204) throw new Error(answer.status);
    this.arrived = Number(answer.headers.get("Upload-Offset"));
    this.isDone = isClosed && this.arrived === this.length;
  }
}
