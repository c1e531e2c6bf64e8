// What programs read: structured data on every kind of page, addresses, and the files at the root of the site.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { kinds, launch, open, serve, site } from "./site.js";

let browser, server;
before(async () => ([browser, server] = await Promise.all([launch(), serve()])));
after(async () => {
  await browser?.close();
  server?.close();
});

async function visit(url, look) {
  const context = await browser.newContext();
  try {
    const { page } = await open(context, url);
    await look(page);
  } finally {
    await context.close();
  }
}

const text = (file) => readFileSync(path.join(site, file), "utf8");

describe("every kind of page", () => {
  for (const [kind, file] of Object.entries(kinds)) {
    test(`${kind}: its data can be parsed, and its address is in the sitemap`, async () => {
      await visit(server.base + file, async (page) => {
        const blocks = await page.locator('script[type="application/ld+json"]').allTextContents();
        assert.ok(blocks.length <= 1);
        for (const block of blocks) assert.equal(JSON.parse(block)["@context"], "https://schema.org");
        const canonical = await page.locator("link[rel=canonical]").evaluateAll((all) => all.map((link) => link.href));
        // What has no address of its own, and what says again on paper what other pages say, is for no search engine.
        if (kind === "not found" || kind.endsWith("print")) {
          assert.equal(await page.locator("meta[name=robots][content=noindex]").count(), 1);
          return assert.deepEqual(canonical, []);
        }
        assert.equal(canonical.length, 1);
        assert.ok(text("sitemap.xml").includes(`<loc>${canonical[0]}</loc>`), canonical[0]);
        assert.equal(await page.locator('meta[property="og:url"]').getAttribute("content"), canonical[0]);
        assert.ok((await page.locator('meta[property="og:title"]').getAttribute("content")).length > 0);
      });
    });
  }
});

test("the data of a term says what its page shows", async () => {
  await visit(`${server.base}terms/human-handoff/`, async (page) => {
    const data = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
    const term = data.mainEntity;
    assert.equal(data["@type"], "WebPage");
    assert.equal(term["@type"], "DefinedTerm");
    assert.equal(term.name, await page.locator("h1").innerText());
    assert.equal(term.description, await page.locator(".lead").innerText());
    assert.deepEqual(term.alternateName, await page.locator(".aliases b").allInnerTexts());
    assert.equal(term.url, await page.locator("link[rel=canonical]").getAttribute("href"));
    assert.equal(data.lastReviewed, await page.locator(".standing time").getAttribute("datetime"));
    assert.deepEqual(data.citation.map((work) => work.url), await page.locator(".sources a").evaluateAll((all) => all.map((link) => link.href)));
    const trail = await page.locator(".term-head .trail li").allInnerTexts();
    assert.deepEqual(data.breadcrumb.itemListElement.map((step) => step.name), [...trail, term.name]);
  });
});

test("the sitemap is XML, and each of its pages is there", async () => {
  await visit(server.base, async (page) => {
    const found = await page.evaluate((xml) => {
      const tree = new DOMParser().parseFromString(xml, "application/xml");
      return tree.querySelector("parsererror") ? null : [...tree.querySelectorAll("url > loc")].map((loc) => loc.textContent);
    }, text("sitemap.xml"));
    assert.ok(found?.length > 150);
    const home = new URL(found.find((address) => new URL(address).pathname === "/"));
    const missing = found.filter((address) => !existsSync(path.join(site, decodeURIComponent(address.slice(home.href.length)), "index.html")));
    assert.deepEqual(missing, []);
    assert.ok(text("robots.txt").includes(`Sitemap: ${home.href}sitemap.xml`));
  });
});

test("the guide for language models leads to every term", () => {
  const slugs = [...text("llms.txt").matchAll(/\/terms\/([^/)]+)\/\)/g)].map(([, slug]) => slug);
  assert.equal(new Set(slugs).size, slugs.length);
  assert.ok(slugs.length > 150 && slugs.every((slug) => existsSync(path.join(site, "terms", slug, "index.html"))));
});

test("a server gives phones a manifest, and a folder on disk does not name one", async () => {
  await visit(server.base, async (page) => {
    const href = await page.locator("link[rel=manifest]").evaluate((link) => link.href);
    assert.equal(href, `${server.base}site.webmanifest`);
    const manifest = JSON.parse(text("site.webmanifest"));
    assert.ok(existsSync(path.join(site, manifest.icons[0].src)));
  });
  await visit(`file://${path.join(site, "index.html")}`, async (page) => assert.equal(await page.locator("link[rel=manifest]").count(), 0));
});
