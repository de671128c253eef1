/* One letter for each of the marked buttons, links and boxes (data-key). Without this they are buttons,
   links and boxes. */

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.repeat) {
    return;
  }
  if (event.key === "Escape" && event.target.closest("textarea[data-key]")) {
    event.target.blur();
    return;
  }
  if (event.target.closest("input:not([type=checkbox]), select, textarea")) {
    return;
  }
  const marked = markedWith((event.key || "").toLowerCase());
  if (!marked) {
    return;
  }
  event.preventDefault();
  if (marked.tagName === "TEXTAREA") {
    marked.focus();
  } else {
    marked.click();
  }
});

function markedWith(letter) {
  return /^[a-z]$/.test(letter) ? document.querySelector(`[data-key=${letter}]`) : null;
}
