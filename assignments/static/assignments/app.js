/* What pages do better with JavaScript; without it they work. No state is kept here. */
(function () {
  "use strict";

  /* A choice by mouse is sent at once; who chooses by arrow keys passes others on the way, and presses the button. */
  var byMouse = false;
  document.addEventListener("pointerdown", function () { byMouse = true; }, true);
  document.addEventListener("keydown", function () { byMouse = false; }, true);
  document.addEventListener("change", function (event) {
    var form = byMouse && event.target.closest("[data-submit]");
    if (form) { form.requestSubmit ? form.requestSubmit() : form.submit(); }
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) { window.print(); }
  });
  if (location.hash === "#print" && document.querySelector("[data-print]")) {
    window.addEventListener("load", function () { window.print(); });
  }

  /* Paper shows the whole list: what is folded away is opened for it, and folded again. */
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.slice.call(document.querySelectorAll("details.more:not([open])"));
    opened.forEach(function (more) { more.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (more) { more.open = false; });
  });

  /* Long work says that it goes on, and is not asked for twice. */
  document.addEventListener("submit", function (event) {
    var form = event.target, words = form.getAttribute("data-busy");
    if (!words) { return; }
    if (form.querySelector(".busy")) { event.preventDefault(); return; }
    var note = document.createElement("p");
    note.className = "busy";
    note.setAttribute("role", "status");
    note.textContent = words + " ";
    note.appendChild(document.createElement("progress"));
    form.appendChild(note);
  });
  window.addEventListener("pageshow", function (event) {
    var note = event.persisted && document.querySelector(".busy");
    if (note) { note.parentNode.removeChild(note); }
  });

  /* Leaving what is chosen or typed and not sent asks first. */
  var unsent = false;
  document.addEventListener("input", function (event) { if (event.target.closest("[data-dirty]")) { unsent = true; } });
  document.addEventListener("submit", function () { unsent = false; });
  window.addEventListener("beforeunload", function (event) {
    if (unsent) { event.preventDefault(); event.returnValue = ""; }
  });

  /* A page starts at what it says (autofocus); sent from a row, it says so in that row, or in the one in its place. */
  var row = null;
  function rows() { return Array.prototype.slice.call(document.querySelectorAll("[data-row]")); }
  document.addEventListener("focusin", function (event) {
    if (!event.target.closest("[accesskey]")) { row = event.target.closest("[data-row]"); }
  });
  document.addEventListener("submit", function () {
    if (row) { store([window.location.pathname, row.id, rows().indexOf(row)]); }
  });
  function store(what) {
    try {
      var was = JSON.parse(sessionStorage.getItem("row"));
      sessionStorage.setItem("row", JSON.stringify(what));
      return was || [];
    } catch (error) { return []; }
  }
  var was = store(null), said = document.querySelector("main [autofocus]");
  if (said && said.matches(".told") && was[0] === window.location.pathname) {
    var back = document.getElementById(was[1]) || rows()[Math.min(was[2], rows().length - 1)];
    if (back) { back = back.cells ? back.cells[0] : back; back.insertBefore(said, back.firstChild); }
  }
  if (said) { said.focus(); }

  /* On a phone the navigation scrolls sideways: bring the present entry into sight. */
  var nav = document.querySelector(".nav");
  var here = nav && nav.querySelector("[aria-current]");
  if (here) { nav.scrollLeft = here.offsetLeft - (nav.clientWidth - here.clientWidth) / 2; }

  /* What is told about a field leads into it, also where it is folded away; the address stays as it is. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest(".note-error a[href^='#']");
    var field = link && document.getElementById(link.getAttribute("href").slice(1));
    var fields = "input:not([type=hidden]), select, textarea";
    if (field && !field.matches(fields)) { field = field.querySelector(fields); }
    if (!field) { return; }
    event.preventDefault();
    for (var box = field.closest("details"); box; box = box.parentNode.closest("details")) { box.open = true; }
    field.focus();
  });

  /* Ctrl+Enter saves a long form from any of its fields; Escape folds up what was unfolded in it. */
  document.addEventListener("keydown", function (event) {
    var from = event.target, save, folded;
    if (event.key === "Enter" && event.ctrlKey && from.form) {
      save = from.form.querySelector("[accesskey]");
      if (save) { event.preventDefault(); save.click(); }
    } else if (event.key === "Escape" && !event.isComposing && !from.matches("select, [type=date]")) {
      folded = from.closest("main .confirm[open], main form details[open]");
      if (folded) { event.preventDefault(); folded.open = false; folded.querySelector("summary").focus(); }
    }
  });

  /* What was asked for beside the page and did not come is told where it was asked; what was typed stays. */
  document.addEventListener("htmx:responseError", function (event) {
    var xhr = event.detail.xhr;
    tell(event.detail, xhr.status === 503 ? xhr.responseText.trim() : "系统出错，这一步没有完成。请重试；仍然出错，请与管理员联系。");
  });
  document.addEventListener("htmx:sendError", function (event) { tell(event.detail, "网络不通，这一步没有完成。请稍后再试。"); });
  document.addEventListener("htmx:beforeOnLoad", function (event) {
    var failed = document.querySelector(".failed");
    if (failed && event.detail.xhr.status < 400) { failed.parentNode.removeChild(failed); }
  });
  function tell(detail, words) {
    if (detail.target && detail.target.id === "autosave") { return; } /* desk.js tells */
    var place = detail.elt.closest("main form") || document.querySelector("main");
    var note = document.querySelector(".failed") || document.createElement("p");
    note.className = "note note-error failed";
    note.setAttribute("role", "alert");
    note.textContent = words;
    place.insertBefore(note, place.firstChild);
  }

  /* Left and right turn the page where it has a page before and after. */
  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    if (event.target.closest("input, select, textarea, [contenteditable]")) { return; }
    var turn = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    var link = turn && document.querySelector("a[rel=" + turn + "][data-turn]");
    if (link) { event.preventDefault(); link.click(); }
  });
})();
