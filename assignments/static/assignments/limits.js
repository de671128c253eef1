/* How many characters still fit into a box with a limit ([data-limit]), said once it fills up. What is too long is
   kept and sent: the server says the same, with the same count (assignments/rules/lengths.py). */
(function () {
  "use strict";
  var NEAR = 0.8;

  /* A character is one code point and a line's end is one, as on the server, which takes blanks off both ends. */
  function length(field) { return Array.from(field.value.trim()).length; }

  function note(field) {
    var id = "limit-" + (field.id || field.name), found = document.getElementById(id);
    if (found) { return found; }
    found = document.createElement("p");
    found.id = id;
    found.className = "hint limit";
    found.setAttribute("role", "status");
    field.insertAdjacentElement("afterend", found);
    field.setAttribute("aria-describedby", ((field.getAttribute("aria-describedby") || "") + " " + id).trim());
    return found;
  }

  function count(field) {
    var limit = Number(field.getAttribute("data-limit")), now = length(field), over = now - limit;
    if (now < limit * NEAR && !document.getElementById("limit-" + (field.id || field.name))) { return; }
    var said = note(field);
    said.textContent = over > 0
      ? "超出 " + over + " 字，最多 " + limit + " 字，请缩短。"
      : now < limit * NEAR ? "" : "还可写 " + (0 - over) + " 字。";
    said.classList.toggle("t-late", over > 0);
  }

  document.addEventListener("input", function (event) {
    if (event.target.hasAttribute && event.target.hasAttribute("data-limit")) { count(event.target); }
    /* Programs that put text back tell the form alone. */
    if (event.target.tagName === "FORM") { all(event.target); }
  });
  function all(inside) { Array.prototype.forEach.call(inside.querySelectorAll("[data-limit]"), count); }
  all(document);
})();
