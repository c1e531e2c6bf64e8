// The best results under a search form while a reader types, as a combobox: arrows choose, Enter opens, Escape closes. Without
// this file the form leads to the search page.
(() => {
  "use strict";
  const search = globalThis.glossbookSearch;
  const most = 7;

  const element = (tag, className, ...children) => {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...children);
    return made;
  };
  const marked = (text, asked) => search.marked(text, asked).map(([piece, isAsked]) => (isAsked ? element("mark", "", piece) : piece));
  const arrow = getComputedStyle(document.body).direction === "rtl" ? " ← " : " → ";

  let boxes = 0;
  const wire = (form) => {
    const { root, index, style } = form.dataset;
    const input = form.querySelector("input");
    const list = Object.assign(element("ul", "find-list"), { id: `find-${++boxes}`, role: "listbox", ariaLabel: "Terms", hidden: true });
    const status = Object.assign(element("span", "hidden"), { role: "status" });
    const combobox = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(combobox)) input.setAttribute(name, value);
    form.append(list, status);
    if (!document.querySelector(`link[href="${style}"]`)) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: style }));
    const opened = search.open(index);
    opened.catch(() => {});

    let run = 0; // Answers come late: only the last question counts.
    let active = -1;
    const hrefOf = (address) => root + address + (location.protocol === "file:" ? "index.html" : "");
    const all = () => `${form.action}?${new URLSearchParams({ q: input.value })}`;

    const activate = (at) => {
      const options = list.children;
      options[active]?.removeAttribute("aria-selected");
      active = at;
      options[active]?.setAttribute("aria-selected", "true");
      options[active]?.scrollIntoView({ block: "nearest" });
      if (options[active]) input.setAttribute("aria-activedescendant", options[active].id);
      else input.removeAttribute("aria-activedescendant");
    };
    const show = (isOpen) => {
      list.hidden = !isOpen;
      input.setAttribute("aria-expanded", String(isOpen));
      if (!isOpen) activate(-1);
    };
    const option = (href, at, ...children) => {
      const made = Object.assign(element("li", "find-option", ...children), { id: `${list.id}-${at}`, role: "option" });
      made.dataset.href = href;
      return made;
    };
    const result = (found, facts, asked, at) => {
      const name = element("span", "find-name", ...marked(facts.name, asked));
      const parts = found.label ? [element("span", "find-alias", ...marked(facts.aliases[found.label - 1], asked)), arrow, name] : [name];
      const advice = facts.status === "deprecated" ? [element("span", "find-advice", facts.instead ? `Deprecated: use ${facts.instead.name} instead` : "Deprecated")] : [];
      return option(hrefOf(facts.address), at, ...parts, ...advice, element("span", "find-text", ...marked(facts.short, asked)));
    };

    const answer = async () => {
      const mine = ++run;
      if (!input.value.trim()) return show(false);
      await opened;
      const { found, asked } = await search.find(input.value);
      const top = found.slice(0, most);
      const facts = await Promise.all(top.map(({ term }) => search.facts(term)));
      if (mine !== run || document.activeElement !== input) return;
      const rows = top.map((one, at) => result(one, facts[at], asked, at));
      const more = found.length > top.length ? `All ${found.length} results` : found.length ? "Filter and sort these" : "No term found: see near names";
      activate(-1);
      list.replaceChildren(...rows, option(all(), rows.length, element("span", "find-all", more)));
      status.textContent = found.length === 1 ? "1 term" : `${found.length} terms`;
      show(true);
    };
    // Without the index the form still leads to the search page, which says what is wrong.
    const tryToAnswer = () => answer().catch(() => show(false));

    input.addEventListener("input", tryToAnswer);
    input.addEventListener("focus", () => input.value && tryToAnswer());
    input.addEventListener("blur", () => show(false));
    input.addEventListener("keydown", (event) => {
      const count = list.children.length;
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        show(false);
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) return tryToAnswer();
        // Between the last and the first option stands the input itself.
        const step = event.key === "ArrowDown" ? 1 : -1;
        activate(((active + 1 + step + count + 1) % (count + 1)) - 1);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        location.assign(list.children[active].dataset.href);
      }
    });
    // A folder on disk is no place that a form may be sent to.
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      location.assign(all());
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const chosen = event.target.closest("[role=option]");
      if (chosen) location.assign(chosen.dataset.href);
    });
    if (document.activeElement === input && input.value) tryToAnswer();
  };

  document.querySelectorAll("form.find").forEach(wire);
})();
