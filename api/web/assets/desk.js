// The desk: keys, pages loaded as they come into sight, panes that scroll together, text and boxes picked by hand.
// Everything here has a way without scripts, too. Nothing is made into HTML.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const bar = () => $("#bar").dataset;
const seen = new Set();
let now = 0;
let typing = localStorage.getItem("keys") !== "off";
let waiting = [];
const version = () => $("#version").value;
const first = version();

const rows = () => $$("tr[data-row]");
const row = (number) => $(`tr[data-row="${number}"]`);
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

async function point(number, { focus = true } = {}) {
  const target = row(number);
  if (!target) return;
  now = number;
  await bring(target.dataset.page);
  if (now !== number || !target.isConnected) return;
  $$(".app-row--now").forEach((one) => one.classList.remove("app-row--now"));
  $$(".app-box--now, .app-mark--now").forEach((one) => one.classList.remove("app-box--now", "app-mark--now"));
  target.classList.add("app-row--now");
  centre($("#findings"), target);
  const boxes = $$(`#original rect[data-f="${number}"]`);
  const marks = $$(`#original mark[data-f="${number}"]`);
  boxes.forEach((one) => one.classList.add("app-box--now"));
  marks.forEach((one) => one.classList.add("app-mark--now"));
  const place = boxes[0] || marks[0];
  if (place) centre($("#original"), place);
  if (focus) $("a[data-goto]", target).focus({ preventScroll: true });
}

// a finding whose row is on another page of the table
function find(number) {
  if (row(number)) return point(number, { focus: false });
  now = number;
  send("GET", `${bar().here}?at=${Math.ceil(number / Number(bar().rows))}`);
}

function centre(pane, element) {
  const inside = element.getBoundingClientRect(), outside = pane.getBoundingClientRect();
  const move = inside.top + inside.height / 2 - outside.top - outside.height / 2;
  if (inside.top < outside.top + 40 || inside.bottom > outside.bottom) pane.scrollBy({ top: move, behavior: calm });
}

function step(direction, wanted = () => true) {
  const all = rows();
  const place = all.findIndex((one) => Number(one.dataset.row) === now);
  for (let at = place + direction; at >= 0 && at < all.length; at += direction) {
    if (wanted(all[at])) return point(Number(all[at].dataset.row));
  }
  const more = $(`a[data-table="${direction > 0 ? "next" : "previous"}"]`);
  if (more && wanted === step.any) location.assign(more.href);
}
step.any = () => true;

function decide(action) {
  const target = row(now);
  const radio = target && $(`input[type=radio][value=${action}]`, target);
  if (!radio || radio.disabled) return;
  const after = rows()[rows().indexOf(target) + 1];
  const changed = !radio.checked;
  radio.checked = true;
  now = after ? Number(after.dataset.row) : now;
  if (changed) radio.dispatchEvent(new Event("change", { bubbles: true }));
  point(now);
}

function nextPage() {
  const pane = $("#original");
  if (pane.getBoundingClientRect().bottom > innerHeight + 5) $("#desk").scrollIntoView({ block: "start", behavior: "auto" });
  const sheets = $$("[data-sheet]", pane).filter((one) => one.offsetHeight);
  const top = pane.getBoundingClientRect().top + 45;
  const next = sheets.find((one) => one.getBoundingClientRect().top > top + 20);
  const page = pane.clientHeight - 80;
  const last = sheets.find((one) => one.getBoundingClientRect().bottom > top);
  // the rest of a page first, then the next one
  if (last && last.getBoundingClientRect().bottom > pane.getBoundingClientRect().bottom + 5) pane.scrollBy({ top: page, behavior: "auto" });
  else if (next) pane.scrollBy({ top: next.getBoundingClientRect().top - top, behavior: "auto" });
}

const keys = {
  j: () => step(1, step.any), k: () => step(-1, step.any),
  o: () => step(1, (one) => one.dataset.action === "review"),
  r: () => decide("redact"), p: () => decide("keep"), n: nextPage,
  u: () => $('[data-key="u"]')?.click(), U: () => $('[data-key="U"]')?.click(),
  "/": () => $("#search").focus(), m: () => $("#picked input") && $("#add").requestSubmit(),
  a: () => { refresh(); ($("#approve-button") || $("#approve")).focus(); },
  "?": () => $("#help").showModal(),
  z: () => {
    const large = $("#desk").classList.toggle("app-desk--large");
    $("#large").setAttribute("aria-pressed", String(large));
    if (now) point(now, { focus: false });
  },
};
const done = { next: keys.j, previous: keys.k, open: keys.o, redact: keys.r, keep: keys.p, page: keys.n, help: keys["?"], large: keys.z, close: () => $("#help").close() };

