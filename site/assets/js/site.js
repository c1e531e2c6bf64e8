// The theme, the way to the search, and nicer addresses. Every page works without this file.
(() => {
  "use strict";
  const root = document.documentElement;
  const themes = ["system", "light", "dark"];

  // A browser may forbid storage, and then the choice holds for one page.
  const remembered = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  const remember = (theme) => {
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // Nothing to do: see above.
    }
  };

  let theme = themes.includes(remembered()) ? remembered() : "system";
  const show = () => {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  // Before the first paint, so that no page flashes in the other theme.
  show();

  const wireButton = (button) => {
    const label = button.querySelector(".theme-label");
    const name = () => {
      label.textContent = { system: "Auto", light: "Light", dark: "Dark" }[theme];
      button.setAttribute("aria-label", `Theme: ${label.textContent}`);
    };
    button.addEventListener("click", () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      remember(theme);
      show();
      name();
    });
    name();
    button.hidden = false;
  };

  // Links name `index.html` so that they work from a folder on disk; a server does not need it.
  const shortenLinks = () => {
    for (const link of document.querySelectorAll('a[href*="index.html"]')) {
      const href = link.getAttribute("href");
      if (new URL(href, location.href).origin === location.origin) link.setAttribute("href", href.replace(/index\.html(?=$|[?#])/, "") || "./");
    }
  };

  // What a phone calls the site on its home screen. In a folder on disk there is nothing to add there, and browsers would complain.
  const manifest = new URL("../../site.webmanifest", document.currentScript.src);
  const linkManifest = () => document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: manifest }));

  // An open menu closes as menus do: by Escape, and by a click elsewhere.
  const wireMenu = (menu) => {
    document.addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  };

  // The form that leads to the search shows results at once; what that takes is loaded when a reader goes there.
  let isBrought = false;
  const wireSearch = (form) => {
    form.addEventListener("focusin", () => {
      if (isBrought) return;
      isBrought = true;
      for (const src of [form.dataset.engine, form.dataset.box]) document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
    });
  };

  // `/` goes to the search, unless a reader is typing one.
  const goToSearch = (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const input = document.querySelector('form[role="search"] input[type="search"]');
    if (!input) return;
    event.preventDefault();
    input.focus();
    input.select();
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("button.theme").forEach(wireButton);
    document.querySelectorAll("details.more").forEach(wireMenu);
    document.querySelectorAll("form.find").forEach(wireSearch);
    document.addEventListener("keydown", goToSearch);
    if (!location.protocol.startsWith("http")) return;
    shortenLinks();
    linkManifest();
  });
})();
