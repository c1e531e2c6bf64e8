// A term's definition beside a link to it: by mouse, by keyboard, and never in the way.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { kinds, launch, open, serve, site } from "./site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser, server;
before(async () => ([browser, server] = await Promise.all([launch(), serve()])));
after(async () => {
  await browser?.close();
  server?.close();
});

/** Opens the page of a term and finds a link in its text. */
async function term(options = {}, base = server.base) {
  const context = await browser.newContext(options);
  const { page, complaints } = await open(context, base + kinds.term);
  return { context, page, complaints, link: page.locator("a.mention").first(), preview: page.locator("#preview") };
}

const box = (locator) => locator.evaluate((element) => element.getBoundingClientRect().toJSON());
const isApart = (one, other) => one.bottom <= other.top || other.bottom <= one.top || one.right <= other.left || other.right <= one.left;

test("a mouse that rests on a link sees name, status and definition", async () => {
  const { context, page, link, preview } = await term();
  await link.hover();
  await preview.waitFor({ state: "visible" });
  assert.equal(await preview.locator(".preview-name").innerText(), await link.innerText());
  assert.match(await preview.locator(".preview-status").innerText(), /^(Draft|Reviewed|Approved|Deprecated)/);
  await Promise.all([page.waitForURL(/terms\/ai-agent/), link.click()]);
  await context.close();
});

test("the text of a preview is the short definition of the term's page", async () => {
  const { context, page, link, preview } = await term();
  await link.hover();
  await preview.waitFor({ state: "visible" });
  const text = await preview.locator(".preview-text").innerText();
  await link.click();
  assert.equal(await page.locator("p.lead").innerText(), text);
  await context.close();
});

test("a mouse that only passes by sees nothing", async () => {
  const { context, page, link, preview } = await term();
  await link.hover();
  await page.mouse.move(2, 2);
  await page.waitForTimeout(500);
  assert.equal(await preview.isVisible(), false);
  await context.close();
});

test("the mouse may move onto the preview, which stays until the mouse leaves both", async () => {
  const { context, page, link, preview } = await term();
  await link.hover();
  await preview.waitFor({ state: "visible" });
  await preview.hover();
  await page.waitForTimeout(600);
  assert.ok(await preview.isVisible());
  await page.mouse.move(2, 2);
  await preview.waitFor({ state: "hidden" });
  await context.close();
});

test("the keyboard shows the preview, describes the link by it, and takes it away", async () => {
  const { context, page, link, preview } = await term();
  // What stands before the link in the order of the page.
  await page.locator("h1").evaluate((heading) => { heading.tabIndex = -1; heading.focus(); });
  await page.keyboard.press("Tab");
  for (let step = 0; step < 20 && !(await link.evaluate((one) => one === document.activeElement)); step++) await page.keyboard.press("Tab");
  await preview.waitFor({ state: "visible" });
  assert.equal(await link.getAttribute("aria-describedby"), "preview");
  await page.keyboard.press("Tab");
  assert.notEqual(await link.getAttribute("aria-describedby"), "preview");
  await context.close();
});

test("Escape takes the preview away and moves neither mouse nor focus", async () => {
  const { context, page, link, preview } = await term();
  await link.focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await preview.waitFor({ state: "visible" });
  await page.keyboard.press("Escape");
  assert.equal(await preview.isVisible(), false);
  assert.ok(await link.evaluate((one) => one === document.activeElement));
  await link.hover();
  await preview.waitFor({ state: "visible" });
  await page.keyboard.press("Escape");
  await page.waitForTimeout(500);
  assert.equal(await preview.isVisible(), false);
  await context.close();
});

test("a tap follows the link and shows nothing before", async () => {
  const { context, page, link, preview } = await term({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  let shown = false;
  await page.exposeFunction("shown", () => (shown = true));
  await preview.evaluate((card) => new MutationObserver(() => globalThis.shown()).observe(card, { attributeFilter: ["hidden"] }));
  await Promise.all([page.waitForURL(/terms\/ai-agent/), link.tap()]);
  assert.equal(shown, false);
  await context.close();
});

test("previews work in a folder on disk without asking for anything", async () => {
  const { context, page, link, preview, complaints } = await term({}, pathToFileURL(site).href + path.posix.sep);
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await link.hover();
  await preview.waitFor({ state: "visible" });
  assert.notEqual(await preview.locator(".preview-text").innerText(), "");
  assert.deepEqual([...requests, ...complaints], []);
  await context.close();
});

test("without script links are plain links", async () => {
  const { context, page, link, preview } = await term({ javaScriptEnabled: false });
  await link.hover();
  assert.equal(await preview.count(), 0);
  await link.click();
  assert.match(page.url(), /terms\/ai-agent\//);
  await context.close();
});

for (const viewport of [{ width: 1280, height: 900 }, { width: 640, height: 360 }, { width: 320, height: 480 }]) {
  test(`no preview covers its word, leaves the screen or moves anything, ${viewport.width} × ${viewport.height}`, async () => {
    const { context, page, preview } = await term({ viewport });
    const size = () => page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
    const before = await size();
    const places = () => page.locator("main h2, main p, main a").evaluateAll((all) => all.filter((one) => !one.closest("#preview, .rail, [hidden], .for")).map((one) => { const { x, y } = one.getBoundingClientRect(); return [x + scrollX, y + scrollY].map(Math.round).join(); }));
    const still = await places();
    let seen = 0;
    // Every third link is enough to have each kind of place.
    const links = (await page.locator("main a").all()).filter((_, index) => index % 3 === 0);
    for (const link of links) {
      if (!(await link.isVisible())) continue;
      // At the foot of the screen, where there is no room below, and at its head.
      for (const block of ["end", "start"]) {
        await page.keyboard.press("Escape");
        await page.mouse.move(0, 0);
        await link.evaluate((one, block) => one.scrollIntoView({ block, behavior: "instant" }), block);
        await link.dispatchEvent("pointerenter", { pointerType: "mouse" });
        await page.waitForTimeout(320);
        if (!(await preview.isVisible())) break;
        seen += 1;
        const [word, card] = [await box(link), await box(preview)];
        assert.ok(isApart(word, card), `${await link.textContent()}: ${JSON.stringify({ word, card })}`);
        assert.ok(card.left >= 0 && card.right <= viewport.width, `${card.left} to ${card.right}`);
        assert.deepEqual(await size(), before);
      }
    }
    assert.ok(seen >= 10, `${seen} previews`);
    assert.deepEqual(await places(), still);
    await context.close();
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds no fault while a preview is shown, ${colorScheme}`, async () => {
    const { context, page, link, preview } = await term({ colorScheme, bypassCSP: true });
    await link.hover();
    await preview.waitFor({ state: "visible" });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`), []);
    await context.close();
  });
}

test("the picture of a term leads on by mouse, and the keyboard does not stop in it", async () => {
  const { context, page, preview } = await term();
  const node = page.locator(".picture a", { hasText: "guardrail policy" });
  assert.equal(await node.getAttribute("tabindex"), "-1");
  await node.hover();
  await preview.waitFor({ state: "visible" });
  await Promise.all([page.waitForURL(/terms\/guardrail-policy\/$/), node.click()]);
  await context.close();
});
