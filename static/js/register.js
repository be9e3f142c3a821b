// Registration forms while somebody fills them in; all of it works without. Attributes:
// data-only-if (name of a field) and data-only-value: shown while that field has that answer
// (courses/questions.py decides by the same rule); data-live (address), data-live-from (names)
// and data-live-instead (id): a piece of the form that is asked for anew while those are typed.
(function () {
  "use strict";

  var form = document.querySelector("form[data-register]");
  if (!form) return;

  function plain(text) {
    return String(text || "")
      .replace(/[๐-๙]/g, function (digit) {
        return digit.charCodeAt(0) - 0xe50;
      })
      .replace(/,(?=\d{3}(?!\d))/g, "")
      .trim()
      .toLowerCase();
  }

  function value(name) {
    var fields = form.elements[name];
    return plain(fields && fields.value);
  }

  // In the order of the page, so that what hangs on a hidden question is hidden too.
  function showAsked() {
    var hidden = {};
    form.querySelectorAll("[data-only-if]").forEach(function (part) {
      var name = part.dataset.onlyIf;
      var given = hidden[name] ? "" : value(name);
      var wanted = plain(part.dataset.onlyValue);
      var met = given !== "" && (!wanted || given === wanted || given - wanted === 0);
      // What the server complains about stays in sight.
      part.hidden = !met && !part.querySelector(".field--error");
      if (part.hidden) {
        part.querySelectorAll("[name]").forEach(function (field) {
          hidden[field.name] = true;
        });
      }
    });
  }
  form.addEventListener("input", showAsked);
  form.addEventListener("change", showAsked);
  showAsked();

  form.querySelectorAll("[data-live]").forEach(function (part) {
    var from = part.dataset.liveFrom.split(" ");
    var instead = document.getElementById(part.dataset.liveInstead);
    var waiting, asked = 0;

    function ask() {
      var number = ++asked;
      fetch(part.dataset.live, { method: "POST", body: new FormData(form) })
        .then(function (answer) {
          return answer.ok ? answer.text() : Promise.reject(answer.status);
        })
        .then(function (html) {
          if (number !== asked) return;
          part.innerHTML = html;
          if (!instead) return;
          instead.hidden = !!part.querySelector("[type=radio]");
          instead.querySelectorAll("[name]").forEach(function (field) {
            field.disabled = instead.hidden;
          });
        })
        .catch(function () {
          // Without a connection the button of the form still does it.
        });
    }

    form.addEventListener("input", function (event) {
      if (from.indexOf(event.target.name) < 0) return;
      clearTimeout(waiting);
      waiting = setTimeout(ask, 300);
    });
  });
})();