document.addEventListener("keydown", (event) => {
  if (!typing || event.ctrlKey || event.altKey || event.metaKey || $("#help").open) return;
  if (event.target.closest("input:not([type=radio]):not([type=checkbox]), select, textarea")) return;
  const run = keys[event.key];
  if (run) { event.preventDefault(); run(); }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) return done[button.dataset.do]();
  const go = event.target.closest("[data-goto]");
  if (go) { event.preventDefault(); return point(Number(go.dataset.goto)); }
  const found = event.target.closest("[data-f]");
  if (found) find(Number(found.dataset.f));
});
document.addEventListener("change", (event) => {
  if (event.target.id === "keys") { typing = event.target.checked; localStorage.setItem("keys", typing ? "on" : "off"); }
  const reason = event.target.closest("tr[data-row] select");
  if (reason && reason.value) {
    const action = reason.selectedOptions[0].parentNode.label === "Keep" ? "keep" : "redact";
    const radio = $(`input[type=radio][value=${action}]`, reason.closest("tr"));
    if (radio && !radio.disabled) radio.checked = true;
  }
}, true);

// pages and parts of a text: loaded when they come near, told to the server once they were seen to their end
const near = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    entry.target.classList.toggle("app-near", entry.isIntersecting);
    if (entry.isIntersecting) load(entry.target);
  }
}, { rootMargin: "600px" });

function load(one) {
  const img = $("img[data-src]", one);
  if (img) { img.src = img.dataset.src; img.removeAttribute("data-src"); img.addEventListener("load", look, { once: true }); }
  if (one.matches('.app-sheet[data-whose="original"]')) boxes(one);
  if (!one.matches(".app-leaf[hx-get]")) return;
  const empty = $(".app-leaf__space", one) && one.dataset.fresh !== version();
  const stale = one.dataset.whose === "original" && (one.dataset.fresh ?? first) !== version();
  if (empty || stale) { one.dataset.fresh = version(); htmx.trigger(one, "near"); }
}

// the boxes over a page of the original, as they are now
async function boxes(sheet) {
  const wanted = `${version()} ${$("#q-now").value}`;
  if (sheet.dataset.fresh === wanted || !bar().boxes) return;
  sheet.dataset.fresh = wanted;
  const answer = await fetch(`${bar().here}/boxes/${sheet.dataset.sheet}?${new URLSearchParams({ q: $("#q-now").value, how: $("#how-now").value })}`).catch(() => null);
  if (!answer || !answer.ok) { delete sheet.dataset.fresh; return; }
  const found = await answer.json();
  if (sheet.dataset.fresh !== wanted) return;
  $("svg", sheet).replaceChildren(...found.flatMap((box, at) => drawn(box, at && found[at - 1].number === box.number)));
}

function drawn(box, again) {
  if (box.action === "hit") return [shape("rect", { class: "app-hit", x: box.x, y: box.y, width: box.width, height: box.height })];
  const rect = shape("rect", { class: `app-box app-box--${box.action}${box.number === now ? " app-box--now" : ""}`, fill: `url(#p-${box.kind})`, "data-f": box.number, x: box.x, y: box.y, width: box.width, height: box.height });
  if (again) return [rect];
  const number = shape("text", { class: "app-box-number", x: box.x, y: box.y - 1 });
  number.textContent = box.number;
  return [rect, number];
}

