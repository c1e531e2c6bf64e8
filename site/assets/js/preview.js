// A term's definition beside a link to it, for readers who hover or move by keyboard. Links work without this file.
(() => {
  "use strict";
  const data = document.getElementById("previews");
  // A template of the project may bring this script a second time.
  if (!data || document.getElementById("preview")) return;
  const terms = JSON.parse(data.textContent);
  // Pixels between the word and its preview.
  const gap = 6;

  const part = (name) => card.appendChild(Object.assign(document.createElement("p"), { className: `preview-${name}` }));
  const card = Object.assign(document.createElement("div"), { id: "preview", className: "preview", role: "tooltip", hidden: true });
  const parts = [part("name"), part("status"), part("text")];
  document.querySelector("main").append(card);

  // Whose preview is shown.
  let link = null;
  let timer = 0;

  const slugOf = (link) => {
    // Our own links are relative; an address of another site may look alike.
    const href = link.getAttribute("href");
    const path = /^\w+:|[?#]/.test(href) ? "" : new URL(href, location.href).pathname;
    return decodeURIComponent(/\/terms\/([^/]+)\/(?:index\.html)?$/.exec(path)?.[1] ?? "");
  };

  // Name, status and text; where a list on the page has name and text, the data holds the status alone.
  const about = (slug) => {
    if (typeof terms[slug] !== "string") return terms[slug];
    const name = [...document.querySelectorAll(".row-name > a")].find((one) => slugOf(one) === slug);
    return [name.textContent, terms[slug], name.closest(".row").querySelector("p + p")?.textContent ?? ""];
  };

  // Beside the word on the side with more room, and never over it.
  const place = () => {
    const word = link.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const below = document.documentElement.clientHeight - word.bottom;
    card.style.maxHeight = "none";
    const goesBelow = card.offsetHeight + 2 * gap <= below || below >= word.top;
    card.style.maxHeight = `${Math.max((goesBelow ? below : word.top) - 2 * gap, 48)}px`;
    const start = getComputedStyle(card).direction === "rtl" ? word.right - card.offsetWidth : word.left;
    const left = Math.max(gap, Math.min(start, wide - card.offsetWidth - gap));
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${scrollY + (goesBelow ? word.bottom + gap : word.top - gap - card.offsetHeight)}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    link?.removeAttribute("aria-describedby");
    link = null;
    card.hidden = true;
  };

  const show = (next) => {
    hide();
    link = next;
    const texts = about(slugOf(link));
    parts.forEach((one, index) => (one.textContent = texts[index]));
    link.setAttribute("aria-describedby", card.id);
    card.hidden = false;
    card.scrollTop = 0;
    place();
  };

  const later = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };
  const leave = () => (link?.matches(":focus-visible") ? clearTimeout(timer) : later(hide, 250));

  const wire = (one) => {
    one.removeAttribute("title");
    // A finger follows the link; only what can hover asks for a preview.
    one.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "touch") return;
      if (link === one) clearTimeout(timer);
      else later(() => show(one), 300);
    });
    one.addEventListener("pointerleave", leave);
    one.addEventListener("focus", () => one.matches(":focus-visible") && show(one));
    one.addEventListener("blur", hide);
  };

  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("resize", hide);
  addEventListener("pagehide", hide);

  // In a list with definitions the text stands beside the link already.
  const links = document.querySelectorAll("main a[href]:not(.row-name > a)");
  for (const one of links) if (Object.hasOwn(terms, slugOf(one))) wire(one);
})();
