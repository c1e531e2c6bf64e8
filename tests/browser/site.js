// The built site, a browser to look at it, and a server for what `file://` cannot show.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const root = path.resolve(import.meta.dirname, "../..");
export const site = path.resolve(process.env.GLOSSBOOK_SITE ?? path.join(root, "build/site"));

/** One page of each kind, by its path below the site. */
export const kinds = {
  home: "index.html",
  terms: "terms/index.html",
  term: "terms/human-handoff/index.html",
  "deprecated term": "terms/strong-ai/index.html",
  "term with a long name": "terms/reinforcement-learning-from-human-feedback/index.html",
  search: "search/index.html",
  map: "graph/index.html",
  categories: "categories/index.html",
  category: "categories/agents-and-tooling/index.html",
  roles: "roles/index.html",
  role: "roles/data-science/index.html",
  governance: "governance/index.html",
  print: "print/index.html",
  "category print": "categories/agents-and-tooling/print/index.html",
  "role print": "roles/data-science/print/index.html",
  downloads: "downloads/index.html",
  tags: "tags/index.html",
  tag: "tags/risk-management/index.html",
  rules: "rules/index.html",
  rule: "rules/g201/index.html",
  templates: "templates/index.html",
  "hand-written page": "pages/how-to-read/index.html",
  "not found": "404.html",
};

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json" };

/**
 * Serves the site below `/glossary/`, as a project page of a host would, and at the root, where its `base_url` says that it is:
 * the page for missing pages links from there.
 */
export async function serve() {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://localhost");
    let file = path.join(site, decodeURIComponent(url.pathname.replace(/^\/glossary\//, "/")));
    if (url.pathname.endsWith("/")) file = path.join(file, "index.html");
    if (!file.startsWith(site) || !existsSync(file)) {
      response.writeHead(404, { "content-type": types[".html"] });
      return response.end(await readFile(path.join(site, "404.html")));
    }
    response.writeHead(200, { "content-type": types[path.extname(file)] ?? "application/octet-stream" });
    response.end(await readFile(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const root = `http://127.0.0.1:${server.address().port}/`;
  return { root, base: `${root}glossary/`, close: () => server.close() };
}

/** A fresh browser; Chromium as root needs the first two switches, the others keep it off the network. */
export async function launch() {
  const profile = mkdtempSync(path.join(tmpdir(), "glossbook-browser-"));
  const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  if (!executablePath) throw new Error("no Chromium found: install the package `chromium`, or name one in CHROMIUM");
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", `--crash-dumps-dir=${profile}`],
  });
  browser.on("disconnected", () => rmSync(profile, { recursive: true, force: true }));
  return browser;
}

/**
 * Waits until the scripts of a page have run: they come when it has been painted. A page without script, or one whose script was
 * not allowed, is ready at once.
 */
export async function ready(page) {
  const isReady = () => {
    const [isScripted, button] = [document.documentElement.dataset.script !== undefined, document.querySelector("button.theme")];
    return !isScripted || !button || (button.title !== "" && (!document.getElementById("previews") || document.getElementById("preview") !== null));
  };
  while (!(await page.evaluate(isReady))) await page.waitForTimeout(10);
}

/** Opens a page and keeps all that it complains about: console, errors, requests to other hosts, requests that fail. */
export async function open(context, url) {
  const page = await context.newPage();
  const complaints = [];
  const home = new URL(url);
  page.on("console", (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  // What a browser gives up because a reader has gone on is no complaint.
  page.on("requestfailed", (request) => request.failure()?.errorText === "net::ERR_ABORTED" || complaints.push(`failed: ${request.url()} (${request.failure()?.errorText})`));
  page.on("request", (request) => {
    const target = new URL(request.url());
    if (target.protocol !== "data:" && (target.protocol !== home.protocol || target.host !== home.host)) complaints.push(`another host: ${request.url()}`);
  });
  for (const way of ["goto", "reload"]) {
    const go = page[way].bind(page);
    page[way] = async (...where) => {
      const response = await go(...where);
      await ready(page);
      return response;
    };
  }
  await page.goto(url, { waitUntil: "load" });
  return { page, complaints };
}

/** A page in a context of its own; `look` gets the page, what it complained about, and the context. */
export async function visit(browser, url, options, look) {
  const context = await browser.newContext(options);
  try {
    const { page, complaints } = await open(context, url);
    await look(page, complaints, context);
  } finally {
    await context.close();
  }
}
