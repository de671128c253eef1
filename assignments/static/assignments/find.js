/* The box on every page: arrow keys go through what was found, Escape closes it. Without this it is a
   search page. */

const form = document.querySelector("[data-find]");
if (form) {
  listen(form.querySelector("input[type=search]"), form.querySelector(".find-results"));
}

function listen(box, results) {
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
