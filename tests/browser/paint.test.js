// What a page waits for before anything is painted: its stylesheet, and the script only where a reader has chosen a role.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { kinds, launch, open, serve, site } from "./site.js";

let browser, server;
before(async () => ([browser, server] = await Promise.all([launch(), serve()])));
after(async () => {
  await browser?.close();
  server?.close();
});

const html = (file) => readFileSync(path.join(site, file), "utf8");
const early = /<script data-site="([^"]*)">([^<]*)<\/script>/;

/** A page in a context of its own, where storage holds `kept` and `change` has been at the requests. */
async function on(file, { kept = {}, change = () => {}, ...options }, look) {
  const context = await browser.newContext(options);
  try {
    await context.addInitScript((kept) => {
      for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value);
      globalThis.shifts = [];
      new PerformanceObserver((list) => globalThis.shifts.push(...list.getEntries().map((entry) => entry.value))).observe({ type: "layout-shift", buffered: true });
      // The first frame that has something to show.
      const frame = () => {
        if (!document.querySelector("h1")) return requestAnimationFrame(frame);
        const hidden = [...document.querySelectorAll("[data-for]")].filter((one) => one.hidden).length;
        globalThis.first = { theme: getComputedStyle(document.body).colorScheme + document.documentElement.dataset.theme, hidden };
      };
      requestAnimationFrame(frame);
    }, kept);
    await change(context);
    const { page, complaints } = await open(context, server.base + file);
    await page.waitForTimeout(100);
    await look(page, complaints);
  } finally {
    await context.close();
  }
}

/** Lets the script of the site come late, as it does on a slow line. */
const late = (context) => context.route("**/site.js", async (route) => {
  await new Promise((resolve) => setTimeout(resolve, 400));
  await route.continue();
});

/** When the page was painted first, and when the script of the site was asked for and had come. */
const times = (page) => page.evaluate(() => {
  const script = performance.getEntriesByType("resource").find((entry) => entry.name.endsWith("/site.js"));
  return { paint: performance.getEntriesByName("first-contentful-paint")[0].startTime, asked: script.startTime, came: script.responseEnd };
});

test("each page allows the one script that stands in it, by its hash, and no other", () => {
  for (const file of Object.values(kinds)) {
    const text = html(file);
    const [, , code] = early.exec(text);
    const hash = createHash("sha256").update(code).digest("base64");
    const scripts = /script-src ([^;]*);/.exec(text)[1];
    assert.equal(scripts, `'self' 'sha256-${hash}'`, file);
    const inline = [...text.matchAll(/<script(?![^>]*(?: src=| type="application\/))[^>]*>/g)];
    assert.equal(inline.length, 1, file);
  }
});

test("a script that somebody brings into a page does not run", async () => {
  const change = (context) => context.route("**/human-handoff/index.html", (route) => route.fulfill({ contentType: "text/html", body: html(kinds.term).replace("<body>", "<body><script>globalThis.foreign = true</script>") }));
  await on(kinds.term, { change }, async (page, complaints) => {
    assert.equal(await page.evaluate(() => globalThis.foreign), undefined);
    assert.equal(complaints.filter((complaint) => /content security policy/i.test(complaint)).length, 1);
    assert.match(await page.locator("button.theme").getAttribute("title"), /^Theme/);
  });
});

for (const kind of ["term", "home", "category"]) {
  test(`a page is painted without its script, in the theme that was chosen, and nothing moves when the script comes: ${kind}`, async () => {
    await on(kinds[kind], { kept: { theme: "dark" }, colorScheme: "light", change: late }, async (page, complaints) => {
      const { paint, asked } = await times(page);
      assert.ok(asked >= paint, `asked for at ${asked} ms, painted at ${paint} ms`);
      assert.deepEqual(await page.evaluate(() => [globalThis.first.theme, globalThis.shifts]), ["darkdark", []]);
      assert.deepEqual(complaints, []);
    });
  });

  test(`a page is painted for the role that was chosen, however late its script comes: ${kind}`, async () => {
    await on(kinds[kind], { kept: { role: "policy", theme: "dark" }, colorScheme: "light", change: late }, async (page, complaints) => {
      const { paint, came } = await times(page);
      assert.ok(came <= paint, `came at ${came} ms, painted at ${paint} ms`);
      const hidden = await page.evaluate(() => [...document.querySelectorAll("[data-for]")].filter((one) => one.hidden).length);
      assert.deepEqual(await page.evaluate(() => [globalThis.first, globalThis.shifts]), [{ theme: "darkdark", hidden }, []]);
      assert.deepEqual(complaints, []);
    });
  });
}

test("an address with a role is painted for it", async () => {
  await on(`${kinds.term}?role=policy`, { change: late }, async (page) => {
    const { paint, came } = await times(page);
    assert.ok(came <= paint, `came at ${came} ms, painted at ${paint} ms`);
    assert.ok(await page.locator(".for").isVisible());
  });
});

test("a reader who goes to the search before the script comes gets results all the same", async () => {
  const change = async (context) => {
    await late(context);
    await context.addInitScript(() => addEventListener("DOMContentLoaded", () => document.querySelector("form.find input").focus()));
  };
  await on(kinds.term, { change }, async (page) => {
    await page.keyboard.type("hallucination");
    await page.locator(".find-list [role=option]").first().waitFor();
  });
});

test("a frame of the project that loads the script itself, before the body, has all that it had", async () => {
  const own = html(kinds.term).replace(early, '<script src="$1"></script>').replace(/ 'sha256-[^']*'/, "");
  const change = (context) => context.route("**/human-handoff/index.html*", (route) => route.fulfill({ contentType: "text/html", body: own }));
  await on(`${kinds.term}?role=policy`, { kept: { theme: "dark" }, colorScheme: "light", change }, async (page, complaints) => {
    assert.equal(await page.evaluate(() => globalThis.first.theme), "darkdark");
    assert.ok(await page.locator(".for").isVisible());
    await page.locator("a.mention").first().hover();
    await page.locator("#preview").waitFor({ state: "visible" });
    assert.equal(await page.locator(".preview").count(), 1);
    assert.deepEqual(complaints, []);
  });
});

test("a template of the project that brings the script of previews too has them once", async () => {
  const own = html(kinds.term).replace("</head>", '<script src="../../assets/js/preview.js" defer></script></head>');
  const change = (context) => context.route("**/human-handoff/index.html*", (route) => route.fulfill({ contentType: "text/html", body: own }));
  await on(kinds.term, { change }, async (page) => assert.equal(await page.locator(".preview").count(), 1));
});
