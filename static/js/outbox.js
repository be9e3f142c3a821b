// Sending a post when there is no signal: it waits in this browser, is shown as not sent yet,
// and goes out by itself. The server writes one press of the button once, so sending it again
// after a lost answer does no harm.
(function () {
  "use strict";

  var form = document.querySelector("form[data-composer]");
  var shown = document.querySelector("[data-unsent]");
  if (!form || !shown || !window.indexedDB) return;
  var row = shown.querySelector("template");
  var user = form.dataset.user;
  var EVERY = 20000;

  function store(mode, act) {
    return new Promise(function (done, failed) {
      var opening = indexedDB.open("exchange", 1);
      opening.onupgradeneeded = function () {
        opening.result.createObjectStore("unsent", { keyPath: "submission" });
      };
      opening.onerror = failed;
      opening.onsuccess = function () {
        var change = opening.result.transaction("unsent", mode);
        var asked = act(change.objectStore("unsent"));
        change.oncomplete = function () {
          opening.result.close();
          done(asked.result);
        };
        change.onerror = change.onabort = failed;
      };
    });
  }

  function mine() {
    return store("readonly", function (unsent) {
      return unsent.getAll();
    }).then(function (all) {
      return all.filter(function (one) {
        return one.user === user;
      });
    });
  }

  function put(one) {
    return store("readwrite", function (unsent) {
      return unsent.put(one);
    });
  }

  function drop(one) {
    return store("readwrite", function (unsent) {
      return unsent.delete(one.submission);
    });
  }

  // {url} once it is written; {problem} where a person must look, with `answered` where the
  // page's own answer to it says more. Fails without a signal.
  function send(one) {
    var data = new FormData();
    one.entries.forEach(function (entry) {
      data.append(entry[0], entry[1]);
    });
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    var asked = { method: "POST", body: data, headers: { Accept: "application/json" } };
    return fetch(one.action, asked).then(function (answer) {
      if (answer.status >= 500) throw new Error(answer.status);
      return answer.json().then(
        function (said) {
          if (said.url) return said;
          return { problem: said.problem || (said.problems || [])[0], answered: true };
        },
        function () {
          return { problem: form.dataset.look };
        }
      );
    });
  }

  function goTo(url) {
    var to = new URL(url, location.href);
    if (to.pathname + to.search !== location.pathname + location.search) {
      location.assign(to);
    } else {
      location.hash = to.hash;
      location.reload();
    }
  }

  // Sending

  form.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (event.defaultPrevented || (button && button.name === "do")) return;
    event.preventDefault();
    var one = {
      submission: form.elements.submission.value,
      user: user,
      action: form.action,
      entries: Array.from(new FormData(form).entries()),
      attached: form.querySelector("[data-attached]").innerHTML,
      at: Date.now(),
    };
    send(one).then(
      function (said) {
        if (said.url) {
          form.dispatchEvent(new Event("outbox:sent"));
          goTo(said.url);
        } else if (said.answered) {
          form.submit(); // the page itself says what is wrong, beside its box
        } else {
          one.problem = said.problem;
          keepWaiting(one);
        }
      },
      function () {
        keepWaiting(one);
      }
    );
  });

  function keepWaiting(one) {
    put(one).then(waits, function () {
      form.submit();
    });
  }

  function waits() {
    form.elements.submission.value = anew();
    form.elements.body.value = "";
    form.elements.files.value = "";
    if (form.elements.title) form.elements.title.value = "";
    delete form.dataset.sent;
    form.dispatchEvent(new Event("outbox:waits"));
    show().then(function () {
      shown.scrollIntoView({ block: "center" });
    });
  }

  function anew() {
    if (window.isSecureContext) return crypto.randomUUID();
    var hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), function (byte) {
      return (byte + 256).toString(16).slice(1);
    }).join("");
    return hex.replace(/^(.{12}).(.{3}).(.{15})$/, "$14$2a$3");
  }

  // Waiting

  function value(one, name) {
    var found = one.entries.find(function (entry) {
      return entry[0] === name;
    });
    return found ? found[1] : "";
  }

  function show() {
    return mine().then(function (waiting) {
      shown.querySelectorAll("[data-one]").forEach(function (old) {
        old.remove();
      });
      waiting.forEach(function (one) {
        var made = row.content.firstElementChild.cloneNode(true);
        made.querySelector("[data-words]").textContent = value(one, "body");
        made.querySelector("[data-problem]").textContent = one.problem || "";
        made.querySelector("[data-now]").addEventListener("click", function () {
          delete one.problem;
          put(one).then(flush);
        });
        made.querySelector("[data-back]").addEventListener("click", function () {
          takeBack(one);
        });
        shown.append(made);
      });
      return waiting;
    });
  }

  // The words and files stand in the form again, to be changed or sent anew.
  function takeBack(one) {
    var text = form.elements.body, files = new DataTransfer();
    text.value = (text.value.trimEnd() + "\n\n" + value(one, "body")).trimStart();
    if (form.elements.title && !form.elements.title.value) {
      form.elements.title.value = value(one, "title");
    }
    one.entries.forEach(function (entry) {
      if (entry[0] === "files" && entry[1].size) files.items.add(entry[1]);
    });
    form.elements.files.files = files.files;
    var attached = form.querySelector("[data-attached]");
    attached.innerHTML += one.attached;
    one.entries.forEach(function (entry) {
      if (!/^(alt-|remove$)/.test(entry[0])) return;
      attached.querySelectorAll('[name="' + entry[0] + '"]').forEach(function (box) {
        if (box.type !== "checkbox") box.value = entry[1];
        else if (box.value === entry[1]) box.checked = true;
      });
    });
    drop(one).then(show);
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  }

  var busy = false;
  function flush() {
    if (busy) return;
    busy = true;
    var here = null;
    mine()
      .then(function (waiting) {
        return waiting.reduce(function (before, one) {
          return before.then(function () {
            if (one.problem) return null;
            return send(one).then(function (said) {
              if (!said.url) {
                one.problem = said.problem;
                return put(one);
              }
              if (new URL(one.action).pathname === location.pathname) here = said.url;
              return drop(one);
            });
          });
        }, Promise.resolve());
      })
      .catch(function () {
        // still no signal
      })
      .then(function () {
        busy = false;
        return show();
      })
      .then(function () {
        if (here && !form.elements.body.value) goTo(here);
      });
  }

  window.addEventListener("online", flush);
  show().then(function (waiting) {
    if (waiting.length) flush();
  });
  setInterval(function () {
    if (shown.querySelector("[data-one]")) flush();
  }, EVERY);
})();
