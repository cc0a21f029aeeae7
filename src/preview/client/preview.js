// Keeps an open page the newest one, and says what is wrong with it.
//
// The server tells the whole state, never an event: what the page shows, where
// its styles are, what is wrong. Whatever was missed in between does not matter.

const script = document.querySelector("script[data-preview]");
const own = new URL(".", script.src);
const version = new URL(script.src).search;
const page = location.pathname;

/** What has a digest of its own. */
const PARTS = ["page", "images", "scripts"];

/** What this document shows. */
const shown = {
  page: script.dataset.preview || null,
  images: script.dataset.images || null,
  scripts: script.dataset.scripts || null,
};

/** How long a stream may be silent before the page asks instead. */
const SILENT = 3000;

/** How long to wait before trying again. */
const AGAIN = 1000;

const KEPT = `preview:${page}`;

// --- The place in the page ---------------------------------------------------

/** The way from the top of the document to an element, as positions. */
function pathTo(element) {
  const path = [];
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    path.unshift([...at.parentElement.children].indexOf(at));
  }
  return path;
}

function elementAt(path) {
  return path.reduce((at, position) => at?.children[position], document.body);
}

/** What a `<details>` is known by when others have come before it. */
function nameOf(details) {
  return details.querySelector("summary")?.textContent.trim() ?? "";
}

function place() {
  const active = document.activeElement;
  const isField = active?.matches("input, textarea");
  return {
    scroll: [scrollX, scrollY],
    focus: active && active !== document.body ? [active.id, pathTo(active)] : null,
    value: isField ? [active.value, active.selectionStart, active.selectionEnd] : null,
    details: [...document.querySelectorAll("details")].map((it) => [nameOf(it), it.open]),
  };
}

function remember() {
  sessionStorage.setItem(KEPT, JSON.stringify(place()));
}

function focus(kept) {
  if (!kept.focus) return;
  const [id, path] = kept.focus;
  const element = (id && document.getElementById(id)) || elementAt(path);
  element?.focus({ preventScroll: true });
  if (kept.value && element?.matches("input, textarea")) {
    const [value, start, end] = kept.value;
    element.value = value;
    if (start !== null) element.setSelectionRange(start, end);
  }
}

function restore() {
  const text = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (!text) return;
  const kept = JSON.parse(text);
  const open = [...kept.details];
  for (const details of document.querySelectorAll("details")) {
    const at = open.findIndex(([name]) => name === nameOf(details));
    if (at >= 0) details.open = open.splice(at, 1)[0][1];
  }
  focus(kept);
  scrollTo({ left: kept.scroll[0], top: kept.scroll[1], behavior: "instant" });
}

// --- The newest page ---------------------------------------------------------

/** Puts the new styles in the place of the old, without a moment of neither. */
function restyle(style) {
  const isOwn = (link) => /\/assets\/[0-9a-f]+\/css\/site\.css$/.test(link.pathname ?? "");
  for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
    const address = new URL(link.href);
    if (!isOwn(address) || address.pathname === style) continue;
    const next = link.cloneNode();
    next.href = style;
    next.addEventListener("load", () => link.remove());
    next.addEventListener("error", () => next.remove());
    link.after(next);
  }
}

/** Whether this is what is shown while there is no site. */
const isStandIn = document.body.classList.contains("preview-page") && !shown.page;

/** This page as it came, once it was asked for again. */
let came = null;

/** The next page, where it was sent before the state that is of it. */
let sent = null;

let latest = null;
let isTaking = false;

/** Takes one state after the other; of those that come meanwhile, the last. */
async function take(state) {
  latest = state;
  if (isTaking) return;
  isTaking = true;
  let isLeft = false;
  try {
    while (latest && !isLeft) {
      const now = latest;
      latest = null;
      isLeft = await follow(now);
    }
  } finally {
    // Who is about to load the page again takes nothing more.
    isTaking = isLeft;
  }
}

/** Makes the page what the state says it is; returns whether it is left for that. */
async function follow(state) {
  const isOther = state.page !== null && differs(state);
  const isOver = isStandIn && state.style !== null;
  if (isOther || isOver) {
    const isSent = sent && PARTS.every((part) => sent[part] === state[part]);
    const next = isSent ? sent : await fetchPage().catch(() => undefined);
    // The server is gone. It tells the state when it is there again.
    if (next === undefined) return false;
    if (isOver || !next || !renew(next)) {
      remember();
      location.reload();
      return true;
    }
  }
  if (state.style) restyle(state.style);
  overlay.show(state);
  if (shown.page && came?.page !== shown.page) came = await fetchPage().catch(() => null);
  return false;
}

