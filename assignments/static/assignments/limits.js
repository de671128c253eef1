/* How many characters still fit into a box with a limit ([data-limit]), said once it fills up. What is
   too long is kept and sent: the server says the same, with the same count (assignments/rules/lengths.py). */

/* The share of the limit from which on it is said. */
const NEAR = 0.8;

document.addEventListener("input", (event) => {
  if (event.target.hasAttribute && event.target.hasAttribute("data-limit")) {
    count(event.target);
  }
  /* Programs that put text back tell the form alone. */
  if (event.target.tagName === "FORM") {
    countAll(event.target);
  }
});
countAll(document);

function countAll(place) {
  place.querySelectorAll("[data-limit]").forEach(count);
}

function count(field) {
  const limit = Number(field.getAttribute("data-limit"));
  const length = lengthOf(field);
  const isNear = length >= limit * NEAR;
  if (!isNear && !noteOf(field)) {
    return;
  }
  const note = noteOf(field) || addNote(field);
  note.textContent = isNear ? words(length, limit) : "";
  note.classList.toggle("t-late", length > limit);
}

/* A character is one code point and a line's end is one, as on the server, which takes blanks off both
   ends. */
function lengthOf(field) {
  return Array.from(field.value.trim()).length;
}

function words(length, limit) {
  return length > limit
    ? `超出 ${length - limit} 字，最多 ${limit} 字，请缩短。`
    : `还可写 ${limit - length} 字。`;
}

function noteId(field) {
  return "limit-" + (field.id || field.name);
}

function noteOf(field) {
  return document.getElementById(noteId(field));
}

function addNote(field) {
  const note = document.createElement("p");
  note.id = noteId(field);
  note.className = "hint limit";
  note.setAttribute("role", "status");
  field.insertAdjacentElement("afterend", note);
  const described = field.getAttribute("aria-describedby") || "";
  field.setAttribute("aria-describedby", `${described} ${note.id}`.trim());
  return note;
}
