// The search page: what the address says is what is shown, and the other way round.
(() => {
  "use strict";
  const search = globalThis.glossbookSearch;
  const form = document.querySelector("form.search");
  const part = (selector) => form.querySelector(selector);
  const input = part("#q"), sort = part("[name=sort]"), status = part("#found"), list = part(".hits"), more = part(".more-hits"), none = part(".none"), clear = part(".clear");
  const filters = [...form.querySelectorAll("[data-facet]")].map((group) => ({ name: group.dataset.facet, boxes: [...group.querySelectorAll("input")] }));
  const { root, index, request, terms: allTerms } = form.dataset;
  const step = 20;
  const arrow = document.dir === "rtl" ? " ← " : " → ";
  const pause = 1500; // Milliseconds after which another letter is another question.

  const element = (tag, className, ...children) => {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...children);
    return made;
  };
  const link = (href, ...children) => Object.assign(element("a", "", ...children), { href });
  const pageOf = (address) => root + address + (location.protocol === "file:" ? "index.html" : "");
  const marked = (text, asked) => search.marked(text, asked).map(([piece, isAsked]) => (isAsked ? element("mark", "", piece) : piece));
  const terms = (count) => `${count} ${count === 1 ? "term" : "terms"}`;

  // The address.

  const chosen = ({ boxes }) => boxes.filter((box) => box.checked).map((box) => box.value);
  const address = () => {
    const state = new URLSearchParams();
    if (input.value.trim()) state.set("q", input.value.trim());
    for (const filter of filters) for (const value of chosen(filter)) state.append(filter.name, value);
    if (sort.value) state.set("sort", sort.value);
    return location.pathname + (String(state) && `?${state}`);
  };
  const readAddress = () => {
    const state = new URLSearchParams(location.search);
    input.value = state.get("q") ?? "";
    for (const { name, boxes } of filters) for (const box of boxes) box.checked = state.getAll(name).includes(box.value);
    sort.value = state.get("sort") ?? "";
    if (sort.selectedIndex < 0) sort.value = "";
    shown = history.state?.shown ?? step;
  };
  const writeAddress = (method) => {
    if (address() === location.pathname + location.search) return;
    try {
      history[method]({ shown }, "", address());
    } catch {
      // A browser may forbid it in a folder on disk; everything else works.
    }
  };

  let shown = step;
  let typed = 0; // When the last letter came.

  // What is found.

  let run = 0;
  const update = async () => {
    const mine = ++run;
    const { found, full, asked } = await answer();
    const members = await facets();
    const { passed, counts } = narrow(found, members);
    const sorted = await inOrder(passed, asked.length > 0);
    const facts = await Promise.all(sorted.slice(0, shown).map(({ term }) => search.facts(term)));
    const near = found.length ? [] : await Promise.all((await search.nearest(input.value, 5)).map(search.facts));
    if (mine !== run) return;
    showCounts(counts);
    list.replaceChildren(...facts.map((one, at) => row(one, sorted[at], asked)));
    list.hidden = facts.length === 0;
    more.hidden = sorted.length <= facts.length;
    const rest = facts.length ? missing(asked.length > 0 && full === 0) : emptiness(found.length, near);
    none.hidden = rest.length === 0;
    none.replaceChildren(...rest);
    status.textContent = summary(found, sorted, full, asked);
    sort.options[0].textContent = asked.length ? "relevance" : "name";
  };
  const answer = async () => {
    const { terms } = await search.open(index);
    if (search.words(input.value).length) return search.find(input.value);
    // A question of signs alone is a question; nothing at all asks for everything.
    const found = input.value.trim() ? [] : Array.from({ length: terms }, (_, term) => ({ term, label: 0, isFull: true }));
    return { found, full: found.length, asked: [] };
  };

  let sets = null;
  /** For each filter and value: a byte for each term, 1 where it belongs. */
  const facets = async () => {
    if (sets) return sets;
    const { terms } = await search.open(index);
    const made = new Map();
    for (const [name, values] of await search.load("facets")) {
      const members = new Map();
      for (const [id, text] of values) {
        const set = new Uint8Array(terms);
        search.eachMember(text, (term) => (set[term] = 1));
        members.set(id, set);
      }
      made.set(name, members);
    }
    return (sets = made);
  };

  /** The terms that pass all filters, and how many each value of a filter would leave, the other filters applied. */
  const narrow = (found, members) => {
    const all = filters.map((filter) => {
      const sets = filter.boxes.map((box) => members.get(filter.name).get(box.value));
      return { sets, wanted: sets.filter((_, at) => filter.boxes[at].checked), counts: sets.map(() => 0) };
    });
    const passed = [];
    for (const one of found) {
      const failed = all.filter(({ wanted }) => wanted.length && !wanted.some((set) => set[one.term]));
      if (failed.length === 0) passed.push(one);
      if (failed.length > 1) continue;
      for (const { sets, counts } of failed.length ? failed : all) sets.forEach((set, at) => (counts[at] += set[one.term]));
    }
    return { passed, counts: all.map(({ counts }) => counts) };
  };

  const inOrder = async (found, hasQuery) => {
    if (sort.value === "az") return [...found].sort((one, other) => one.term - other.term);
    if (sort.value !== "review") return found;
    const days = await search.load("days");
    const day = ({ term }) => [0, 1, 2].reduce((sum, at) => 64 * sum + search.digits.indexOf(days[3 * term + at]), 0);
    const dated = found.map((one) => ({ one, day: day(one) }));
    return dated.sort((one, other) => other.day - one.day || one.one.term - other.one.term).map(({ one }) => one);
  };

  // What is shown.

  const showCounts = (counts) => {
    let on = 0;
    filters.forEach(({ boxes }, filter) => {
      boxes.forEach((box, at) => {
        const item = box.closest("li");
        item.querySelector(".count").textContent = counts[filter][at];
        item.classList.toggle("is-empty", counts[filter][at] === 0 && !box.checked);
        on += box.checked;
      });
    });
    part(".facets-on").textContent = on ? ` (${on})` : "";
    clear.hidden = on === 0;
  };

  const summary = (found, sorted, full, asked) => {
    const isNarrow = filters.some((filter) => chosen(filter).length);
    if (found.length === 0) return "No term found";
    if (isNarrow) return `${sorted.length} of ${terms(found.length)}`;
    if (asked.length === 0) return `All ${terms(found.length)}`;
    if (full === 0 && asked.length > 1) return `${terms(found.length)} with some of the words`;
    return full < found.length ? `${terms(full)} with all words, ${found.length - full} with some` : terms(found.length);
  };

  const statusMark = (name) => {
    const label = form.querySelector(`[name=status][value="${name}"]`)?.nextElementSibling;
    if (!label) return [];
    const mark = element("span", "row-status", label.querySelector("svg").cloneNode(true), element("span", "hidden", label.textContent.trim()));
    mark.title = label.textContent.trim();
    return [" ", mark];
  };
  const inWords = (day) => new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  const row = (facts, { label }, asked) => {
    const isOld = facts.status === "deprecated";
    const name = link(pageOf(facts.address), ...marked(facts.name, asked));
    const alias = label ? [element("span", "hit-alias", ...marked(facts.aliases[label - 1], asked)), arrow] : [];
    const parts = [element("p", "row-name", ...alias, name, ...statusMark(facts.status))];
    if (isOld) parts.push(element("p", "hit-advice", ...(facts.instead ? ["Deprecated: use ", link(pageOf(facts.instead.address), facts.instead.name), " instead"] : ["Deprecated: this name is no longer used"])));
    if (facts.short) parts.push(element("p", "row-text", ...marked(facts.short, asked)));
    if (sort.value === "review" && facts.reviewed) {
      const time = Object.assign(element("time", "", inWords(facts.reviewed)), { dateTime: facts.reviewed });
      parts.push(element("p", "row-date", "Reviewed ", time));
    }
    return element("li", isOld ? "row is-old" : "row", ...parts);
  };

  const emptiness = (found, near) => {
    const word = input.value.trim();
    if (found) return [element("p", "", `${terms(found)} ${found === 1 ? "matches" : "match"}, but none with these filters.`), clearButton()];
    const parts = [element("p", "", "No entry has “", element("b", "", word), "”.")];
    if (near.length) {
      const names = near.map((facts) => element("li", "", link(pageOf(facts.address), facts.name)));
      parts.push(element("p", "", "Did you mean …"), element("ul", "near", ...names));
    }
    return [...parts, ...missing(true)];
  };
  /** The way to ask for what no entry has whole. */
  const missing = (isMissing) => {
    if (!isMissing || !request) return [];
    const word = input.value.trim();
    return [element("p", "", "Is “", element("b", "", word), "” missing? ", link(`${request}?${new URLSearchParams({ term: word })}`, "Request this term"), ".")];
  };
  const clearButton = () => {
    const button = Object.assign(element("button", "quiet", "Clear filters"), { type: "button" });
    button.addEventListener("click", clearFilters);
    return button;
  };
  const clearFilters = () => {
    for (const { boxes } of filters) for (const box of boxes) box.checked = false;
    change();
    input.focus();
  };

  const tell = () => {
    list.replaceChildren();
    more.hidden = true;
    none.hidden = false;
    status.textContent = "The search cannot be loaded";
    none.replaceChildren(element("p", "", "A file of the search could not be loaded. Try again, or look in ", link(allTerms, "the list of all terms"), "."));
  };
  const show = () => update().catch(tell);

  // What a reader does.

  /** A filter or the order has changed: something to come back from. */
  const change = () => {
    shown = step;
    typed = 0;
    writeAddress("pushState");
    show();
  };
  const type = () => {
    const now = Date.now();
    shown = step;
    // The first letter of a question is a step to go back to, the others are not.
    writeAddress(now - typed > pause ? "pushState" : "replaceState");
    typed = now;
    show();
  };

  input.addEventListener("input", type);
  form.addEventListener("change", (event) => event.target !== input && change());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    typed = 0;
    list.querySelector(".row-name a")?.focus();
  });
  clear.addEventListener("click", clearFilters);
  more.addEventListener("click", async () => {
    const last = list.children.length;
    shown += step;
    history.replaceState({ shown }, "");
    await show();
    list.children[last]?.querySelector("a").focus();
  });
  addEventListener("popstate", () => {
    typed = 0;
    readAddress();
    show();
  });

  form.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll(".row-name a")];
    const at = links.indexOf(document.activeElement);
    const go = (to) => {
      event.preventDefault();
      to.focus();
    };
    if (event.target === input) {
      if (event.key === "ArrowDown" && links.length) go(links[0]);
      if (event.key === "Escape" && input.value) {
        event.preventDefault();
        input.value = "";
        type();
      }
    } else if (at >= 0) {
      if (event.key === "ArrowDown" && links[at + 1]) go(links[at + 1]);
      if (event.key === "ArrowUp") go(links[at - 1] ?? input);
      if (event.key === "Escape") go(input);
    }
  });

  part(".facets").open = matchMedia("(min-width: 56.01rem)").matches;
  readAddress();
  show();
  if (!matchMedia("(pointer: coarse)").matches && !input.value) input.focus({ preventScroll: true });
})();
