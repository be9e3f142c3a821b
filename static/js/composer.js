// Writing a post, on top of a form that works without: tools over the text, pictures made small
// before they travel, quoting what is marked, and keeping the text on the server while it is
// typed. Without a signal it is kept in the browser. static/js/outbox.js does the sending and
// tells here with the events "outbox:sent" and "outbox:waits".
(function () {
  "use strict";

  var form = document.querySelector("form[data-composer]");
  if (!form) return;
  var text = form.elements.body;
  var title = form.elements.title;
  var files = form.elements.files;
  var told = form.querySelector("[data-told]");
  var attached = form.querySelector("[data-attached]");
  var LONG_SIDE = 1920, LONGEST_QUOTE = 600;

  function typed() {
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Tools

  var tools = form.querySelector("[data-tools]");
  var acts = {
    bold: function () {
      around("**", "**");
    },
    list: function () {
      atLines("- ");
    },
    quote: function () {
      atLines("> ");
    },
    link: function () {
      var from = around("[", "](https://)");
      text.setSelectionRange(from + 2, from + 10);
    },
    picture: function () {
      files.click();
    },
  };

  // Puts marks around what is chosen; returns the place behind the chosen words.
  function around(before, after) {
    var from = text.selectionStart, words = text.value.slice(from, text.selectionEnd);
    text.setRangeText(before + words + after, from, text.selectionEnd, "end");
    text.focus();
    text.setSelectionRange(from + before.length, from + before.length + words.length);
    typed();
    return from + before.length + words.length;
  }

  function atLines(mark) {
    var from = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    var lines = text.value.slice(from, text.selectionEnd).split("\n");
    var marked = lines.map(function (line) {
      return mark + line;
    });
    text.setRangeText(marked.join("\n"), from, text.selectionEnd, "end");
    text.focus();
    typed();
  }

  var buttons = Array.prototype.slice.call(tools.querySelectorAll("button"));
  text.before(tools);
  tools.hidden = false;
  tools.addEventListener("click", function (event) {
    var button = event.target.closest("[data-tool]");
    if (button) acts[button.dataset.tool]();
  });
  // One stop for Tab, arrows inside, as in every tool bar.
  buttons.forEach(function (button, at) {
    button.tabIndex = at ? -1 : 0;
  });
  tools.addEventListener("keydown", function (event) {
    var step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    var at = buttons.indexOf(document.activeElement);
    buttons[at].tabIndex = -1;
    var next = buttons[(at + step + buttons.length) % buttons.length];
    next.tabIndex = 0;
    next.focus();
  });
  text.addEventListener("keydown", function (event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    var act = { b: acts.bold, k: acts.link }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // Quoting: what is marked in the post, else its own words. A tap ends the marking, so the
  // last one is remembered.

  var marked = null;
  document.addEventListener("selectionchange", function () {
    var chosen = document.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return;
    var inside = chosen.getRangeAt(0).commonAncestorContainer;
    inside = inside.nodeType === 1 ? inside : inside.parentElement;
    var body = inside.closest(".post__body");
    marked = body && { body: body, words: String(chosen), at: Date.now() };
  });

  function ownWords(body) {
    return Array.prototype.filter
      .call(body.children, function (part) {
        return !part.matches("blockquote, .attached");
      })
      .map(function (part) {
        if (!part.matches("ul, ol")) return part.innerText;
        return Array.prototype.map
          .call(part.children, function (line) {
            return "- " + line.innerText;
          })
          .join("\n");
      })
      .join("\n\n")
      .slice(0, LONGEST_QUOTE);
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-quote]");
    if (!link) return;
    event.preventDefault();
    var body = link.closest(".post").querySelector(".post__body");
    var fresh = marked && marked.body === body && Date.now() - marked.at < 60000;
    var words = (fresh ? marked.words : ownWords(body)).trim().replace(/@\[([^\]\n]*)\]/g, "$1");
    var name = link.dataset.quoteName.replace(/[[\]\\]/g, "");
    var lines = ["[" + name + "](/posts/" + link.dataset.quote + "/)", ""].concat(words.split("\n"));
    var quote = lines.map(function (line) {
      return ("> " + line).trimEnd();
    });
    text.value = (text.value.trimEnd() + "\n\n" + quote.join("\n") + "\n\n").trimStart();
    marked = null;
    typed();
    text.focus();
    text.scrollIntoView({ block: "center" });
  });

  // Pictures

  function small(file) {
    if (!/^image\/(jpeg|webp)$/.test(file.type) || !window.createImageBitmap) {
      return Promise.resolve(file);
    }
    return createImageBitmap(file, { imageOrientation: "from-image" })
      .then(function (picture) {
        var scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
        var canvas = document.createElement("canvas");
        canvas.width = Math.round(picture.width * scale);
        canvas.height = Math.round(picture.height * scale);
        canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
        return new Promise(function (done) {
          canvas.toBlob(done, "image/jpeg", 0.85);
        });
      })
      .then(function (made) {
        if (!made || made.size >= file.size) return file;
        return new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: made.type });
      })
      .catch(function () {
        return file; // the server reads more kinds than this browser
      });
  }

  files.addEventListener("change", function () {
    say(form.dataset.sending);
    Promise.all(Array.prototype.map.call(files.files, small)).then(function (chosen) {
      var carried = new DataTransfer();
      chosen.forEach(function (file) {
        carried.items.add(file);
      });
      files.files = carried.files;
      keep();
    });
  });
  attached.addEventListener("change", keep);

  // Keeping

  var place = "begun:" + form.dataset.user + ":" + location.pathname;
  var changed = false, keeping = false, again = false, sending = false, waiting;

  function say(words, bad) {
    told.textContent = words || "";
    told.classList.toggle("composer__told--bad", !!bad);
  }

  function keep() {
    clearTimeout(waiting);
    if (sending) return;
    if (keeping) {
      again = true;
      return;
    }
    keeping = true;
    changed = again = false;
    var data = new FormData(form), carried = files.files.length;
    data.set("do", "draft");
    fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } })
      .then(function (answer) {
        return answer.json();
      })
      .then(function (kept) {
        if (sending) return;
        if (kept.seen !== undefined) form.elements.seen.value = kept.seen;
        var problem = kept.problem || (kept.problems || [])[0];
        if (kept.attached !== undefined && (carried || attached.querySelector("[name=gone]:checked"))) {
          showAttached(kept.attached);
          files.value = "";
        }
        say(problem || kept.told, problem);
        if (problem) here();
        else if (!changed) forget();
      })
      .catch(function () {
        changed = true;
        here();
        say(form.dataset.offline);
      })
      .then(function () {
        keeping = false;
        if (again) keep();
      });
  }

  // As the server has it, with the words and ticks that came since.
  function showAttached(html) {
    var typed = Array.prototype.map.call(
      attached.querySelectorAll("[name^=alt-], [name=remove]"),
      function (box) {
        return [box.name, box.value, box.checked];
      }
    );
    attached.innerHTML = html;
    typed.forEach(function (one) {
      attached.querySelectorAll('[name="' + one[0] + '"]').forEach(function (box) {
        if (box.type !== "checkbox") box.value = one[1];
        else if (box.value === one[1]) box.checked = one[2];
      });
    });
  }

  // In this browser, for as long as the server does not have it.
  function here() {
    try {
      var now = { body: text.value, title: title ? title.value : "", seen: form.elements.seen.value };
      localStorage.setItem(place, JSON.stringify(now));
    } catch (full) {
      // the page still asks before it is left
    }
  }

  function forget() {
    try {
      localStorage.removeItem(place);
    } catch (refused) {
      // nothing was kept either
    }
  }

  function found() {
    try {
      return JSON.parse(localStorage.getItem(place));
    } catch (refused) {
      return null;
    }
  }

  var before = found();
  if (before && before.body && before.body.trim() !== text.value.trim()) {
    var same = before.seen === form.elements.seen.value || !text.value.trim();
    text.value = same ? before.body : text.value.trimEnd() + "\n\n" + before.body;
    if (title && !title.value) title.value = before.title;
    changed = true;
    say(form.dataset.found);
  }

  form.addEventListener("input", function (event) {
    if (event.target.type === "file") return;
    changed = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 2000);
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden" && changed) {
      here();
      keep();
    }
  });
  window.addEventListener("online", function () {
    if (changed) keep();
  });
  form.addEventListener("submit", function () {
    sending = true;
    clearTimeout(waiting);
  });
  form.addEventListener("outbox:sent", forget);
  form.addEventListener("outbox:waits", function () {
    sending = changed = false;
    forget();
    attached.replaceChildren();
    say("");
  });
  window.addEventListener("beforeunload", function (event) {
    if (changed && !sending) event.preventDefault();
  });
  window.addEventListener("pageshow", function () {
    sending = false;
  });
})();
