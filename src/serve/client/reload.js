// Follows an edited glossary: reloads when this page changed, and shows the mistakes that keep it from changing.
// Served by the preview alone; no build writes it.
(() => {
  "use strict";
  const stand = document.currentScript.dataset.stand;
  const memory = "glossbook-place";
  let look = null;

  // A browser may forbid storage, and then the page begins at its top.
  const remember = (place) => {
    try {
      sessionStorage.setItem(memory, JSON.stringify(place));
    } catch {
      // Nothing to do: see above.
    }
  };
  const recall = () => {
    try {
      const place = JSON.parse(sessionStorage.getItem(memory));
      sessionStorage.removeItem(memory);
      return place;
    } catch {
      return null;
    }
  };

  // The heading (or whatever has an id) at the top of the window holds the place, because text above it may have grown.
  const anchor = () => {
    let best = null;
    for (const element of document.querySelectorAll("main [id]")) {
      const top = element.getBoundingClientRect().top;
      if (element.getClientRects().length > 0 && top <= 80) best = { id: element.id, top };
    }
    return best;
  };
  const reload = () => {
    const open = [...document.querySelectorAll("details")].map((details) => details.open);
    remember({ path: location.pathname, y: scrollY, x: scrollX, anchor: anchor(), open });
    history.scrollRestoration = "manual";
    location.reload();
  };
  const restore = () => {
    const place = recall();
    if (!place || place.path !== location.pathname) return;
    const details = document.querySelectorAll("details");
    if (details.length === place.open.length) details.forEach((element, index) => (element.open = place.open[index]));
    const go = () => {
      const element = place.anchor && document.getElementById(place.anchor.id);
      const y = element ? scrollY + element.getBoundingClientRect().top - place.anchor.top : place.y;
      scrollTo({ left: place.x, top: y, behavior: "instant" });
    };
    go();
    // Pictures may have moved the text.
    addEventListener("load", () => {
      go();
      history.scrollRestoration = "auto";
    });
  };

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // The overlay stands in a shadow tree, where no style of the site reaches it.
  const alert = element("p", { class: "summary", role: "alert" });
  const report = element("pre", { tabindex: "0", "aria-label": "Messages" });
  const hide = element("button", { type: "button", "aria-keyshortcuts": "Escape" }, "Hide");
  const panel = element("section", { class: "panel", "aria-label": "State of the files", hidden: "" }, element("div", { class: "bar" }, alert, hide), report);
  const count = element("button", { type: "button", class: "count", "aria-expanded": "false", hidden: "" });
  const overlay = element("div", { id: "glossbook-preview" });

  let state = { errors: 0, warnings: 0, summary: "", report: "" };
  let isOpen = false;

  const draw = () => {
    const has = state.errors + state.warnings > 0;
    const outcome = stand === "nothing" ? "so there is nothing to show yet" : "so this page stays as it was";
    const summary = isOpen && has ? `${state.summary}, ${state.errors > 0 ? outcome : "and nothing that stops a build"}` : "";
    // Spoken again only when it says something new.
    if (alert.textContent !== summary) alert.textContent = summary;
    if (report.textContent !== state.report) report.textContent = state.report;
    panel.hidden = !(has && isOpen);
    panel.classList.toggle("errors", state.errors > 0);
    count.hidden = !has || isOpen;
    count.textContent = state.summary;
    count.classList.toggle("errors", state.errors > 0);
    count.setAttribute("aria-label", `${state.summary}: show`);
  };
  const setOpen = (open) => {
    isOpen = open;
    draw();
  };
  const minimise = () => {
    const hadFocus = panel.contains(overlay.shadowRoot.activeElement);
    setOpen(false);
    if (hadFocus) count.focus();
  };
  hide.addEventListener("click", minimise);
  count.addEventListener("click", () => {
    setOpen(true);
    hide.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden && !event.defaultPrevented) minimise();
  });

  const build = () => {
    const style = element("link", { rel: "stylesheet", href: "/-/reload.css" });
    // Without its style the overlay would push the page down for a moment.
    overlay.hidden = true;
    style.addEventListener("load", () => (overlay.hidden = false));
    overlay.attachShadow({ mode: "open" }).append(style, panel, count);
    document.body.append(overlay);
  };

  const hear = (event) => {
    const next = JSON.parse(event.data);
    if (next.stand !== stand || (look !== null && next.look !== look)) return reload();
    look = next.look;
    const isNew = next.errors > 0 && state.errors === 0;
    const isOver = next.errors === 0 && state.errors > 0;
    state = next;
    setOpen(isNew ? true : isOver ? false : isOpen);
  };

  // A browser opens only few connections to one server, so that only pages that are seen listen.
  let source = null;
  const listen = () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      source = new EventSource(`/-/events?page=${encodeURIComponent(location.pathname)}`);
      source.addEventListener("state", hear);
      // A server that ended and one that refuses both look like this; the browser tries again by itself only after the first.
      source.addEventListener("error", () => {
        if (source?.readyState !== EventSource.CLOSED) return;
        source = null;
        setTimeout(listen, 2000);
      });
    }
  };

  build();
  restore();
  listen();
  document.addEventListener("visibilitychange", listen);
  // A page that comes back by the Back button is as old as it was.
  addEventListener("pageshow", (event) => event.persisted && listen());
  addEventListener("pagehide", () => {
    source?.close();
    source = null;
  });
})();