function shape(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// what a search found, in a text: by its places in the record
function hits() {
  if (!window.Highlight || !CSS.highlights) return;
  const spans = $$('#add input[name="span"]').map((one) => one.value.split("-").map(Number));
  const ranges = [];
  for (const holder of spans.length ? $$("#original [data-at]") : []) {
    const at = Number(holder.dataset.at), length = [...holder.textContent].length;
    for (const [start, end] of spans) {
      if (end <= at || start >= at + length) continue;
      const range = document.createRange();
      range.setStart(...inside(holder, Math.max(0, start - at)));
      range.setEnd(...inside(holder, Math.min(length, end - at)));
      ranges.push(range);
    }
  }
  CSS.highlights.set("app-hits", new Highlight(...ranges));
}

// where the n-th character of an element stands
function inside(holder, n) {
  const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode(), last = node;
  for (; node; node = walker.nextNode()) {
    const said = [...node.data];
    if (n <= said.length) return [node, said.slice(0, n).join("").length];
    n -= said.length; last = node;
  }
  return [last, last.data.length];
}

// the page of a finding, with its boxes
async function bring(number) {
  const sheet = number && $(`#original .app-sheet[data-sheet="${number}"]`);
  if (!sheet) return;
  const pane = $("#original"), box = sheet.getBoundingClientRect(), edge = pane.getBoundingClientRect();
  if (box.bottom < edge.top || box.top > edge.bottom) pane.scrollBy({ top: box.top - edge.top - 45, behavior: "auto" });
  load(sheet);
  await boxes(sheet);
}

function look() {
  const pane = $("#original"), edge = pane.getBoundingClientRect();
  if ($(".app-leaf__space", pane)) return; // a text counts as shown once all of it was
  for (const one of $$('[data-whose="original"][data-sheet]', pane)) {
    const box = one.getBoundingClientRect();
    if (box.bottom < edge.top || box.top > edge.bottom || !one.offsetHeight) continue;
    const img = $("img", one);
    if (img && !(img.complete && img.naturalWidth)) continue;
    if (box.bottom <= Math.min(edge.bottom, innerHeight) + 8 && !seen.has(one.dataset.sheet)) { seen.add(one.dataset.sheet); waiting.push(one.dataset.sheet); }
  }
  if (waiting.length) { clearTimeout(look.timer); look.timer = setTimeout(tell, 300); }
}

async function tell() {
  const pages = waiting; waiting = [];
  const form = new URLSearchParams(pages.map((page) => ["sheet", page]));
  form.append("quiet", "1"); form.append("token", bar().token);
  const answer = await fetch(`${bar().here}/shown`, { method: "POST", body: form }).catch(() => null);
  if (!answer || !answer.ok) { pages.forEach((page) => seen.delete(page)); return; }
  if (seen.size >= Number(bar().pages)) refresh();
}

// Requests go out one after the other from an element that stays, so that none is lost while an answer comes in.
let acted = false;
const send = (verb, path, values = {}) => { acted = verb === "POST"; return ask(verb, path, values); };
const ask = (verb, path, values) => htmx.ajax(verb, path, { source: $("#desk-area"), target: "#findings", values });
const here = () => bar().here + ($("#back").value ? `?${$("#back").value}` : "");
const refresh = () => send("GET", here());

function valuesOf(fields) {
  const values = {};
  for (const [name, value] of fields) (values[name] ??= []).push(value);
  return values;
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-live]")) return;
  event.preventDefault();
  const values = valuesOf(new FormData(form, event.submitter));
  if (form.method === "get") return send("GET", `${bar().here}?${new URLSearchParams(new FormData(form))}`);
  send("POST", new URL(form.action).pathname, values);
  if (form.id === "add" && $("#add-text")) $("#add-text").value = "";
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-live]");
  if (form && form.method === "get") return form.requestSubmit();
  const changed = event.target.closest("tr[data-row]");
  if (!changed) return;
  const fields = $$("input:checked, select", changed).map((one) => [one.name, one.value]);
  // the text is for a person's eye, should the form have to wait until they have signed in again
  send("POST", `${bar().here}/decide`, { ...valuesOf(fields), text: $(".app-said", changed)?.textContent ?? "", version: $("#version").value, back: $("#back").value });
});

// panes scroll together, by how far through they are
let leader = null;
function follow(event) {
  const pane = event.target;
  if (!(pane instanceof Element) || !pane.matches("[data-pane]")) return;
  look();
  if (leader && leader !== pane) return;
  leader = pane;
  const other = pane.id === "original" ? $("#copy") : $("#original");
  const share = pane.scrollTop / Math.max(1, pane.scrollHeight - pane.clientHeight);
  other.scrollTop = share * (other.scrollHeight - other.clientHeight);
  clearTimeout(follow.timer);
  follow.timer = setTimeout(() => { leader = null; }, 120);
}
document.addEventListener("scroll", follow, true);
addEventListener("scroll", look, { passive: true });

