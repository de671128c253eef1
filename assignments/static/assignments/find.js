/* The box on every page: arrow keys go through what was found, Escape closes it. Without this it is a search page. */
(function () {
  "use strict";
  var form = document.querySelector("[data-find]");
  if (!form) { return; }
  var box = form.querySelector("input[type=search]");
  var results = form.querySelector(".find-results");
  var told = form.querySelector("[role=status]");

  function close() { results.textContent = told.textContent = ""; }

  /* Who has gone on is not followed by what was found. */
  form.addEventListener("focusout", function (event) {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) { close(); }
  });
  form.addEventListener("htmx:beforeSwap", function (event) {
    if (!form.contains(document.activeElement)) { event.detail.shouldSwap = false; }
  });
  form.addEventListener("htmx:afterSwap", function () {
    var sum = results.querySelector("p");
    told.textContent = sum ? sum.textContent : "";
  });

  form.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { close(); box.focus(); return; }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") { return; }
    var hits = Array.prototype.slice.call(results.querySelectorAll("[data-hit]"));
    if (!hits.length) { return; }
    event.preventDefault();
    var next = hits.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0) { box.focus(); } else { hits[Math.min(next, hits.length - 1)].focus(); }
  });

  box.addEventListener("input", function () { if (!box.value.trim()) { close(); } });
  document.addEventListener("click", function (event) { if (!form.contains(event.target)) { close(); } });

  /* "/" goes to the box from anywhere but a field. */
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.target.closest("input, select, textarea, [contenteditable]")) { return; }
    event.preventDefault();
    box.focus();
  });
})();
