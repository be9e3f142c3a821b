/* Names to choose from while "@" is typed in the text beside a [data-names]: buttons under the
   text, reached by Tab; Escape puts them away. Without this, @[name] is typed by hand. */
(() => {
  const hint = document.querySelector("[data-names]");
  const text = document.querySelector("textarea[name=body]");
  if (!hint || !text) return;
  const box = document.createElement("div");
  box.className = "cluster";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", hint.dataset.namesLabel);
  box.setAttribute("aria-live", "polite");
  text.after(box);
  const typed = () => text.value.slice(0, text.selectionStart).match(/@([^@[\]\n]{2,60})$/);
  let waiting, asked = "";

  const choose = (name) => {
    const found = typed();
    if (!found) return;
    const end = text.selectionStart;
    text.setRangeText(`@[${name}] `, end - found[0].length, end, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    box.replaceChildren();
    text.focus();
  };

  const offer = (names) =>
    box.replaceChildren(
      ...names.map(({ name, note }) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn--small btn--secondary";
        button.textContent = name;
        if (note) button.title = note;
        button.addEventListener("click", () => choose(name));
        return button;
      }),
    );

  const ask = async () => {
    const found = typed();
    asked = found ? found[1].trim() : "";
    if (!asked) return box.replaceChildren();
    const mine = asked;
    try {
      const answer = await fetch(`${hint.dataset.names}?q=${encodeURIComponent(mine)}`);
      if (answer.ok && mine === asked) offer((await answer.json()).names);
    } catch {
      box.replaceChildren(); // no signal: the name is typed by hand
    }
  };

  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 250);
  });
  for (const place of [text, box])
    place.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && box.childElementCount) {
        box.replaceChildren();
        text.focus();
      }
    });
})();
