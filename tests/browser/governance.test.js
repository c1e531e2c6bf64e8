// The governance page: its numbers are counted a second time here, from the data that the build exports.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, open, serve, site } from "./site.js";

const { terms } = JSON.parse(readFileSync(path.join(site, "../data/glossary.json"), "utf8"));
let browser, server;
before(async () => ([browser, server] = await Promise.all([launch(), serve()])));
after(async () => {
  await browser?.close();
  server?.close();
});

async function visit(look, options = {}) {
  const context = await browser.newContext(options);
  try {
    const { page, complaints } = await open(context, `${server.base}governance/`);
    await look(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** The rows of the table below a heading, as lists of what a reader sees. */
const rows = (page, id) => page.locator(`section[aria-labelledby=${id}] tbody tr`).evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.innerText.trim().split("\n")[0])));
const count = (predicate) => terms.filter(predicate).length;
const current = terms.filter((term) => term.status !== "deprecated");

test("statuses are those of the entries", async () => {
  await visit(async (page) => {
    const shown = Object.fromEntries((await rows(page, "statuses")).map(([status, number]) => [status.toLowerCase(), Number(number)]));
    for (const status of ["approved", "reviewed", "draft", "deprecated"]) assert.equal(shown[status], count((term) => term.status === status), status);
    assert.equal(Object.values(shown).reduce((sum, number) => sum + number, 0), terms.length);
  });
});

test("reviews are as old as their dates say", async () => {
  await visit(async (page) => {
    const today = Date.parse(await page.locator("header time").first().getAttribute("datetime"));
    const age = (term) => Math.round((today - Date.parse(term.last_reviewed)) / 86_400_000);
    const expected = [[0, 90], [91, 180], [181, 365], [366, Infinity]].map(([from, to]) => current.filter((term) => age(term) >= from && age(term) <= to).length);
    const shown = (await rows(page, "ages")).map((cells) => Number(cells[1]));
    assert.deepEqual(shown, [...expected, 0]);
  });
});

test("each pair of tag and category has as many terms as the entries say, and a click shows them", async () => {
  await visit(async (page) => {
    const heads = (await page.locator("section[aria-labelledby=coverage] thead th").allInnerTexts()).slice(1, -1);
    const names = await page.locator("section[aria-labelledby=coverage] tbody th a").evaluateAll((all) => all.map((link) => [link.innerText, link.pathname.split("/").at(-2).replaceAll("-", "_")]));
    const tags = new Map(names);
    let gaps = 0;
    for (const [title, ...cells] of await rows(page, "coverage")) {
      const tagged = terms.filter((term) => term.governance?.nist_rmf_tags?.includes(tags.get(title)));
      assert.equal(Number(cells.at(-1)), tagged.length, title);
      heads.forEach((category, index) => {
        const expected = tagged.filter((term) => term.categories.includes(category)).length;
        assert.equal(Number(cells[index]), expected, `${title}, ${category}`);
        gaps += expected === 0 ? 1 : 0;
      });
    }
    assert.ok(tags.size >= 10 && heads.length >= 5);
    assert.ok((await page.locator("section[aria-labelledby=coverage] > p").innerText()).includes(`${gaps} of ${tags.size * heads.length} pairs`));
    const cell = page.locator("td.level-4 a").first();
    const number = Number(await cell.innerText());
    await cell.click();
    const heading = page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`);
    assert.equal(parseInt(await heading.locator(".count").innerText(), 10), number);
    assert.ok(await heading.isVisible());
  });
});

test("functions count each term once", async () => {
  const yaml = readFileSync(path.join(import.meta.dirname, "../../data/vocabulary/nist_rmf_tags.yml"), "utf8");
  const functions = new Map([...yaml.matchAll(/- id: (\S+)[^]*?function: (\S+)/g)].map(([, id, name]) => [id, name]));
  await visit(async (page) => {
    for (const [title, ...numbers] of (await rows(page, "functions")).slice(0, 4)) {
      const touched = terms.filter((term) => term.governance.nist_rmf_tags.some((tag) => functions.get(tag) === title.toUpperCase()));
      const expected = ["approved", "reviewed", "draft", "deprecated"].map((status) => touched.filter((term) => term.status === status).length);
      assert.deepEqual(numbers.map(Number), [...expected, touched.length], title);
    }
  });
});

test("owners look after what the entries say", async () => {
  await visit(async (page) => {
    const shown = (await rows(page, "owners")).map((cells) => Number(cells[1])).sort((a, b) => b - a);
    const owners = Map.groupBy ? Map.groupBy(current, (term) => term.owner) : current.reduce((map, term) => map.set(term.owner, [...(map.get(term.owner) ?? []), term]), new Map());
    assert.deepEqual(shown, [...owners.values()].map((own) => own.length).sort((a, b) => b - a));
  });
});

test("the table for spreadsheets has a row for each term, and the report every number", async () => {
  await visit(async (page) => {
    const [table, report] = await page.evaluate(async () => [await (await fetch("terms.csv")).text(), await (await fetch("report.json")).json()]);
    assert.equal(table.trim().split("\r\n").length, terms.length + 1);
    assert.equal(report.terms, terms.length);
    assert.equal(report.drafts.length, count((term) => term.status === "draft"));
  });
});

test("what matters can be told without colour: gaps have a border, and bars keep their shape in forced colours", async () => {
  await visit(async (page) => {
    const gap = page.locator(".level-0").first();
    assert.equal(await gap.evaluate((cell) => getComputedStyle(cell).outlineStyle), "dashed");
    const fill = await page.locator(".bar rect").first().evaluate((bar) => getComputedStyle(bar).fill);
    assert.match(fill, /^rgb/);
  }, { forcedColors: "active" });
});

test("the keyboard reaches the matrix and scrolls it on a phone", async () => {
  await visit(async (page) => {
    const box = page.locator("section[aria-labelledby=coverage] .scroll");
    await box.focus();
    assert.ok(await box.evaluate((element) => element === document.activeElement && element.scrollWidth > element.clientWidth));
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.activeElement.scrollLeft > 0);
  }, { viewport: { width: 390, height: 844 } });
});
