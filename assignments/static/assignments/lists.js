/* A row of the ledger opened in place: a second click, 收起 or Escape closes it. Without this the link
   opens the page. Ticking all rows of the page; without this the link loads the page with all rows ticked. */

/* ---- A row opened in place */

document.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.target.closest(".open-row");
  if (!link) {
    return;
  }
  const row = link.closest("tr");
  if (detailOf(row)) {
    event.preventDefault();
    closeRow(row);
  } else {
    label(link, true);
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-close-row]");
  if (button) {
    closeRow(button.closest("tr").previousElementSibling);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target.closest("textarea")) {
    return;
  }
  const inside = event.target.closest(".row-detail, .ledger-table tr");
  const isDetail = inside && inside.classList.contains("row-detail");
  const row = isDetail ? inside.previousElementSibling : inside;
  if (detailOf(row)) {
    closeRow(row);
  }
});

function detailOf(row) {
  const next = row && row.nextElementSibling;
  return next && next.classList.contains("row-detail") ? next : null;
}

function closeRow(row) {
  const detail = detailOf(row);
  const link = row.querySelector(".open-row");
  if (detail) {
    detail.remove();
  }
  if (link) {
    label(link, false);
    link.focus();
  }
}

function label(link, isOpen) {
  link.setAttribute("aria-expanded", isOpen);
  link.firstChild.data = isOpen ? "收起" : "展开";
}

/* ---- Rows that are ticked */

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-check-all]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  event.preventDefault();
  tickAll();
  tellTicked();
});

/* A joint task's rows are one work: they are ticked together. */
document.addEventListener("change", (event) => {
  const changed = event.target;
  if (!changed.closest(".c-tick")) {
    return;
  }
  boxes().filter((box) => box.value === changed.value).forEach((box) => {
    box.checked = changed.checked;
  });
  tellTicked();
});
document.addEventListener("htmx:afterSettle", tellTicked);
window.addEventListener("pageshow", tellTicked);

function boxes() {
  return [...document.querySelectorAll(".c-tick input")];
}

/* Ticks every row; where all are ticked, none. */
function tickAll() {
  const wanted = boxes().some((box) => !box.checked);
  boxes().forEach((box) => {
    box.checked = wanted;
  });
}

function tellTicked() {
  const link = document.querySelector("[data-check-all]");
  const place = document.querySelector("[data-chosen]");
  if (!link || !place) {
    return;
  }
  const ticked = boxes().filter((box) => box.checked);
  const works = new Set(ticked.map((box) => box.value)).size;
  const word = ticked.length === boxes().length ? "data-check-none" : "data-check-all";
  link.textContent = link.getAttribute(word);
  place.textContent = ticked.length ? `已选 ${works} 项工作（${ticked.length} 行）` : "";
}
