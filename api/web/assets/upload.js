// Sends files one after another and shows how far each is. Without it the form sends them all at once.
const form = document.querySelector("#upload");
const input = form.querySelector("#file");
const drop = form.querySelector("#drop");
const list = form.querySelector("#files");
const told = form.querySelector("#told");
const send = form.querySelector("#send");
const most = Number(form.dataset.limit) * 1024 * 1024;
let waiting = [];

function add(files) {
  for (const file of files) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const state = document.createElement("span");
    const bar = document.createElement("progress");
    name.className = "app-wrap";
    name.textContent = file.name; // text, never markup: a name is untrusted
    bar.max = 100;
    bar.value = 0;
    bar.className = "app-progress";
    bar.setAttribute("aria-label", file.name);
    item.append(name, " ", bar, " ", state);
    list.append(item);
    const entry = { file, item, state, bar };
    const wrong = check(file);
    if (wrong) fail(entry, wrong);
    else waiting.push(entry);
  }
  input.value = "";
  count();
}

function check(file) {
  if (!/\.(pdf|docx)$/i.test(file.name)) return "it is not a PDF or Word (DOCX) file: save it as one of these";
  if (file.size === 0) return "it is empty";
  if (file.size > most) return `it is larger than ${form.dataset.limit} MB: split it into smaller files`;
  return "";
}

function fail(entry, words) {
  entry.bar.remove();
  entry.state.textContent = "Not taken: " + words;
  entry.item.classList.add("app-files--wrong");
}

function count() {
  told.textContent = waiting.length ? `${waiting.length} to upload.` : "";
}

function fields() {
  const data = new FormData(form);
  data.delete("file");
  return data;
}

function one(entry) {
  return new Promise((done) => {
    const data = fields();
    data.append("file", entry.file, entry.file.name);
    const call = new XMLHttpRequest();
    call.open("POST", form.action);
    call.setRequestHeader("Accept", "application/json");
    call.upload.onprogress = (event) => {
      if (!event.lengthComputable) return;
      entry.bar.value = (100 * event.loaded) / event.total;
      entry.state.textContent = `${Math.floor(entry.bar.value)} %`;
    };
    call.onload = () => done(call);
    call.onerror = () => done(null);
    call.send(data);
  });
}

function refusal(call) {
  if (call === null) return { again: true, words: "The connection broke. Choose Upload to go on." };
  if (call.status === 200) return null;
  if (call.status === 401) return { again: true, words: "You were signed out. Sign in again in another window, then choose Upload to go on: the files are still here." };
  if (call.status === 403) return { again: true, words: "This page belongs to an earlier session. Load it again, then choose the files once more." };
  if (call.status === 429 || call.status === 503) return { again: true, words: "The service is busy. Choose Upload in a moment to go on." };
  try {
    const words = JSON.parse(call.responseText).refused;
    if (Array.isArray(words)) return { again: false, words: words.join(" ") };
  } catch { /* not ours */ }
  return { again: false, words: "it could not be taken" };
}

async function all() {
  const total = waiting.length;
  let good = 0;
  let bad = 0;
  send.disabled = true;
  while (waiting.length) {
    const entry = waiting[0];
    told.textContent = `Uploading ${total - waiting.length + 1} of ${total}.`;
    const wrong = refusal(await one(entry));
    if (wrong && wrong.again) {
      told.textContent = wrong.words;
      send.disabled = false;
      return;
    }
    waiting.shift();
    if (wrong) {
      bad += 1;
      fail(entry, wrong.words);
    } else {
      good += 1;
      entry.bar.value = 100;
      entry.state.textContent = "Taken";
    }
  }
  send.disabled = false;
  told.textContent = `${good} taken` + (bad ? `, ${bad} not taken: see the list.` : ".");
  form.querySelector("#then").classList.remove("app-gone");
  if (good && !bad && !list.querySelector(".app-files--wrong")) location.assign(form.dataset.then + "?done=uploaded");
}

input.addEventListener("change", () => add(input.files));
form.addEventListener("submit", (event) => {
  if (!waiting.length) {
    if (!list.children.length) return; // the server says what is missing
    event.preventDefault();
    told.textContent = "Choose the records to upload.";
    return;
  }
  for (const name of ["area", "category"]) {
    const field = form.elements[name];
    if (field && !field.value) {
      event.preventDefault();
      told.textContent = "Choose what the records are and where they come from first.";
      field.focus();
      return;
    }
  }
  event.preventDefault();
  all();
});
for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("app-drop--over");
  });
}
for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("app-drop--over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  add(event.dataTransfer.files);
});
