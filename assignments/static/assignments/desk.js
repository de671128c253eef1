/* What the desks do better with JavaScript. Without it every page works the same way round:
   drafts are kept on the server, choices show all their boxes, keys are links and buttons. */
(function () {
  "use strict";

  /* ---- What was typed is also kept in this browser until the server has it. */
  var SIGNED_OUT = "登录已失效，内容已暂存在这台电脑上。请重新登录后再打开本页，可以放回。";

  var RETRY = 10000;

  var form = document.querySelector("form[data-keep]");
  var saved = document.querySelector(".messages .note-good");
  if (saved) { forgetSent(); }
  if (form) { keep(form); }

  /* What was sent is kept until a page says that it arrived: the way there may have been cut. */
  function forgetSent() {
    try {
      Object.keys(localStorage).forEach(function (key) {
        if (/^(report|sheet)\//.test(key) && (read(key) || {}).sent) { forget(key); }
      });
    } catch (error) { return; }
  }

  function keep(form) {
    var key = form.getAttribute("data-keep");
    var shown = values(form);
    var again = 0;
    function retry() {
      window.clearTimeout(again);
      again = 0;
      form.dispatchEvent(new Event("input", { bubbles: true }));
    }
    offer(form, key, shown);
    form.addEventListener("input", function () {
      store(key, { at: new Date().toISOString(), sent: false, values: values(form) });
    });
    form.addEventListener("submit", function () {
      var kept = read(key);
      if (kept) { kept.sent = true; store(key, kept); }
    });
    document.body.addEventListener("htmx:beforeSwap", function (event) {
      if (event.target.id === "autosave" && lost(event.detail.xhr)) {
        event.detail.shouldSwap = false;
        say(SIGNED_OUT);
      }
    });
    document.body.addEventListener("htmx:afterSwap", function (event) {
      if (event.target.id === "autosave" && !event.target.querySelector(".t-late")) { forget(key); }
    });
    document.body.addEventListener("htmx:sendError", function () {
      say("网络不通，内容已暂存在这台电脑上，恢复后会继续保存。");
      window.clearTimeout(again);
      again = window.setTimeout(retry, RETRY);
    });
    window.addEventListener("online", function () { if (again) { retry(); } });
    document.body.addEventListener("htmx:responseError", function (event) {
      var xhr = event.detail.xhr;
      if (xhr.status === 503) {
        say(xhr.responseText.trim() + "届时会自动再存。");
        window.clearTimeout(again);
        again = window.setTimeout(retry, (Number(xhr.getResponseHeader("Retry-After")) || 30) * 1000);
        return;
      }
      say(xhr.status === 403 ? SIGNED_OUT : "没有保存成功，内容已暂存在这台电脑上。");
    });
  }

  function lost(xhr) {
    return /\/accounts\/login/.test(xhr.responseURL || "");
  }

  function say(text) {
    var place = document.getElementById("autosave");
    if (place) { place.textContent = text; place.className = "autosave t-late"; }
  }

  function fields(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && /^(text|textarea|date)$/.test(field.type);
    });
  }

  function values(form) {
    var found = {};
    fields(form).forEach(function (field) { found[field.name] = field.value; });
    return found;
  }

  function offer(form, key, shown) {
    /* The page answers a post and shows what was typed; it is kept until it is saved. */
    if (form.hasAttribute("data-posted")) { store(key, { at: new Date().toISOString(), sent: false, values: shown }); return; }
    var kept = read(key);
    if (!kept) { return; }
    if (same(kept.values, shown)) { forget(key); return; }
    var note = document.createElement("div");
    note.className = "note note-warn kept";
    var text = document.createElement("p");
    text.textContent = "这台电脑上还有 " + new Date(kept.at).toLocaleString("zh-CN") + " 没存上的内容。";
    note.appendChild(text);
    note.appendChild(button("放回框内", function () {
      fields(form).forEach(function (field) {
        if (field.name in kept.values) { field.value = kept.values[field.name]; }
      });
      form.dispatchEvent(new Event("input", { bubbles: true }));
      note.remove();
    }));
    note.appendChild(button("不要了", function () { forget(key); note.remove(); }));
    form.insertBefore(note, form.firstChild);
  }

  function button(word, action) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-small";
    made.textContent = word;
    made.addEventListener("click", action);
    return made;
  }

  function same(one, other) {
    return Object.keys(one).every(function (name) { return one[name] === (other[name] || ""); });
  }

  /* Storage may be full or forbidden; then the server's draft has to do. */
  function store(key, what) { try { localStorage.setItem(key, JSON.stringify(what)); } catch (error) { return; } }
  function read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch (error) { return null; } }
  function forget(key) { try { localStorage.removeItem(key); } catch (error) { return; } }

  /* ---- A row of the grid shows the boxes that its choice asks for. */
  Array.prototype.forEach.call(document.querySelectorAll(".assess-row"), function (row) {
    var choice = row.querySelector("select[name$=-standing]");
    if (!choice) { return; }
    choice.addEventListener("change", function () { fit(row, choice.value); });
    row.addEventListener("input", function () { row.classList.add("is-touched"); });
    fit(row, choice.value);
  });

  function fit(row, standing) {
    var approval = standing === "adjusted" || standing === "cancelled";
    var green = standing === "on_track" || standing === "done";
    var hint = row.getAttribute("data-hint");
    var against = standing && !approval &&
      ((row.getAttribute("data-silent") === "yes" && green) || (hint && hint !== standing));
    show(row, "slow", standing === "slow");
    show(row, "override", against);
    show(row, "approval", approval);
  }

  function show(row, name, wanted) {
    var part = row.querySelector("[data-when=" + name + "]");
    if (part) { part.hidden = !wanted && !part.querySelector(".errors"); }
  }

  /* ---- Many rows take the same choice, or what their hint says; nothing is saved by it. */
  var fill = document.querySelector("[data-fill]");
  if (fill) {
    fill.hidden = false;
    fill.querySelector("button").addEventListener("click", function () {
      var wanted = fill.querySelector("select").value;
      var filled = Array.prototype.filter.call(document.querySelectorAll(".assess-row"), function (row) {
        var choice = row.querySelector("select[name$=-standing]");
        var hint = row.getAttribute("data-hint");
        var standing = wanted || hint;
        if (choice.value || !standing || row.getAttribute("data-silent") === "yes") { return false; }
        if (hint && hint !== standing) { return false; }
        choice.value = standing;
        choice.dispatchEvent(new Event("input", { bubbles: true }));
        choice.dispatchEvent(new Event("change", { bubbles: true }));
        return true;
      });
      fill.querySelector("[role=status]").textContent = filled.length
        ? "已填入 " + filled.length + " 行，还没有保存。请核对后点“保存本页评定”。"
        : "本页没有可以填入的行。";
    });
  }

  /* ---- Ctrl and an arrow go to the same box of the row above or below. */
  document.addEventListener("keydown", function (event) {
    var row = event.ctrlKey && /^Arrow(Up|Down)$/.test(event.key) && event.target.closest("tr.assess-row");
    var beside = row && (event.key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling);
    if (!row) { return; }
    event.preventDefault();
    if (!beside) { return; }
    var box = beside.querySelector("[name$='" + (event.target.name || "-standing").replace(/^[^-]*/, "") + "']");
    if (!box || !box.offsetWidth) { box = beside.querySelector("select"); }
    if (box) { box.focus(); }
  });

  /* ---- One letter for each of the marked buttons, links and boxes. */
  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.repeat) { return; }
    if (event.key === "Escape" && event.target.closest("textarea[data-key]")) { event.target.blur(); return; }
    if (event.target.closest("input:not([type=checkbox]), select, textarea")) { return; }
    var letter = (event.key || "").toLowerCase();
    var found = /^[a-z]$/.test(letter) && document.querySelector("[data-key=" + letter + "]");
    if (!found) { return; }
    event.preventDefault();
    if (found.tagName === "TEXTAREA") { found.focus(); } else { found.click(); }
  });
})();
