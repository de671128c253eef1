/* What pages do better with JavaScript; without it they work. No state is kept here. */

import { thisTab } from "./stored.js";

/* ---- A choice by mouse is sent at once; who chooses by arrow keys passes others on the way, and
   presses the button. */

let byMouse = false;

document.addEventListener("pointerdown", () => {
  byMouse = true;
}, true);
document.addEventListener("keydown", () => {
  byMouse = false;
}, true);
document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-submit]");
  if (byMouse && form) {
    form.requestSubmit();
  }
});

/* ---- Printing */

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) {
    window.print();
  }
});
if (location.hash === "#print" && document.querySelector("[data-print]")) {
  window.addEventListener("load", () => window.print());
}

/* Paper shows the whole list: what is folded away is opened for it, and folded again. */
let openedForPaper = [];

window.addEventListener("beforeprint", () => {
  openedForPaper = [...document.querySelectorAll("details.more:not([open])")];
  openedForPaper.forEach((more) => {
    more.open = true;
  });
});
window.addEventListener("afterprint", () => {
  openedForPaper.forEach((more) => {
    more.open = false;
  });
});

/* ---- Long work says that it goes on, and is not asked for twice. */

document.addEventListener("submit", (event) => {
  const form = event.target;
  const words = form.getAttribute("data-busy");
  if (!words) {
    return;
  }
  if (form.querySelector(".busy")) {
    event.preventDefault();
    return;
  }
  form.append(busyNote(words));
});
window.addEventListener("pageshow", (event) => {
  const note = document.querySelector(".busy");
  if (event.persisted && note) {
    note.remove();
  }
});

function busyNote(words) {
  const note = document.createElement("p");
  note.className = "busy";
  note.setAttribute("role", "status");
  note.append(words + " ", document.createElement("progress"));
  return note;
}

/* ---- Leaving what is chosen or typed and not sent asks first. */

let unsent = false;

document.addEventListener("input", (event) => {
  if (event.target.closest("[data-dirty]")) {
    unsent = true;
  }
});
document.addEventListener("submit", () => {
  unsent = false;
});
window.addEventListener("beforeunload", (event) => {
  if (unsent) {
    event.preventDefault();
    event.returnValue = "";
  }
});

/* ---- A page starts at what it says (autofocus); sent from a row, it says so in that row, or in the
   one in its place. */

const ROW = "row";
let focusedRow = null;

document.addEventListener("focusin", (event) => {
  if (!event.target.closest("[accesskey]")) {
    focusedRow = event.target.closest("[data-row]");
  }
});
document.addEventListener("submit", () => {
  if (focusedRow) {
    thisTab.store(ROW, [location.pathname, focusedRow.id, rows().indexOf(focusedRow)]);
  }
});
startAtNews();

function rows() {
  return [...document.querySelectorAll("[data-row]")];
}

function startAtNews() {
  const sentFrom = thisTab.read(ROW) || [];
  thisTab.store(ROW, null);
  const news = document.querySelector("main [autofocus]");
  if (!news) {
    return;
  }
  if (news.matches(".told") && sentFrom[0] === location.pathname) {
    moveIntoRow(news, sentFrom[1], sentFrom[2]);
  }
  news.focus();
}

function moveIntoRow(news, id, place) {
  const row = document.getElementById(id) || rows()[Math.min(place, rows().length - 1)];
  if (row) {
    /* A row of a table holds nothing but cells. */
    (row.cells ? row.cells[0] : row).prepend(news);
  }
}

/* ---- On a phone the navigation scrolls sideways: bring the present entry into sight. */

const navigation = document.querySelector(".nav");
const present = navigation && navigation.querySelector("[aria-current]");
if (present) {
  navigation.scrollLeft = present.offsetLeft - (navigation.clientWidth - present.clientWidth) / 2;
}

/* ---- What is told about a field leads into it, also where it is folded away; the address stays as
   it is. */

const FIELDS = "input:not([type=hidden]), select, textarea";

document.addEventListener("click", (event) => {
  const link = event.target.closest(".note-error a[href^='#']");
  const field = link && fieldOf(link.getAttribute("href").slice(1));
  if (!field) {
    return;
  }
  event.preventDefault();
  unfoldAround(field);
  field.focus();
});

