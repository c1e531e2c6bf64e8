// How the parts of a page sit together, and what they weigh: what a reader sees before reading a word.

import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { kinds, launch, serve, site, visit } from "./site.js";

let browser, server;
before(async () => ([browser, server] = await Promise.all([launch(), serve()])));
after(async () => {
  await browser?.close();
  server?.close();
});

const on = (file, options, look) => visit(browser, server.base + file, options, look);

/** Where the visible parts of the header are. */
const boxes = (page) =>
  page.locator(".top-in").evaluate((header) => [...header.children].map((part) => part.getBoundingClientRect()).filter(({ width }) => width > 0).map(({ top, bottom, left, right }) => ({ top, bottom, left, right })));
const overlap = (one, other) => Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1 && Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1;

for (const width of [1100, 1280, 1440, 1920]) {
  test(`the header stands on one line at ${width} px`, async () => {
    for (const kind of ["home", "term", "search", "governance"]) {
      await on(kinds[kind], { viewport: { width, height: 800 } }, async (page) => {
        const all = await boxes(page);
        assert.ok(Math.max(...all.map(({ top }) => top)) < Math.min(...all.map(({ bottom }) => bottom)), `${kind}: ${JSON.stringify(all)}`);
      });
    }
  });
}

for (const width of [320, 390, 600, 700, 820, 1055, 1440]) {
  test(`no part of the header covers another at ${width} px`, async () => {
    for (const kind of ["home", "term"]) {
      await on(kinds[kind], { viewport: { width, height: 800 } }, async (page) => {
        const all = await boxes(page);
        all.forEach((one, index) => all.slice(index + 1).forEach((other) => assert.ok(!overlap(one, other), `${kind}: ${JSON.stringify([one, other])}`)));
        for (const { right } of all) assert.ok(right <= width, `${kind}: ${right} of ${width} px`);
      });
    }
  });
}

test("each page has one search form, and one button for the theme", async () => {
  for (const [kind, file] of Object.entries(kinds)) {
    if (kind === "not found") continue;
    await on(file, {}, async (page) => {
      assert.equal(await page.locator("form[role=search]").count(), 1, kind);
      assert.equal(await page.locator("button.theme").count(), 1, kind);
    });
  }
});

test("the search of the first page stands between what the glossary is and its letters", async () => {
  await on(kinds.home, {}, async (page) => {
    const [lead, find, letters] = await Promise.all([".lead", ".hero .find", ".letters"].map((part) => page.locator(part).evaluate((one) => one.getBoundingClientRect().top)));
    assert.ok(lead < find && find < letters);
  });
});

test("nothing on a page moves when the search is opened in the header", async () => {
  await on(`${kinds.category}?role=policy`, { viewport: { width: 1280, height: 2000 } }, async (page) => {
    const places = () => page.locator("main *").evaluateAll((all) => all.map((one) => Object.values(one.getBoundingClientRect().toJSON()).map(Math.round).join()));
    const before = await places();
    await page.locator(".find input").focus();
    await page.keyboard.type("agent");
    await page.locator(".find-list [role=option]").first().waitFor();
    assert.deepEqual(await places(), before);
  });
});

test("a mark of a status never begins a line of its own", async () => {
  await on(kinds.terms, { viewport: { width: 320, height: 800 } }, async (page) => {
    const alone = await page.locator(".row-name:has(.row-status)").evaluateAll((names) =>
      names.filter((name) => {
        const words = [...name.querySelector("a").getClientRects()].at(-1);
        const mark = name.querySelector(".mark").getBoundingClientRect();
        return mark.top > words.bottom || mark.left < words.left;
      }).map((name) => name.innerText),
    );
    assert.deepEqual(alone, []);
  });
});

test("a subject without a term for the reader's role shows no heading", async () => {
  await on(`${kinds.tag}?role=legal`, {}, async (page) => {
    const empty = await page.locator(".letter").evaluateAll((all) => all.filter((one) => one.checkVisibility() && ![...one.querySelectorAll(".row, p.under")].some((part) => part.checkVisibility())).map((one) => one.innerText));
    assert.deepEqual(empty, []);
    assert.ok((await page.locator(".letter:visible").count()) > 0);
  });
});

test("who asks for a term that the search did not find reads it again on the page of requests", async () => {
  await on("search/?q=quuxification", {}, async (page) => {
    await page.locator(".none a", { hasText: "Request this term" }).click();
    await page.locator("[data-asked]", { hasText: "You searched for “quuxification”" }).waitFor();
    await page.goto(`${server.base}pages/term-request/`);
    assert.equal(await page.locator("[data-asked]").isVisible(), false);
    await page.goto(`${server.base}pages/term-request/?term=${encodeURIComponent("<img src=x onerror=alert(1)>")}`);
    assert.equal(await page.locator("[data-asked] b").innerText(), "<img src=x onerror=alert(1)>");
  });
});

test("a question of which every entry has only a part offers to request the term", async () => {
  await on("search/?q=agent+quuxification", {}, async (page) => {
    await page.locator("#found", { hasText: "with some of the words" }).waitFor();
    assert.match(await page.locator(".none a", { hasText: "Request this term" }).getAttribute("href"), /\?term=agent\+quuxification$/);
    await page.locator("#q").fill("agent");
    await page.locator("#found", { hasText: /^\d+ terms$/ }).waitFor();
    assert.equal(await page.locator(".none").isVisible(), false);
  });
});

test("stylesheets and scripts keep to their budgets", () => {
  const weigh = (folder, isCounted) => readdirSync(path.join(site, "assets", folder)).filter(isCounted).reduce((sum, file) => sum + statSync(path.join(site, "assets", folder, file)).size, 0);
  const isOfSearch = (file) => file.startsWith("search");
  const [css, script] = [weigh("css", (file) => !isOfSearch(file)), weigh("js", (file) => !isOfSearch(file))];
  assert.ok(css > 0 && css < 25_000, `${css} bytes of CSS`);
  assert.ok(script > 0 && script < 30_000, `${script} bytes of script`);
});
