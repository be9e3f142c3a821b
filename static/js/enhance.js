// Small kindnesses on top of pages that work without them. Each is attached by a data-
// attribute: data-guard (form: ask before typed text is lost), data-print, data-copy (text to
// copy), data-count (textarea with maxlength), data-focus, data-closes, data-submit-on-change,
// data-once (form: one press, one sending), data-leads-on (what an old link meets).
(function () {
  "use strict";

  function each(selector, act) {
    document.querySelectorAll(selector).forEach(act);
  }

  // Buttons that only make sense with a script are hidden in the page until here.
  each("[data-print], [data-copy]", function (button) {
    button.hidden = false;
  });

  document.addEventListener("click", function (event) {
    var print = event.target.closest("[data-print]");
    if (print) {
      window.print();
      return;
    }
    var copy = event.target.closest("[data-copy]");
    if (copy && navigator.clipboard) {
      navigator.clipboard.writeText(copy.dataset.copy || location.href).then(function () {
        var told = document.createElement("span");
        told.setAttribute("role", "status");
        told.textContent = copy.dataset.copied || "✓";
        copy.replaceChildren(told);
      });
    }
    // A menu closes when the reader turns to something else.
    each("details[data-closes][open]", function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    each("details[data-closes][open]", function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  each("form[data-guard]", function (form) {
    var typed = false;
    form.addEventListener("input", function () {
      typed = true;
    });
    form.addEventListener("submit", function () {
      typed = false;
    });
    window.addEventListener("beforeunload", function (event) {
      if (typed) event.preventDefault();
    });
  });

  each("form[data-once]", function (form) {
    form.addEventListener("submit", function (event) {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
    });
    // Coming back with the browser's Back button must leave the form usable.
    window.addEventListener("pageshow", function () {
      delete form.dataset.sent;
    });
  });

  each("textarea[data-count][maxlength]", function (box) {
    var told = document.createElement("span");
    told.className = "field__count";
    box.after(told);
    function say() {
      told.textContent = box.value.length + " / " + box.maxLength;
    }
    box.addEventListener("input", say);
    say();
  });

  each("form[data-submit-on-change]", function (form) {
    form.addEventListener("change", function (event) {
      if (event.target.matches("select, [type=radio], [type=checkbox]")) form.requestSubmit();
    });
  });

  // An old link to a post that stands elsewhere now: go on to it at once.
  function goOn() {
    var old = document.getElementById(location.hash.slice(1));
    if (old && "leadsOn" in old.dataset) location.replace(old.querySelector("a").href);
  }
  window.addEventListener("hashchange", goOn);
  goOn();

  // The style page shows a form with errors that nobody sent.
  var first = document.querySelector('[data-focus]:not(form[action^="#"] *)');
  if (first) first.focus();
})();