/** Whether the state is of another page than this; one that could not be made has no parts. */
function differs(state) {
  const isOther = (part) => shown[part] !== null && state[part] !== shown[part];
  return state.page !== shown.page || PARTS.some(isOther);
}

/** Exchanges what the next page has anew; returns whether that can be done in place. */
function renew(next) {
  const isOther = next.images !== shown.images || next.scripts !== shown.scripts;
  if (isOther || came?.page !== shown.page) return false;
  const kept = place();
  if (!exchange(came.parsed, next.parsed)) return false;
  if (document.activeElement === document.body) focus(kept);
  shown.page = next.page;
  came = next;
  return true;
}

// --- Hearing of it -----------------------------------------------------------

let stream = null;
let silence = 0;
let asking = null;
let known = "";

function address(name, more = {}) {
  const url = new URL(name, own);
  url.search = new URLSearchParams({ page, ...more });
  return url;
}

function listen() {
  stop();
  stream = new EventSource(address("events", { shows: shown.page ?? "" }));
  stream.addEventListener("page", ({ data }) => (sent = parse(JSON.parse(data))));
  silence = setTimeout(ask, SILENT);
  stream.onmessage = (event) => {
    clearTimeout(silence);
    known = event.lastEventId;
    overlay.connected();
    take(JSON.parse(event.data));
  };
  stream.onerror = () => {
    overlay.lost();
    // A stream that was refused does not try again by itself.
    if (stream?.readyState === EventSource.CLOSED) {
      clearTimeout(silence);
      silence = setTimeout(ask, AGAIN);
    }
  };
}

