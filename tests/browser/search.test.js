// The search: from every page, as a reader types, by keyboard alone, and with an address for everything.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import path from "node:path";
import { after, before, test } from "node:test";
import { kinds, launch, open, serve, site } from "./site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = pathToFileURL(site + path.sep).href;

let browser, server;
before(async () => ([browser, server] = await Promise.all([launch(), serve()])));
after(async () => {
  await browser?.close();
  server?.close();
});

/** Opens a page, runs `look` on it, and makes sure that it complained about nothing. */
async function on(url, look, options = {}) {
  const context = await browser.newContext(options);
  try {
    const { page, complaints } = await open(context, url);
    await look(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}
const searching = (query, look, options) => on(`${server.base}search/${query}`, look, options);

/** The names of the results, once the search says `found`. */
async function results(page, found) {
  await page.locator("#found", { hasText: found }).waitFor();
  return page.locator(".hits .row-name").evaluateAll((names) => names.map((name) => name.innerText.trim().split("\n")[0].trim()));
}
const count = (page, facet, value) => page.locator(`[name=${facet}][value="${value}"]`).locator("xpath=ancestor::li").locator(".count").innerText().then(Number);

test("finds as a reader types, by the beginning of a word", async () => {
  await searching("", async (page) => {
    await results(page, /^All \d+ terms$/);
    await page.locator("#q").pressSequentially("hall");
    assert.equal((await results(page, /^\d+ terms?$/))[0], "hallucination");
    assert.match(page.url(), /\?q=hall$/);
    assert.equal(await page.locator(".hits mark").first().innerText(), "hallucination");
  });
});

test("the words “agent to human” find human handoff, by its other name", async () => {
  await searching("?q=agent+to+human", async (page) => {
    assert.equal((await results(page, /terms/))[0], "agent-to-human handoff → human handoff");
  });
});

test("a typing mistake finds what was meant", async () => {
  for (const [typed, meant] of [["halucination", "hallucination"], ["transformre", "transformer architecture"], ["retreival augmented generation", "retrieval-augmented generation"]]) {
    await searching(`?${new URLSearchParams({ q: typed })}`, async (page) => assert.equal((await results(page, /term/))[0], meant));
  }
});

test("an alias says which term it is", async () => {
  await searching("?q=RAG", async (page) => assert.equal((await results(page, /term/))[0], "RAG → retrieval-augmented generation"));
});

test("a deprecated term sinks below its equals and leads to the one to use", async () => {
  await searching("?q=llm", async (page) => {
    const names = await results(page, /terms/);
    const old = page.locator(".hits .is-old");
    assert.equal(await old.count(), 1);
    assert.ok(names.indexOf("LLM plugin") > names.indexOf("LLM-as-a-judge"), names.join(", "));
    assert.match(await old.locator(".hit-advice").innerText(), /^Deprecated: use .+ instead$/);
    const instead = await old.locator(".hit-advice a").innerText();
    await old.locator(".hit-advice a").click();
    assert.equal(await page.locator("h1").innerText(), instead);
  });
});

test("counts of filters are those of the results: any of one list, all of the lists", async () => {
  await searching("?q=agent", async (page) => {
    const total = Number((await results(page, /^\d+ terms$/), await page.locator("#found").innerText()).split(" ")[0]);
    const [policy, legal, tooling] = await Promise.all([count(page, "role", "policy"), count(page, "role", "legal"), count(page, "category", "agents-and-tooling")]);
    assert.ok(policy > 0 && policy < total && legal > 0);
    await page.locator("[name=role][value=policy]").check();
    await results(page, `${policy} of ${total} terms`);
    assert.equal(await count(page, "role", "legal"), legal, "within a list the counts stay");
    assert.ok((await count(page, "category", "agents-and-tooling")) <= tooling);
    await page.locator("[name=role][value=legal]").check();
    await page.waitForFunction(([old]) => !document.querySelector("#found").textContent.startsWith(`${old} of`), [policy]);
    const either = Number((await page.locator("#found").innerText()).split(" ")[0]);
    assert.ok(either > policy && either <= policy + legal);
    const both = await count(page, "category", "agents-and-tooling");
    await page.locator("[name=category][value=agents-and-tooling]").check();
    await results(page, `${both} of ${total} terms`);
    await page.getByRole("button", { name: "Clear filters" }).click();
    await results(page, `${total} terms`);
  });
});

test("without a question all terms are there, and each filter counts as many as its page", async () => {
  await searching("", async (page) => {
    await results(page, /^All \d+ terms$/);
    const shown = await count(page, "role", "policy");
    const category = await count(page, "category", "agents-and-tooling");
    await page.goto(`${server.base}categories/`);
    const card = page.locator(".card", { hasText: "Agents & Tooling" }).locator(".count");
    assert.equal(Number.parseInt(await card.innerText(), 10), category);
    await page.goto(`${server.base}search/?role=policy`);
    await results(page, `${shown} of`);
    assert.ok(await page.locator("[name=role][value=policy]").isChecked());
  });
});

test("results are sorted by name and by review", async () => {
  await searching("?q=model&sort=az", async (page) => {
    const names = (await results(page, /terms/)).map((name) => name.split(" → ").pop());
    assert.deepEqual(names, names.toSorted((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1)));
    await page.locator("[name=sort]").selectOption("review");
    await page.locator(".hits .row-date").first().waitFor();
    assert.match(page.url(), /sort=review/);
    const days = await page.locator(".hits time").evaluateAll((times) => times.map((time) => time.dateTime));
    assert.deepEqual(days, days.toSorted().reverse());
    assert.match(await page.locator(".hits time").first().innerText(), /^\d+ [A-Z][a-z]+ 20\d\d$/);
  });
});

test("the address says what is shown, and the way back leads through it", async () => {
  await searching("?q=risk&role=legal&sort=az", async (page) => {
    await results(page, / of /);
    assert.equal(await page.locator("#q").inputValue(), "risk");
    assert.equal(await page.locator("[name=sort]").inputValue(), "az");
    await page.locator("[name=status][value=reviewed]").check();
    await page.waitForURL(/status=reviewed/);
    const shared = page.url();
    const before = await results(page, / of /);
    await page.locator(".hits .row-name a").first().click();
    await page.waitForURL(/terms\//);
    await page.goBack();
    assert.equal(page.url(), shared);
    assert.deepEqual(await results(page, / of /), before);
    await page.goBack();
    await page.waitForFunction(() => !document.querySelector("[name=status][value=reviewed]").checked);
    assert.match(page.url(), /\?q=risk&role=legal&sort=az$/);
  });
});

test("one way back undoes a question, not a letter", async () => {
  await searching("", async (page) => {
    await results(page, /^All/);
    await page.locator("#q").pressSequentially("drift");
    await results(page, /^\d+ terms/);
    await page.goBack();
    await results(page, /^All/);
    assert.equal(await page.locator("#q").inputValue(), "");
  });
});

test("the keyboard walks the results and comes back", async () => {
  await searching("?q=agent", async (page) => {
    await results(page, /terms/);
    await page.keyboard.press("/");
    const focus = () => page.evaluate(() => document.activeElement.id || document.activeElement.innerText);
    assert.equal(await focus(), "q");
    assert.equal(await page.locator("#q").inputValue(), "agent");
    await page.keyboard.press("ArrowDown");
    const first = await focus();
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await focus(), first);
    await page.keyboard.press("ArrowUp");
    assert.equal(await focus(), first);
    await page.keyboard.press("Escape");
    assert.equal(await focus(), "q");
    await page.keyboard.press("Escape");
    await results(page, /^All/);
    await page.keyboard.press("Enter");
    assert.notEqual(await focus(), "q");
  });
});

test("who finds nothing gets near names, and a way to ask for the term", async () => {
  await searching("?q=haluzinatoin", async (page) => {
    await results(page, "No term found");
    assert.match(await page.locator(".near").innerText(), /hallucination/);
    const ask = page.locator(".none a", { hasText: "Request this term" });
    assert.match(await ask.getAttribute("href"), /term-request\/.*\?term=haluzinatoin$/);
    await page.locator(".near a").first().click();
    await page.locator("h1").waitFor();
    assert.match(page.url(), /terms\//);
  });
});

test("filters that leave nothing say so, and let go", async () => {
  await searching("?q=hallucination&status=deprecated", async (page) => {
    await results(page, "0 of");
    await page.locator(".none").getByRole("button").click();
    assert.equal((await results(page, /^\d+ terms/))[0], "hallucination");
  });
});

test("a question is text and never markup, and no word is special", async () => {
  for (const query of ["<img src=x onerror=alert(1)>", "constructor", "__proto__", "toString", "?!", "\\ \" ' {{"]) {
    await searching(`?${new URLSearchParams({ q: query })}`, async (page) => {
      await page.locator("#found", { hasText: /term/i }).waitFor();
      assert.equal(await page.locator("main img").count(), 0);
    });
  }
});

test("more results come when asked for, and the focus is on the first of them", async () => {
  await searching("?q=model", async (page) => {
    const shown = (await results(page, /terms/)).length;
    await page.getByRole("button", { name: "Show more" }).click();
    await page.waitForFunction((shown) => document.querySelectorAll(".hits > li").length > shown, shown);
    assert.ok(await page.locator(".hits > li").nth(shown).locator("a").first().evaluate((link) => link === document.activeElement));
  });
});

test("from a term page `/` searches at once, arrows choose, and Enter opens, by keyboard alone and back", async () => {
  await on(`${server.base}terms/hallucination/`, async (page) => {
    await page.keyboard.press("/");
    const input = page.getByRole("combobox", { name: "Search the glossary" });
    await page.keyboard.type("agent to human");
    const option = page.getByRole("option", { name: "human handoff" });
    await option.waitFor();
    assert.equal(await input.getAttribute("aria-expanded"), "true");
    await page.keyboard.press("ArrowDown");
    assert.equal(await input.getAttribute("aria-activedescendant"), await option.getAttribute("id"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/terms\/human-handoff/);
    assert.match(await page.locator("main").innerText(), /policy/i);
    // The key for the way back is the browser's own.
    await page.goBack();
    assert.match(page.url(), /terms\/hallucination/);
  });
});

test("the form of a page loads nothing before a reader goes there, and Enter leads to the search page", async () => {
  await on(`${server.base}${kinds.term}`, async (page) => {
    const requests = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.waitForTimeout(200);
    assert.deepEqual(requests.filter((url) => url.includes("search")), []);
    await page.keyboard.press("/");
    await page.keyboard.type("drift");
    await page.locator(".find-list").waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".find-list").isVisible(), false);
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\/(index\.html)?\?q=drift$/);
    await results(page, /term/);
  });
});

test("`/` is a letter where a reader types one", async () => {
  await on(`${server.base}${kinds.term}`, async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.type("a/b");
    assert.equal(await page.locator(".find input").first().inputValue(), "a/b");
  });
});

