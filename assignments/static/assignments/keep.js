/* What was typed outlives a lost sign-in: it waits in this tab until the page it belongs to is open again.
   Forms with drafts of their own (data-keep) look after themselves in drafts.js. Marks on the page:
   body[data-user] who is signed in, [data-refused] a page that is shown instead of the one that a form
   was sent to. */

import { thisTab } from "./stored.js";

const KEY = "typed";
const SECOND_CLICK_MS = 5000;
const TICKED = /^(checkbox|radio)$/;
const TYPED = /^(text|search|textarea|date|number|email|tel|select-one|checkbox|radio)$/;
const user = document.body.getAttribute("data-user") || "";

/* ---- When it is kept */

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) {
    return;
  }
  /* Sent once more from the page that gave it back: it is not put back as well. */
  if (form.hasAttribute("data-again")) {
    thisTab.forget(KEY);
    return;
  }
  /* A second click while the first is under way would be taken for somebody else's change. */
  if (form.hasAttribute("data-sent")) {
    event.preventDefault();
    return;
  }
  form.setAttribute("data-sent", "");
  window.setTimeout(() => form.removeAttribute("data-sent"), SECOND_CLICK_MS);
  keepTyped();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    document.querySelectorAll("[data-sent]").forEach((form) => form.removeAttribute("data-sent"));
  }
});

/* The sign-in page is no fragment: open it as a page, and come back here. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const isSignIn = /\/accounts\/login\//.test(event.detail.xhr.responseURL || "");
  if (event.detail.target.id === "autosave" || !isSignIn) {
    return;
  }
  event.detail.shouldSwap = false;
  keepTyped();
  window.location.reload();
});

function keepTyped() {
  const forms = [...document.querySelectorAll("main form[method=post]:not([data-keep])")];
  const changed = forms.filter(isChanged);
  if (!user || !changed.length) {
    return;
  }
  thisTab.store(KEY, {
    user,
    places: placesOf(changed),
    forms: changed.map((form) => ({ same: subjectOf(form), values: valuesOf(form) })),
  });
}

/* The pages on which it may be put back. An action's address is its page's with one more word:
   /desk/sheet/save/ leads back to /desk/sheet/. */
function placesOf(forms) {
  const targets = forms.map((form) => new URL(form.getAttribute("action") || "", window.location));
  return [window.location, ...targets].flatMap((address) => [place(address), place(above(address))]);
}

function above(address) {
  return { pathname: address.pathname.replace(/[^/]+\/$/, ""), search: address.search };
}

function place(address) {
  return address.pathname + address.search;
}

/* ---- When it is put back, or forgotten */

const kept = thisTab.read(KEY);
if (kept) {
  decide(kept);
}

function decide(kept) {
  if (document.querySelector("[data-refused]")) {
    thisTab.store(KEY, { ...kept, refused: true });
  } else if (user && (!kept.refused || kept.user !== user)) {
    thisTab.forget(KEY);
  } else if (user && kept.places.includes(place(window.location))) {
    /* Every form is asked, also after one was filled. */
    if (kept.forms.filter(putBack).length) {
      thisTab.forget(KEY);
    }
  }
}

/* Puts what was typed into the form it came from; says whether there was one. */
function putBack(typed) {
  const form = formFor(typed);
  if (!form) {
    return false;
  }
  fieldsOf(form).forEach((field) => {
    if (nameOf(field) in typed.values) {
      fill(field, typed.values[nameOf(field)]);
    }
  });
  form.dispatchEvent(new Event("input", { bubbles: true }));
  form.prepend(putBackNote(form));
  return true;
}

/* The form about the same thing, or else the first with the same fields. */
function formFor(typed) {
  const names = Object.keys(typed.values);
  const forms = [...document.querySelectorAll("main form[method=post]")].filter((form) => {
    const present = valuesOf(form);
    return names.every((name) => name in present);
  });
  return forms.find((form) => subjectOf(form) === typed.same) || forms[0];
}

function fill(field, value) {
  if (typeof value === "boolean") {
    field.checked = value;
  } else {
    field.value = value;
  }
  for (let box = field.closest("details"); box; box = box.parentNode.closest("details")) {
    box.open = true;
  }
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function putBackNote(form) {
  const hasFile = form.querySelector("input[type=file]");
  const note = document.createElement("p");
  note.className = "note note-warn";
  note.setAttribute("role", "status");
  note.textContent = "上次没有提交成功的内容已放回，还没有提交；请核对后再提交"
    + (hasFile ? "，附件请重新选择。" : "。");
  return note;
}

/* ---- The fields of a form */

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && TYPED.test(field.type));
}

/* A box to tick is known by its value too. */
function nameOf(field) {
  return TICKED.test(field.type) ? field.name + "=" + field.value : field.name;
}

function valuesOf(form) {
  const values = {};
  fieldsOf(form).forEach((field) => {
    values[nameOf(field)] = TICKED.test(field.type) ? field.checked : field.value;
  });
  return values;
}

function isChanged(form) {
  return fieldsOf(form).some((field) => {
    if (TICKED.test(field.type)) {
      return field.checked !== field.defaultChecked;
    }
    if (field.type !== "select-one") {
      return field.value !== field.defaultValue;
    }
    const chosenFirst = [...field.options].find((option) => option.defaultSelected);
    return field.selectedIndex !== (chosenFirst ? chosenFirst.index : 0);
  });
}

/* What a form is about: its hidden fields, but for what differs each time it is opened. */
function subjectOf(form) {
  return [...form.querySelectorAll("input[type=hidden]")]
    .filter((field) => !/^csrf|version$|^seen$/.test(field.name))
    .map((field) => field.name + "=" + field.value)
    .join("&");
}
