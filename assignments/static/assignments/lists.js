/* A row of the ledger opened in place: a second click, 收起 or Escape closes it. Without this the link opens the page.
   Ticking all rows of the page; without this the link loads the page with all rows ticked. */
(function () {
  "use strict";

  function detail(row) {
    var next = row && row.nextElementSibling;
    return next && next.classList.contains("row-detail") ? next : null;
  }

  function say(link, open) {
    link.setAttribute("aria-expanded", open);
    link.firstChild.data = open ? "收起" : "展开";
  }

  function close(row) {
    var opened = detail(row), link = row.querySelector(".open-row");
    if (opened) { opened.parentNode.removeChild(opened); }
    if (link) { say(link, false); link.focus(); }
  }

  document.addEventListener("htmx:beforeRequest", function (event) {
    var link = event.target.closest(".open-row");
    if (!link) { return; }
    var row = link.closest("tr");
    if (detail(row)) { event.preventDefault(); close(row); } else { say(link, true); }
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-close-row]");
    if (button) { close(button.closest("tr").previousElementSibling); }
  });

  document.addEventListener("keydown", function (event) {
    var inside = event.key === "Escape" && event.target.closest(".row-detail, .ledger-table tr");
    if (!inside || event.target.closest("textarea")) { return; }
    var row = inside.classList.contains("row-detail") ? inside.previousElementSibling : inside;
    if (detail(row)) { close(row); }
  });

  function boxes() { return Array.prototype.slice.call(document.querySelectorAll(".c-tick input")); }

  function tell() {
    var link = document.querySelector("[data-check-all]"), told = document.querySelector("[data-chosen]");
    if (!link || !told) { return; }
    var all = boxes(), ticked = all.filter(function (box) { return box.checked; });
    var works = ticked.filter(function (box, at) {
      return ticked.map(function (other) { return other.value; }).indexOf(box.value) === at;
    }).length;
    link.textContent = link.getAttribute(ticked.length === all.length ? "data-check-none" : "data-check-all");
    told.textContent = ticked.length ? "已选 " + works + " 项工作（" + ticked.length + " 行）" : "";
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-check-all]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    var all = boxes(), tick = all.some(function (box) { return !box.checked; });
    all.forEach(function (box) { box.checked = tick; });
    tell();
  });

  /* A joint task's rows are one work: they are ticked together. */
  document.addEventListener("change", function (event) {
    var box = event.target;
    if (!box.closest(".c-tick")) { return; }
    boxes().forEach(function (other) { if (other.value === box.value) { other.checked = box.checked; } });
    tell();
  });
  document.addEventListener("htmx:afterSettle", tell);
  window.addEventListener("pageshow", tell);
})();