// text selected in the original
function offset(node, inside) {
  const holder = (node.nodeType === 3 ? node.parentElement : node).closest("[data-at]");
  if (!holder) return null;
  const range = document.createRange();
  range.setStart(holder, 0); range.setEnd(node, inside);
  // the record counts characters, a browser counts halves of surrogate pairs
  return Number(holder.dataset.at) + [...range.toString()].length;
}
document.addEventListener("selectionchange", () => {
  const selection = getSelection(), picked = $("#picked");
  if (!picked || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (!$("#original").contains(range.commonAncestorContainer)) return;
  const start = offset(range.startContainer, range.startOffset), end = offset(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return;
  const input = document.createElement("input");
  input.type = "hidden"; input.name = "span"; input.value = `${start}-${end}`;
  const words = document.createElement("p");
  words.className = "govuk-inset-text"; words.textContent = `Selected: “${selection.toString().slice(0, 200)}”. Press m, or Redact.`;
  picked.replaceChildren(input, words);
  $("#add-text").value = "";
});

// a box drawn on a page of the original
let drawing = null;
document.addEventListener("pointerdown", (event) => {
  const svg = event.target.closest("#original .app-sheet svg");
  if (!svg || event.button !== 0 || !$("#box-form")) return;
  drawing = { svg, from: spot(svg, event), rect: null };
});
document.addEventListener("pointermove", (event) => {
  if (!drawing) return;
  const to = spot(drawing.svg, event);
  if (!drawing.rect && Math.hypot(to.x - drawing.from.x, to.y - drawing.from.y) < 4) return;
  event.preventDefault();
  if (!drawing.rect) {
    drawing.rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    drawing.rect.setAttribute("class", "app-new-box");
    drawing.svg.append(drawing.rect);
  }
  const area = { x: Math.min(to.x, drawing.from.x), y: Math.min(to.y, drawing.from.y), width: Math.abs(to.x - drawing.from.x), height: Math.abs(to.y - drawing.from.y) };
  for (const [name, value] of Object.entries(area)) drawing.rect.setAttribute(name, value);
});
document.addEventListener("pointerup", (event) => {
  const drawn = drawing; drawing = null;
  if (!drawn || !drawn.rect) return;
  const to = spot(drawn.svg, event), form = $("#box-form");
  drawn.rect.remove();
  const values = { page: drawn.svg.closest("[data-sheet]").dataset.sheet, x0: drawn.from.x, y0: drawn.from.y, x1: to.x, y1: to.y, kind: $("#add-kind").value };
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  form.requestSubmit();
});
function spot(svg, event) {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return { x: Math.round(at.x * 10) / 10, y: Math.round(at.y * 10) / 10 };
}

// after each answer of the server
function begin() {
  $$(".app-sheet, .app-leaf").forEach((one) => near.observe(one));
  // what is near already is asked for again where it has changed
  $$(".app-near").forEach(load);
  hits();
  if ($("#keys")) $("#keys").checked = typing;
  look();
}
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.matches(".app-leaf")) { hits(); return look(); }
  if (event.target.id !== "findings") return;
  begin();
  // whoever types in a field meanwhile is left there
  const elsewhere = document.activeElement.closest("#more, dialog");
  if (now) point(now, { focus: !elsewhere });
});
// a page that was seen asks for news: what was told before stays until something is done
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (event.detail.target.id === "told" && !event.detail.fragment.querySelector(".govuk-notification-banner") && !acted) event.detail.shouldSwap = false;
});
function problem(words) {
  const box = document.createElement("div");
  box.className = "govuk-error-summary"; box.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.className = "govuk-body"; text.textContent = words;
  box.append(text); $("#told").replaceChildren(box);
  $("#told").scrollIntoView({ block: "nearest" });
}
// a session that has ended: the same again as a plain form, which the service keeps until its person has signed in
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (xhr.getResponseHeader("HX-Retarget") !== "body") return;
  event.detail.shouldSwap = false;
  const form = document.createElement("form");
  form.method = "post"; form.action = requestConfig.path; form.hidden = true;
  for (const [name, value] of [...requestConfig.formData].filter(([name]) => name !== "token").concat([["token", bar().token]])) {
    const input = document.createElement("input");
    input.type = "hidden"; input.name = name; input.value = value;
    form.append(input);
  }
  document.body.append(form); form.submit();
});
document.body.addEventListener("htmx:responseError", (event) => problem(event.detail.xhr.status === 401 ? `Your session has ended, so the last change was not saved. Everything before it was. ${bar().ended}` : "The last change was not saved. Load the page again."));
document.body.addEventListener("htmx:sendError", () => problem(bar().gone));
begin();
const target = location.hash.match(/^#f-(\d+)$/);
if (target) point(Number(target[1]));
