// A reader's ways through the site.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { kinds, launch, open, ready, serve, site } from "./site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser, server;
before(async () => ([browser, server] = await Promise.all([launch(), serve()])));
after(async () => {
  await browser?.close();
  server?.close();
});

async function on(file, options = {}) {
  const context = await browser.newContext(options);
  return { context, ...(await open(context, server.base + file)) };
}

test("from the first page to a term and to what it belongs under, by links alone", async () => {
  const { page, context } = await on(kinds.home, { javaScriptEnabled: false });
  await page.locator("header a", { hasText: "Terms" }).first().click();
  await page.locator("main a", { hasText: /^human handoff$/ }).first().click();
  assert.equal(await page.locator("h1").innerText(), "human handoff");
  await page.locator("main a", { hasText: /^escalation policy$/ }).first().click();
  assert.equal(await page.locator("h1").innerText(), "escalation policy");
  await context.close();
});

test("the same works in a folder on disk", async () => {
  const context = await browser.newContext();
  const { page, complaints } = await open(context, pathToFileURL(path.join(site, kinds.term)).href);
  await page.locator("main a", { hasText: /^agent executor$/ }).first().click();
  assert.equal(await page.locator("h1").innerText(), "agent executor");
  await page.locator("header a").first().click();
  assert.ok(page.url().endsWith("/index.html"), page.url());
  assert.deepEqual(complaints, []);
  await context.close();
});

test("the short definition stands above everything that explains it", async () => {
  const { page, context } = await on(kinds.term, { viewport: { width: 390, height: 844 } });
  const top = await page.getByText("Moment when an AI workflow transfers control to a human for review or action.").first().evaluate((element) => element.getBoundingClientRect().bottom);
  assert.ok(top < 844, `the definition ends at ${top} px, below the first screen of a phone`);
  await context.close();
});

test("the keyboard reaches the content past the navigation, and focus can be seen", async () => {
  const { page, context } = await on(kinds.term);
  await page.keyboard.press("Tab");
  const skip = page.locator(":focus");
  assert.equal(await skip.getAttribute("href"), "#main");
  assert.ok(await skip.isVisible());
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const [inside, outline] = await page.evaluate(() => [document.querySelector("main").contains(document.activeElement), getComputedStyle(document.activeElement).outlineStyle]);
  assert.ok(inside, "the first stop after the skip link is in the content");
  assert.notEqual(outline, "none");
  await context.close();
});

test("the theme follows the system until a reader chooses, and the choice is remembered", async () => {
  const { page, context } = await on(kinds.term, { colorScheme: "dark" });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const brightness = (color) => color.match(/\d+(\.\d+)?/g).slice(0, 3).map(Number).reduce((sum, part) => sum + part, 0);
  const dark = await background();
  assert.ok(brightness(dark) < 200, dark);
  for (let press = 0; press < 3 && brightness(await background()) < 600; press++) await page.locator("button.theme").first().click();
  const light = await background();
  assert.ok(brightness(light) > 600, light);
  await page.goto(server.base + kinds.home);
  assert.equal(await background(), light);
  await context.close();
});

test("addresses shown over http are the stable ones", async () => {
  const { page, context } = await on(kinds.home);
  await page.locator("header a", { hasText: "Terms" }).first().click();
  assert.equal(page.url(), `${server.base}terms/`);
  await context.close();
});

test("a deprecated term says so first, and leads to its replacement", async () => {
  const { page, context } = await on(kinds["deprecated term"]);
  await page.locator("main a", { hasText: "artificial general intelligence" }).first().click();
  assert.equal(await page.locator("h1").innerText(), "artificial general intelligence");
  await context.close();
});

test("an address that leads nowhere gets a page that leads on, at any depth", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.root}terms/no/such/page/`);
  await ready(page);
  assert.equal(await page.locator("h1").count(), 1);
  await page.locator("main a").first().click();
  assert.equal(page.url(), server.root);
  await context.close();
});

test("the map unfolds without script, fits a narrow window when all is open, and leads to a term", async () => {
  const { page, context } = await on(kinds.map, { javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
  const branch = page.locator("#category-agents-and-tooling");
  if ((await branch.getAttribute("open")) === null) await branch.locator("> summary").click();
  await branch.locator(".also > summary").first().click();
  assert.ok(await branch.locator(".also .run").first().isVisible());
  const width = await page.evaluate(() => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
    return document.documentElement.scrollWidth;
  });
  assert.ok(width <= 320, `${width} px`);
  await branch.getByRole("link", { name: "human handoff", exact: true }).first().click();
  assert.equal(await page.locator("h1").innerText(), "human handoff");
  await context.close();
});

test("the unfolded map has no accessibility fault that axe knows", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page, context } = await on(kinds.map, { colorScheme, bypassCSP: true });
    await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => (details.open = true)));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`), []);
    await context.close();
  }
});

test("a printed term page leaves the navigation out", async () => {
  const { page, context } = await on(kinds.term);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("header nav").first().isVisible(), false);
  assert.ok(await page.locator("h1").isVisible());
  await context.close();
});
