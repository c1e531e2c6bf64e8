// Every kind of page: quiet, whole at every width, accessible, and readable without script.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import { kinds, launch, serve, site, visit } from "./site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

let browser, server;
before(async () => ([browser, server] = await Promise.all([launch(), serve()])));
after(async () => {
  await browser?.close();
  server?.close();
});

const on = (url, options, look) => visit(browser, url, options, look);

for (const [kind, file] of Object.entries(kinds)) {
  // The page for missing pages belongs at the root, where `base_url` says that the site is.
  const address = () => (kind === "not found" ? server.root : server.base) + file;
  describe(kind, () => {
    for (const colorScheme of ["light", "dark"]) {
      for (const [name, viewport] of Object.entries({ desktop, phone })) {
        test(`has no accessibility fault that axe knows, ${colorScheme}, ${name}`, async () => {
          await on(address(), { colorScheme, viewport, bypassCSP: true, reducedMotion: "reduce" }, async (page) => {
            await page.evaluate(axe);
            const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
            const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
            assert.deepEqual(faults, []);
          });
        });
      }
    }

    test("complains about nothing, and asks no other host, over http below a sub-path", async () => {
      await on(address(), {}, async (page, complaints) => {
        await page.waitForTimeout(50);
        assert.deepEqual(complaints, []);
      });
    });

    // The page for missing pages links from the root of its server, which a folder on disk has not.
    if (kind !== "not found") {
      test("complains about nothing from a folder on disk, and has its stylesheet there", async () => {
        await on(pathToFileURL(path.join(site, file)).href, {}, async (page, complaints) => {
          assert.deepEqual(complaints, []);
          assert.ok(await page.evaluate(() => getComputedStyle(document.querySelector(".skip")).position !== "static"));
        });
      });
    }

    for (const width of [320, 390, 820, 1440]) {
      test(`does not scroll sideways at ${width} px`, async () => {
        await on(address(), { viewport: { width, height: 800 } }, async (page) => {
          const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
          assert.ok(content <= view, `${content} px of content in ${view} px`);
        });
      });
    }

    // What a search finds is for the script to say.
    if (kind !== "search") test("says the same without script", async () => {
      const text = async (javaScriptEnabled) => {
        let found;
        await on(address(), { javaScriptEnabled }, async (page) => {
          // Buttons that only a script can serve are no part of what a page says.
          await page.locator("main").evaluate((main) => main.querySelectorAll(".by-script").forEach((part) => part.remove()));
          found = await page.locator("main").innerText();
        });
        return found;
      };
      assert.equal(await text(false), await text(true));
    });

    test("has one h1, landmarks, a language, and headings in order", async () => {
      await on(address(), { javaScriptEnabled: false }, async (page) => {
        const count = (selector) => page.locator(selector).count();
        assert.equal(await count("h1"), 1);
        for (const landmark of ["body > header, body header[role=banner]", "main", "footer"]) assert.ok((await count(landmark)) >= 1, landmark);
        assert.match(await page.locator("html").getAttribute("lang"), /^[a-z]{2}/);
        const levels = (await page.locator("main :is(h1,h2,h3,h4)").evaluateAll((all) => all.map((one) => Number(one.tagName[1]))));
        levels.forEach((level, index) => assert.ok(index === 0 || level <= levels[index - 1] + 1, `h${levels[index - 1]} is followed by h${level}`));
      });
    });
  });
}