test("all of it works in a folder on disk", async () => {
  await on(folder + kinds.term, async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.type("rag");
    await page.locator(".find-option", { hasText: "retrieval-augmented generation" }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\/index\.html\?q=rag$/);
    assert.equal((await results(page, /term/))[0], "RAG → retrieval-augmented generation");
    await page.locator("[name=role]").first().check();
    await results(page, / of /);
    await page.locator("#q").fill("human handoff");
    await page.locator("[name=role]").first().uncheck();
    await results(page, /with all words|terms?$/);
    await page.locator(".hits .row-name a", { hasText: /^human handoff$/ }).click();
    assert.equal(await page.locator("h1").innerText(), "human handoff");
  });
});

test("the form works without script, and the search page then leads to the list of all terms", async () => {
  await on(`${server.base}${kinds.term}`, async (page) => {
    await page.locator(".find input").first().fill("drift");
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\/.*\?q=drift$/);
    await page.locator("main a", { hasText: "A to Z" }).click();
    assert.match(page.url(), /terms\//);
  }, { javaScriptEnabled: false });
});

for (const colorScheme of ["light", "dark"]) {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    test(`results have no accessibility fault that axe knows, ${colorScheme}, ${viewport.width} px`, async () => {
      const faults = async (page) => {
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
      };
      const options = { colorScheme, viewport, bypassCSP: true, reducedMotion: "reduce" };
      for (const query of ["?q=llm&role=policy", "?q=haluzinatoin", "?q=drift&status=deprecated"]) {
        await searching(query, async (page) => {
          await results(page, /term|of/);
          await page.evaluate(() => (document.querySelector(".facets").open = true));
          assert.deepEqual(await faults(page), []);
        }, options);
      }
      await on(`${server.base}${kinds.term}`, async (page) => {
        await page.keyboard.press("/");
        await page.keyboard.type("llm");
        await page.locator(".find-list").waitFor();
        await page.keyboard.press("ArrowDown");
        assert.deepEqual(await faults(page), []);
        const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.ok(content <= view);
      }, options);
    });
  }
}