/* The address may be that of a field, or of a group of fields: then its first. */
function fieldOf(id) {
  const place = document.getElementById(id);
  return place && !place.matches(FIELDS) ? place.querySelector(FIELDS) : place;
}

function unfoldAround(field) {
  for (let box = field.closest("details"); box; box = box.parentNode.closest("details")) {
    box.open = true;
  }
}

/* ---- Ctrl+Enter saves a long form from any of its fields; Escape folds up what was unfolded in it. */

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey && event.target.form) {
    saveForm(event);
  } else if (event.key === "Escape" && !event.isComposing) {
    foldUp(event);
  }
});

function saveForm(event) {
  const save = event.target.form.querySelector("[accesskey]");
  if (save) {
    event.preventDefault();
    save.click();
  }
}

function foldUp(event) {
  /* In these Escape has work of its own: it closes their list or their calendar. */
  if (event.target.matches("select, [type=date]")) {
    return;
  }
  const unfolded = event.target.closest("main .confirm[open], main form details[open]");
  if (unfolded) {
    event.preventDefault();
    unfolded.open = false;
    unfolded.querySelector("summary").focus();
  }
}

/* ---- What was asked for beside the page and did not come is told where it was asked; what was typed
   stays. */

const BROKEN = "系统出错，这一步没有完成。请重试；仍然出错，请与管理员联系。";

document.addEventListener("htmx:responseError", (event) => {
  const xhr = event.detail.xhr;
  tellFailure(event.detail, xhr.status === 503 ? xhr.responseText.trim() : BROKEN);
});
document.addEventListener("htmx:sendError", (event) => {
  tellFailure(event.detail, "网络不通，这一步没有完成。请稍后再试。");
});
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const failure = document.querySelector(".failed");
  if (failure && event.detail.xhr.status < 400) {
    failure.remove();
  }
});

function tellFailure(detail, words) {
  /* drafts.js tells of this one. */
  if (detail.target && detail.target.id === "autosave") {
    return;
  }
  const place = detail.elt.closest("main form") || document.querySelector("main");
  const note = document.querySelector(".failed") || document.createElement("p");
  note.className = "note note-error failed";
  note.setAttribute("role", "alert");
  note.textContent = words;
  place.prepend(note);
}

/* ---- Left and right turn the page where it has a page before and after. */

const TURNS = { ArrowLeft: "prev", ArrowRight: "next" };

document.addEventListener("keydown", (event) => {
  const relation = TURNS[event.key];
  if (!relation || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  if (event.target.closest("input, select, textarea, [contenteditable]")) {
    return;
  }
  const link = document.querySelector(`a[rel=${relation}][data-turn]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});

/* ---- The box to search in: arrow keys go through what was found, Escape closes it. Without this it is
   a search page. */

const searchForm = document.querySelector("[data-find]");
if (searchForm) {
  followSearch(searchForm);
}

function followSearch(form) {
  const box = form.querySelector("input[type=search]");
  const results = form.querySelector(".find-results");
  const status = form.querySelector("[role=status]");

  function close() {
    results.textContent = "";
    status.textContent = "";
  }

  /* Who has gone on is not followed by what was found. */
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) {
      close();
    }
  });
  form.addEventListener("htmx:beforeSwap", (event) => {
    if (!form.contains(document.activeElement)) {
      event.detail.shouldSwap = false;
    }
  });
  form.addEventListener("htmx:afterSwap", () => {
    const sum = results.querySelector("p");
    status.textContent = sum ? sum.textContent : "";
  });

  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      box.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      walkThroughHits(event, box, [...results.querySelectorAll("[data-hit]")]);
    }
  });

  box.addEventListener("input", () => {
    if (!box.value.trim()) {
      close();
    }
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) {
      close();
    }
  });
  goThereBySlash(box);
}

/* Above the first hit stands the box itself; below the last there is nothing. */
function walkThroughHits(event, box, hits) {
  if (!hits.length) {
    return;
  }
  event.preventDefault();
  const next = hits.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  const stop = next < 0 ? box : hits[Math.min(next, hits.length - 1)];
  stop.focus();
}

/* "/" goes to the box from anywhere but a field. */
function goThereBySlash(box) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.target.closest("input, select, textarea, [contenteditable]")) {
      return;
    }
    event.preventDefault();
    box.focus();
  });
}
