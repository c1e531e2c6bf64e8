// Stands in the head of every page: what has to be known before anything is painted. The script of the site comes when the page
// has been painted; where a reader has chosen a role it comes first, since whole lists depend on the role.
(() => {
  const root = document.documentElement;
  const script = document.createElement("script");
  // A second call changes nothing: a script runs once.
  const bring = () => document.head.append(script);
  let kept = {};
  try {
    kept = localStorage;
  } catch {
    // A browser may forbid storage.
  }
  script.src = document.currentScript.dataset.site;
  // What works only by script takes its place from here on, so that nothing moves later.
  root.dataset.script = "";
  if (kept.theme) root.dataset.theme = kept.theme;
  // Written as markup it holds up the page until it has run, in every browser.
  if (kept.role || /[?&]role=/.test(location.search)) return document.write(script.outerHTML);
  // A tab that nobody has looked at yet is not painted, and not every browser tells when it paints.
  addEventListener("load", () => setTimeout(bring, 500));
  new PerformanceObserver(bring).observe({ type: "paint", buffered: true });
})();
