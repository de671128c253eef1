/* What is typed into a report or the sheet (form[data-keep]) is also kept on this computer until the
   server has it. Without this the drafts on the server have to do. */

import { thisComputer } from "./stored.js";

const SIGNED_OUT = "登录已失效，内容已暂存在这台电脑上。请重新登录后再打开本页，可以放回。";
const OFFLINE = "网络不通，内容已暂存在这台电脑上，恢复后会继续保存。";
const NOT_SAVED = "没有保存成功，内容已暂存在这台电脑上。";
const RETRY_SECONDS = 10;
const OUTAGE_SECONDS = 30;

const keptForm = document.querySelector("form[data-keep]");
if (document.querySelector(".messages .note-good")) {
  forgetSent();
}
if (keptForm) {
  keepDraft(keptForm, keptForm.getAttribute("data-keep"));
}

/* What was sent is kept until a page says that it arrived: the way there may have been cut. */
function forgetSent() {
  thisComputer.keys().filter((key) => /^(report|sheet)\//.test(key)).forEach((key) => {
    const draft = thisComputer.read(key);
    if (draft && draft.sent) {
      thisComputer.forget(key);
    }
  });
}

function keepDraft(form, key) {
  offerDraft(form, key);
  form.addEventListener("input", () => storeDraft(form, key));
  form.addEventListener("submit", () => {
    const draft = thisComputer.read(key);
    if (draft) {
      thisComputer.store(key, { ...draft, sent: true });
    }
  });
  followSaving(key);
  retryWhenBroken(form);
}

function storeDraft(form, key) {
  thisComputer.store(key, { at: new Date().toISOString(), sent: false, values: valuesOf(form) });
}

/* ---- What became of an automatic save */

function followSaving(key) {
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.id === "autosave" && isSignIn(event.detail.xhr)) {
      event.detail.shouldSwap = false;
      say(SIGNED_OUT);
    }
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "autosave" && !event.target.querySelector(".t-late")) {
      thisComputer.forget(key);
    }
  });
}

function retryWhenBroken(form) {
  let timer = 0;

  function retry() {
    window.clearTimeout(timer);
    timer = 0;
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function retryAfter(seconds) {
    window.clearTimeout(timer);
    timer = window.setTimeout(retry, seconds * 1000);
  }

  document.body.addEventListener("htmx:sendError", () => {
    say(OFFLINE);
    retryAfter(RETRY_SECONDS);
  });
  window.addEventListener("online", () => {
    if (timer) {
      retry();
    }
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    const xhr = event.detail.xhr;
    if (xhr.status === 503) {
      say(xhr.responseText.trim() + "届时会自动再存。");
      retryAfter(Number(xhr.getResponseHeader("Retry-After")) || OUTAGE_SECONDS);
    } else {
      say(xhr.status === 403 ? SIGNED_OUT : NOT_SAVED);
    }
  });
}

function isSignIn(xhr) {
  return /\/accounts\/login/.test(xhr.responseURL || "");
}

function say(words) {
  const place = document.getElementById("autosave");
  if (place) {
    place.textContent = words;
    place.className = "autosave t-late";
  }
}

/* ---- What was kept is offered where the page shows something else. */

function offerDraft(form, key) {
  /* The page answers a post and shows what was typed; it is kept until it is saved. */
  if (form.hasAttribute("data-posted")) {
    storeDraft(form, key);
    return;
  }
  const draft = thisComputer.read(key);
  if (!draft) {
    return;
  }
  if (isShown(draft.values, valuesOf(form))) {
    thisComputer.forget(key);
    return;
  }
  form.prepend(offerNote(form, key, draft));
}

function isShown(kept, shown) {
  return Object.keys(kept).every((name) => kept[name] === (shown[name] || ""));
}

function offerNote(form, key, draft) {
  const note = document.createElement("div");
  note.className = "note note-warn kept";
  const text = document.createElement("p");
  const when = new Date(draft.at).toLocaleString("zh-CN");
  text.textContent = `这台电脑上还有 ${when} 没存上的内容。`;
  const putBack = button("放回框内", () => {
    fill(form, draft.values);
    note.remove();
  });
  const throwAway = button("不要了", () => {
    thisComputer.forget(key);
    note.remove();
  });
  note.append(text, putBack, throwAway);
  return note;
}

function button(word, action) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "btn btn-small";
  element.textContent = word;
  element.addEventListener("click", action);
  return element;
}

/* ---- The fields of a form */

function textFields(form) {
  return [...form.elements].filter((field) => field.name && /^(text|textarea|date)$/.test(field.type));
}

function valuesOf(form) {
  const values = {};
  textFields(form).forEach((field) => {
    values[field.name] = field.value;
  });
  return values;
}

function fill(form, values) {
  textFields(form).filter((field) => field.name in values).forEach((field) => {
    field.value = values[field.name];
  });
  form.dispatchEvent(new Event("input", { bubbles: true }));
}