/** Where a stream cannot be held: asks, and is answered when there is news. */
async function ask() {
  stop();
  const asked = (asking = new AbortController());
  try {
    while (asking === asked) {
      const answer = await fetch(address("state", { known }), {
        signal: asked.signal,
        cache: "no-store",
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(text);
      known = await digest(text);
      overlay.connected();
      take(JSON.parse(text));
    }
  } catch {
    if (asking !== asked) return;
    overlay.lost();
    silence = setTimeout(listen, AGAIN);
  }
}

async function digest(text) {
  // Outside of `localhost` and HTTPS there is no `crypto.subtle`.
  if (!globalThis.crypto?.subtle) return "";
  const bytes = new TextEncoder().encode(text);
  const framed = new Uint8Array(8 + bytes.length);
  new DataView(framed.buffer).setBigUint64(0, BigInt(bytes.length), true);
  framed.set(bytes, 8);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", framed));
  return [...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function stop() {
  clearTimeout(silence);
  stream?.close();
  stream = null;
  asking?.abort();
  asking = null;
}

// A browser holds six connections to one server. A page that nobody sees needs
// none: it asks when somebody looks.
function followVisibility() {
  if (document.hidden) stop();
  else listen();
}

// --- What is wrong -----------------------------------------------------------

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.filter((child) => child !== null));
  return element;
}

const CLOSED = "preview:closed";

class Overlay {
  constructor() {
    this.host = make("trustpress-preview");
    const root = this.host.attachShadow({ mode: "open" });
    const style = make("link", { rel: "stylesheet", href: new URL(`preview.css${version}`, own).href });
    this.status = make("p", { className: "status" });
    this.status.setAttribute("role", "status");
    this.button = make("button", { type: "button", className: "pill", hidden: true });
    this.button.onclick = () => this.open(true);
    this.panel = make("section", { className: "panel", hidden: true, tabIndex: -1 });
    this.panel.setAttribute("aria-label", "Preview: what is wrong");
    this.panel.onkeydown = (event) => {
      if (event.key === "Escape") this.open(false);
    };
    root.append(style, this.status, this.button, this.panel);
    this.text = "";
    this.waiting = 0;
    document.body.append(this.host);
  }

  connected() {
    clearTimeout(this.waiting);
    this.waiting = 0;
    this.host.classList.remove("lost");
    if (this.status.textContent) this.status.textContent = "";
  }

  lost() {
    // A restart takes a moment and needs no words.
    this.waiting ||= setTimeout(() => {
      this.host.classList.add("lost");
      this.status.textContent = "The preview has stopped. This page waits for it.";
    }, 2000);
  }

  /** Shows what is wrong; while the site is being judged, what was. */
  show(state) {
    if (state.findings === null && state.failure === null) return;
    const text = JSON.stringify([state.failure, state.findings, state.page, state.near]);
    if (text === this.text) return;
    this.text = text;
    const blocks = [
      state.failure && this.failure(state.failure),
      state.page === null && state.findings && this.gone(state.near),
      this.list("On this page", state.findings?.here),
      this.list("Errors elsewhere", state.findings?.elsewhere),
    ].filter(Boolean);
    const title = this.title(state);
    this.count = title;
    const close = make("button", { type: "button", className: "close", textContent: "Close" });
    close.onclick = () => this.open(false);
    const isBad = blocks.length > 0;
    this.panel.replaceChildren(
      make("header", {}, make("h2", { textContent: title }), close),
      ...blocks,
    );
    this.button.textContent = title;
    this.button.className = `pill ${this.severity(state)}`;
    if (!isBad) {
      this.panel.hidden = this.button.hidden = true;
      this.status.textContent = "";
      sessionStorage.removeItem(CLOSED);
      return;
    }
    // A failure is shown to whoever has closed a mere finding.
    const wasClosed = sessionStorage.getItem(CLOSED);
    const isClosed = state.failure ? wasClosed === state.failure.text : wasClosed !== null;
    this.reason = state.failure ? state.failure.text : "";
    const opens = state.failure || state.findings?.here.some((it) => it.severity !== "info");
    this.panel.hidden = isClosed || !opens;
    this.button.hidden = !this.panel.hidden;
    this.status.textContent = title;
  }

  open(isOpen) {
    this.panel.hidden = !isOpen;
    this.button.hidden = isOpen;
    if (isOpen) sessionStorage.removeItem(CLOSED);
    else sessionStorage.setItem(CLOSED, this.reason ?? "");
    (isOpen ? this.panel : this.button).focus();
  }

  title(state) {
    if (state.failure) return "Not up to date";
    const all = [...(state.findings?.here ?? []), ...(state.findings?.elsewhere ?? [])];
    const counts = ["error", "warning", "info"].map((severity) => {
      const count = all.filter((it) => it.severity === severity).length;
      const plural = severity === "info" ? "note" : severity;
      return count ? `${count} ${plural}${count === 1 ? "" : "s"}` : "";
    });
    if (state.findings && state.findings.total > all.length) {
      counts.push(`${state.findings.total - all.length} more`);
    }
    return counts.filter(Boolean).join(", ") || "No such page";
  }

  severity(state) {
    const all = [...(state.findings?.here ?? []), ...(state.findings?.elsewhere ?? [])];
    if (state.failure || all.some((it) => it.severity === "error")) return "error";
    return all.some((it) => it.severity === "warning") ? "warning" : "info";
  }

  failure({ title, text, place, editor }) {
    return make(
      "section",
      { className: "failure" },
      make("h3", { textContent: title }),
      make("p", {}, "The last good site stays until this is mended. ", this.place(place, editor)),
      make("pre", { textContent: text, tabIndex: 0 }),
    );
  }

  gone(near) {
    const links = near.map(({ href, title }) =>
      make("li", {}, make("a", { href, textContent: title }), " ", make("code", { textContent: href })),
    );
    return make(
      "section",
      {},
      make("h3", { textContent: `There is no page at ${decodeURI(page)}` }),
      links.length ? make("ul", { className: "near" }, ...links) : null,
    );
  }

  list(title, findings) {
    if (!findings?.length) return null;
    const items = findings.map((it) =>
      make(
        "li",
        { className: it.severity },
        make(
          "p",
          { className: "what" },
          make("strong", { textContent: it.severity === "info" ? "note" : it.severity }),
          " ",
          it.message,
        ),
        make("p", { className: "where" }, this.place(it.place, it.editor), " ", make("code", { textContent: it.rule })),
        ...it.notes.map((note) => make("p", { className: "note", textContent: note })),
        it.help ? make("p", { className: "help", textContent: it.help }) : null,
      ),
    );
    return make("section", {}, make("h3", { textContent: title }), make("ul", {}, ...items));
  }

  place(place, editor) {
    if (!place) return "";
    if (!editor) return make("code", { textContent: place });
    return make("a", { href: editor, textContent: place, title: "Open in the editor" });
  }
}

const overlay = new Overlay();
restore();
document.addEventListener("visibilitychange", followVisibility);
addEventListener("pagehide", stop);
addEventListener("pageshow", (event) => event.persisted && followVisibility());
followVisibility();
