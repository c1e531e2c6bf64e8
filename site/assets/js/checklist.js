// Checklists that are remembered. Without this file they are plain lists.
(() => {
  "use strict";

  // What is done stands in storage by the words of each item, so that a changed list keeps what it can.
  const wireChecklist = (list) => {
    const key = `done: ${list.dataset.checklist}`;
    const boxes = [...list.querySelectorAll("input")];
    const [count, reset] = list.nextElementSibling.querySelectorAll("b, button");
    const words = (box) => box.parentElement.textContent.trim();
    const read = () => {
      try {
        return new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
      } catch {
        return new Set();
      }
    };
    const show = () => {
      const done = boxes.filter((box) => box.checked);
      count.textContent = done.length;
      reset.disabled = done.length === 0;
      return done;
    };
    const keep = () => {
      const done = show().map(words);
      try {
        if (done.length) localStorage.setItem(key, JSON.stringify(done));
        else localStorage.removeItem(key);
      } catch {
        // A browser may forbid storage, and then the marks hold for one visit.
      }
    };
    const done = read();
    for (const box of boxes) {
      box.setAttribute("autocomplete", "off"); // A browser would put back marks of its own.
      box.checked = done.has(words(box));
      box.addEventListener("change", keep);
    }
    reset.addEventListener("click", () => {
      for (const box of boxes) box.checked = false;
      boxes[0].focus();
      keep();
    });
    show();
  };

  document.querySelectorAll("[data-checklist]").forEach(wireChecklist);
})();
