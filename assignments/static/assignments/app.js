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
