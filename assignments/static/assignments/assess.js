/* What the grid of assessments does better with JavaScript. Without it every row shows all its boxes, and
   each is chosen by itself. */

/* ---- A row shows the boxes that its choice asks for. */

rows().forEach((row) => {
  const choice = choiceOf(row);
  if (!choice) {
    return;
  }
  choice.addEventListener("change", () => showParts(row, choice.value));
  row.addEventListener("input", () => row.classList.add("is-touched"));
  showParts(row, choice.value);
});

function rows() {
  return [...document.querySelectorAll(".assess-row")];
}

function choiceOf(row) {
  return row.querySelector("select[name$=-standing]");
}

function showParts(row, standing) {
  const needsApproval = standing === "adjusted" || standing === "cancelled";
  show(row, "slow", standing === "slow");
  show(row, "override", standing && !needsApproval && isAgainstHint(row, standing));
  show(row, "approval", needsApproval);
}

/* Who judges otherwise than the hint, or well of a unit that did not report, says why. */
function isAgainstHint(row, standing) {
  const hint = row.getAttribute("data-hint");
  const isGood = standing === "on_track" || standing === "done";
  return (isSilent(row) && isGood) || (hint && hint !== standing);
}

function isSilent(row) {
  return row.getAttribute("data-silent") === "yes";
}

/* What is wrong in a box is seen whatever is chosen. */
function show(row, name, wanted) {
  const part = row.querySelector(`[data-when=${name}]`);
  if (part) {
    part.hidden = !wanted && !part.querySelector(".errors");
  }
}

/* ---- Many rows take the same choice, or what their hint says; nothing is saved by it. */

const fillForm = document.querySelector("[data-fill]");
if (fillForm) {
  fillForm.hidden = false;
  fillForm.querySelector("button").addEventListener("click", () => {
    const wanted = fillForm.querySelector("select").value;
    const filled = rows().filter((row) => fillRow(row, wanted));
    fillForm.querySelector("[role=status]").textContent = filled.length
      ? `已填入 ${filled.length} 行，还没有保存。请核对后点“保存本页评定”。`
      : "本页没有可以填入的行。";
  });
}

/* Fills an empty row unless its hint says otherwise; says whether it did. */
function fillRow(row, wanted) {
  const choice = choiceOf(row);
  const hint = row.getAttribute("data-hint");
  const standing = wanted || hint;
  if (choice.value || !standing || isSilent(row) || (hint && hint !== standing)) {
    return false;
  }
  choice.value = standing;
  choice.dispatchEvent(new Event("input", { bubbles: true }));
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

/* ---- Ctrl and an arrow go to the same box of the row above or below. */

document.addEventListener("keydown", (event) => {
  if (!event.ctrlKey || !/^Arrow(Up|Down)$/.test(event.key)) {
    return;
  }
  const row = event.target.closest("tr.assess-row");
  if (!row) {
    return;
  }
  event.preventDefault();
  const neighbour = event.key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
  const box = neighbour && sameBox(neighbour, event.target.name || "-standing");
  if (box) {
    box.focus();
  }
});

/* The box with the same name but for the row's number before it ("7-standing", "8-standing"), or the
   choice where that box is not shown. */
function sameBox(row, name) {
  const ending = name.replace(/^[^-]*/, "");
  const box = row.querySelector(`[name$='${ending}']`);
  return box && box.offsetWidth ? box : row.querySelector("select");
}
