/* What pages do better with JavaScript; without it they work. No state is kept here. */
(function () {
  "use strict";

  document.addEventListener("change", function (event) {
    var form = event.target.closest("[data-submit]");
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

  /* A page with errors starts at the list of them. */
  var summary = document.querySelector("[data-focus]");
  if (summary) { summary.focus(); }

  /* On a phone the navigation scrolls sideways: bring the present entry into sight. */
  var nav = document.querySelector(".nav");
  var here = nav && nav.querySelector("[aria-current]");
  if (here) { nav.scrollLeft = here.offsetLeft - (nav.clientWidth - here.clientWidth) / 2; }

  /* Left and right turn the page where it has a page before and after. */
  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    if (event.target.closest("input, select, textarea, [contenteditable]")) { return; }
    var turn = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    var link = turn && document.querySelector("a[rel=" + turn + "][data-turn]");
    if (link) { event.preventDefault(); link.click(); }
  });
})();
