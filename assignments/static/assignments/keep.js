/* What was typed outlives a lost sign-in: it waits in this tab until the page it belongs to is open again.
   Forms with drafts of their own (data-keep) look after themselves in desk.js. Marks on the page: body[data-user]
   who is signed in, [data-refused] a page that is shown instead of the one that a form was sent to. */
(function () {
  "use strict";
  var KEY = "typed";
  var user = document.body.getAttribute("data-user") || "";

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) { return; }
    /* Sent once more from the page that gave it back: it is not put back as well. */
    if (form.hasAttribute("data-again")) { sessionStorage.removeItem(KEY); return; }
    /* A second click while the first is under way would be taken for somebody else's change. */
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "");
    window.setTimeout(function () { form.removeAttribute("data-sent"); }, 5000);
    keep();
  });
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) { return; }
    each(document.querySelectorAll("[data-sent]"), function (form) { form.removeAttribute("data-sent"); });
  });

  /* The sign-in page is no fragment: open it as a page, and come back here. */
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target.id === "autosave" || !/\/accounts\/login\//.test(event.detail.xhr.responseURL || "")) { return; }
    event.detail.shouldSwap = false;
    keep();
    window.location.reload();
  });

  var kept = read();
  if (kept && document.querySelector("[data-refused]")) {
    kept.refused = true;
    store(kept);
  } else if (kept && user && (!kept.refused || kept.user !== user)) {
    sessionStorage.removeItem(KEY);
  } else if (kept && user && kept.places.indexOf(place(window.location)) !== -1) {
    if (kept.forms.filter(putBack).length) { sessionStorage.removeItem(KEY); }
  }

  function keep() {
    var changed = Array.prototype.filter.call(document.querySelectorAll("main form[method=post]:not([data-keep])"), differs);
    if (!user || !changed.length) { return; }
    /* An action's address is its page's with one more word: /desk/sheet/save/ leads back to /desk/sheet/. */
    var places = [place(window.location), place(above(window.location))];
    changed.forEach(function (form) {
      var target = new URL(form.getAttribute("action") || "", window.location);
      places.push(place(target), place(above(target)));
    });
    store({ user: user, places: places, forms: changed.map(function (form) { return { same: hidden(form), values: values(form) }; }) });
  }

  function putBack(was) {
    var names = Object.keys(was.values);
    var forms = Array.prototype.filter.call(document.querySelectorAll("main form[method=post]"), function (form) {
      var present = values(form);
      return names.every(function (name) { return name in present; });
    });
    var form = forms.filter(function (one) { return hidden(one) === was.same; })[0] || forms[0];
    if (!form) { return false; }
    each(fields(form), function (field, name) {
      if (!(name in was.values)) { return; }
      if (typeof was.values[name] === "boolean") { field.checked = was.values[name]; } else { field.value = was.values[name]; }
      for (var box = field.closest("details"); box; box = box.parentNode.closest("details")) { box.open = true; }
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
    var note = document.createElement("p");
    note.className = "note note-warn";
    note.setAttribute("role", "status");
    note.textContent = "上次没有提交成功的内容已放回，还没有提交；请核对后再提交" +
      (form.querySelector("input[type=file]") ? "，附件请重新选择。" : "。");
    form.insertBefore(note, form.firstChild);
    return true;
  }

  function differs(form) {
    return fields(form).some(function (field) {
      if (/^(checkbox|radio)$/.test(field.type)) { return field.checked !== field.defaultChecked; }
      if (field.type !== "select-one") { return field.value !== field.defaultValue; }
      var before = Array.prototype.filter.call(field.options, function (option) { return option.defaultSelected; });
      return field.selectedIndex !== (before[0] ? before[0].index : 0);
    });
  }

  function values(form) {
    var found = {};
    each(fields(form), function (field, name) {
      found[name] = /^(checkbox|radio)$/.test(field.type) ? field.checked : field.value;
    });
    return found;
  }

  function fields(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && /^(text|search|textarea|date|number|email|tel|select-one|checkbox|radio)$/.test(field.type);
    });
  }

  /* What a form is about: its hidden fields, but for what differs each time it is opened. */
  function hidden(form) {
    return Array.prototype.filter.call(form.querySelectorAll("input[type=hidden]"), function (field) {
      return !/^csrf|version$|^seen$/.test(field.name);
    }).map(function (field) { return field.name + "=" + field.value; }).join("&");
  }

  function above(address) { return { pathname: address.pathname.replace(/[^/]+\/$/, ""), search: address.search }; }
  function place(address) { return address.pathname + address.search; }

  /* Calls `what` with each field and its name; a box is known by its value too. */
  function each(list, what) {
    Array.prototype.forEach.call(list, function (field) {
      what(field, /^(checkbox|radio)$/.test(field.type) ? field.name + "=" + field.value : field.name);
    });
  }

  function store(what) { try { sessionStorage.setItem(KEY, JSON.stringify(what)); } catch (error) { return; } }
  function read() { try { return JSON.parse(sessionStorage.getItem(KEY)); } catch (error) { return null; } }
})();
