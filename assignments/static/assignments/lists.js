/* A row of the ledger opened in place: a second click, or 收起, closes it. Without this the link opens the page. */
(function () {
  "use strict";

  function detail(row) {
    var next = row && row.nextElementSibling;
    return next && next.classList.contains("row-detail") ? next : null;
  }

  function close(row) {
    var opened = detail(row), link = row.querySelector(".open-row");
    if (opened) { opened.parentNode.removeChild(opened); }
    if (link) { link.setAttribute("aria-expanded", "false"); link.focus(); }
  }

  document.addEventListener("htmx:beforeRequest", function (event) {
    var link = event.target.closest(".open-row");
    if (!link) { return; }
    var row = link.closest("tr");
    if (detail(row)) { event.preventDefault(); close(row); } else { link.setAttribute("aria-expanded", "true"); }
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-close-row]");
    if (button) { close(button.closest("tr").previousElementSibling); }
  });
})();
