// The theme, the role that a reader reads as, the way to the search, copying, and nicer addresses. Every page works without this file.
(() => {
  "use strict";
  const root = document.documentElement;
  // What works only by script is shown from here on.
  root.dataset.script = "";

  // A browser may forbid storage, and then a choice holds for one page.
  const remembered = (key) => {
    try {
      return localStorage.getItem(key) ?? "";
    } catch {
      return "";
    }
  };
  const remember = (key, value) => {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch {
      // Nothing to do: see above.
    }
  };

  const themes = { system: "Auto", light: "Light", dark: "Dark" };
  let theme = Object.hasOwn(themes, remembered("theme")) ? remembered("theme") : "system";
  const showTheme = () => {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };

  // On the search page `role` in the address is one of its filters.
  const hasOwnRole = /\/search\/(index\.html)?$/.test(location.pathname);
  const asked = () => (hasOwnRole ? null : new URLSearchParams(location.search).get("role"));
  let role = "";
  // Whether the lists of this page are shown in full all the same.
  let isAll = false;
  const takeRole = (next) => {
    role = next;
    if (role) root.dataset.role = role;
    else delete root.dataset.role;
  };
  const has = (roles) => role !== "" && roles.split(" ").includes(role);
  const options = () => [...document.querySelectorAll(".lens option")];
  const title = () => options().find((option) => option.value === role)?.textContent ?? role;
  const shown = (one) => one.closest("[data-counts]").dataset.counts.split(" ").find((pair) => pair.startsWith(`${role}:`))?.split(":").pop() ?? "0";

  // What each part of a page does about theme and role. Each goes by the part's own attributes, so that it can be done as
  // soon as the parser has read the tag, before the first paint.
  const parts = {
    ".theme": (button) => {
      button.title = `Theme: ${themes[theme]}`;
      button.setAttribute("aria-label", button.title);
    },
    ".lens option": (option) => (option.selected = option.value === role),
    "[data-counts]": (line) => (line.hidden = !role),
    "[data-shown]": (number) => (number.textContent = shown(number)),
    "[data-reader]": (name) => (name.textContent = title()),
    "[data-for]": (text) => (text.hidden = !has(text.dataset.for)),
    "[data-not-for]": (text) => (text.hidden = !role || has(text.dataset.notFor)),
    "[data-read-as]": (button) => (button.hidden = button.dataset.readAs === role),
    "[data-roles]": (row) => (row.hidden = isFiltered && !has(row.dataset.roles)),
  };
  const selector = Object.keys(parts).join();
  let isFiltered = false;
  const refresh = (elements) => {
    // Nothing is left out of a list that does not say so.
    isFiltered = role !== "" && !isAll && document.querySelector("[data-counts]") !== null;
    for (const element of elements) for (const part in parts) if (element.matches(part)) parts[part](element);
  };
  const refreshAll = () => refresh(document.querySelectorAll(selector));

  showTheme();
  takeRole(asked() ?? remembered("role"));
  const reader = new MutationObserver((records) => refresh(records.flatMap((record) => [...record.addedNodes]).filter((node) => node.nodeType === 1 && node.matches(selector))));
  reader.observe(root, { childList: true, subtree: true });

  const readAs = (next) => {
    takeRole(next);
    isAll = false;
    delete root.dataset.all;
    remember("role", role);
    if (!hasOwnRole) {
      const address = new URL(location.href);
      if (role) address.searchParams.set("role", role);
      else address.searchParams.delete("role");
      try {
        history.replaceState(history.state, "", address);
      } catch {
        // From a folder on disk some browsers forbid it; the choice is remembered all the same.
      }
    }
    refreshAll();
  };

  // An address that names a role wins over memory, and is then remembered; one that names none of ours does neither.
  const settleRole = () => {
    const isKnown = (name) => name === "" || options().some((option) => option.value === name);
    const name = asked();
    if (name !== null && isKnown(name)) remember("role", name);
    takeRole([name, remembered("role"), ""].find((name) => name !== null && isKnown(name)));
    refreshAll();
  };

  const wire = () => {
    document.querySelector("button.theme")?.addEventListener("click", () => {
      const names = Object.keys(themes);
      theme = names[(names.indexOf(theme) + 1) % names.length];
      remember("theme", theme);
      showTheme();
      refreshAll();
    });
    document.querySelector(".lens select")?.addEventListener("change", (event) => readAs(event.target.value));
    for (const button of document.querySelectorAll("[data-read-as]")) button.addEventListener("click", () => readAs(button.dataset.readAs));
    for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", () => copy(button));
    for (const button of document.querySelectorAll("button[data-all]"))
      button.addEventListener("click", () => {
        isAll = button.dataset.all !== "";
        if (isAll) root.dataset.all = "";
        else delete root.dataset.all;
        refreshAll();
        button.closest("[data-counts]").querySelector(`button[data-all="${isAll ? "" : "yes"}"]`).focus();
      });
  };

  const copy = async (button) => {
    const text = document.getElementById(button.dataset.copy);
    const say = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      say.textContent = "Copied";
    } catch {
      // No clipboard without https, or without leave: the reader's own keys can do it.
      getSelection().selectAllChildren(text);
      say.textContent = "Selected: copy it with your keyboard";
    }
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

  // Who asks for a term that the search did not find need not remember how it was spelt.
  const showAsked = (line) => {
    const term = new URLSearchParams(location.search).get("term");
    line.hidden = !term;
    line.querySelector("b").textContent = term;
  };

  // The form that leads to the search shows results at once; what that takes is loaded when a reader goes there.
  let isBrought = false;
  const wireSearch = (form) => {
    const bring = () => {
      if (isBrought) return;
      isBrought = true;
      for (const src of [form.dataset.engine, form.dataset.box]) document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
    };
    form.addEventListener("focusin", bring);
    // Readers may be faster than this script.
    if (form.contains(document.activeElement)) bring();
  };

  // What a page keeps for a script of its own says which one.
  const bringScript = (data) => document.head.append(Object.assign(document.createElement("script"), { src: data.dataset.script }));

  // `/` goes to the search, unless a reader is typing one.
  const goToSearch = (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const input = document.querySelector('form[role="search"] input[type="search"]');
    if (!input) return;
    event.preventDefault();
    input.focus();
    input.select();
  };

  const begin = () => {
    reader.disconnect();
    settleRole();
    wire();
    document.querySelectorAll("details.more").forEach(wireMenu);
    document.querySelectorAll("form.find").forEach(wireSearch);
    document.querySelectorAll("[data-asked]").forEach(showAsked);
    document.querySelectorAll("script[data-script]").forEach(bringScript);
    document.addEventListener("keydown", goToSearch);
    if (!location.protocol.startsWith("http")) return;
    shortenLinks();
    linkManifest();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
  // Back to a page that the browser kept: the reader may have chosen another role since.
  addEventListener("pageshow", (event) => event.persisted && settleRole());
})();
