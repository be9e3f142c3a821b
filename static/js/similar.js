// While a title is typed, topics much like it are shown below it: data-similar (where they are
// asked for) on a box beside an input named title. What was shown is not asked again on sending.
(function () {
  "use strict";
  var box = document.querySelector("[data-similar]");
  if (!box) return;
  var form = box.closest("form"), title = form.elements.title, asked = title.value, waiting, latest = 0;
  title.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      var typed = title.value.trim();
      if (typed === asked || typed.length < 6) return;
      asked = typed;
      var mine = ++latest;
      fetch(box.dataset.similar + "?title=" + encodeURIComponent(typed.slice(0, 200)))
        .then(function (answer) {
          return answer.ok ? answer.text() : "";
        })
        .then(function (html) {
          if (mine !== latest) return;
          box.innerHTML = html;
          if (html.trim()) form.elements.similar_seen.value = "1";
        })
        .catch(function () {});
    }, 500);
  });
})();
