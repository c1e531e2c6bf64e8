// What readers do with the site: read as their role, tick off, cite, print, and find a word that they half remember.

import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { kinds, launch, open, serve, site, visit } from "./site.js";

let browser, server;
before(async () => ([browser, server] = await Promise.all([launch(), serve()])));
after(async () => {
  await browser?.close();
  server?.close();
});

const on = (file, options, look) => visit(browser, file.includes("://") ? file : server.base + file, options, look);

const glossary = JSON.parse(readFileSync(path.join(site, "downloads/glossary.json"), "utf8")).terms;
const lens = (page) => page.getByLabel("I read as");
const tagged = (role) => glossary.filter((term) => term.roles.includes(role));
const shownRows = (page) => page.locator("main .row:visible:not(.row-see)");

test("a role lifts its takeaway and the fitting view to the top, and is remembered on other pages", async () => {
  await on(kinds.term, {}, async (page, complaints) => {
    assert.equal(await page.locator(".for").isVisible(), false);
    await lens(page).selectOption({ label: "Policy & Risk" });
    const box = page.locator(".for");
    assert.match(await box.innerText(), /^For Policy & Risk: Map the definition to governance controls/);
    assert.match(await box.innerText(), /Guarantee there is a clear path to human help/);
    assert.doesNotMatch(await box.innerText(), /Package context/);
    const [lead, role, text] = await Promise.all([".lead", ".for", "#definition"].map((part) => page.locator(part).evaluate((one) => one.getBoundingClientRect().top)));
    assert.ok(lead < role && role < text);
    assert.equal(new URL(page.url()).searchParams.get("role"), "policy");

    await lens(page).selectOption({ label: "Engineering & Platform" });
    assert.match(await box.innerText(), /Package context/);
    assert.doesNotMatch(await box.innerText(), /Guarantee there is/);

    await page.goto(server.base + kinds.category);
    assert.equal(await lens(page).inputValue(), "engineering");
    await lens(page).selectOption({ label: "everyone" });
    await page.goto(`${server.base}${kinds.term}`);
    assert.equal(await page.locator(".for").isVisible(), false);
    assert.deepEqual(complaints, []);
  });
});

test("an address with a role wins over memory and is then remembered; a role that is none of ours does neither", async () => {
  await on(`${kinds.term}?role=policy`, {}, async (page) => {
    assert.equal(await lens(page).inputValue(), "policy");
    await page.goto(`${server.base}${kinds.term}?role=security#relations`);
    assert.equal(await lens(page).inputValue(), "security");
    await page.goto(server.base + kinds.home);
    assert.equal(await lens(page).inputValue(), "security");
    await page.goto(`${server.base}${kinds.term}?role=nobody%22%3E`);
    assert.equal(await lens(page).inputValue(), "security");
    await page.locator(".lens select").selectOption("");
    assert.equal(new URL(page.url()).search, "");
  });
});

test("a term that is not tagged for the role says so", async () => {
  const term = glossary.find((term) => !term.roles.includes("legal"));
  await on(`terms/${term.slug}/?role=legal`, {}, async (page) => {
    assert.match(await page.locator(".for").innerText(), /^Not tagged for Legal & Compliance; the general definition applies\./);
  });
});

for (const [kind, file, terms] of [
  ["the list A to Z", kinds.terms, glossary],
  ["a category", kinds.category, glossary.filter((term) => term.categories.includes("Agents & Tooling"))],
  ["a tag", kinds.tag, glossary.filter((term) => term.governance.nist_rmf_tags?.includes("risk_management"))],
]) {
  test(`${kind} shows the terms of the role, says how many, and shows all on demand`, async () => {
    await on(`${file}?role=policy`, {}, async (page) => {
      const own = terms.filter((term) => term.roles.includes("policy")).length;
      assert.ok(own > 0 && own < terms.length);
      assert.equal(await shownRows(page).count(), own);
      const line = page.locator("[data-counts]");
      assert.match((await line.innerText()).trim(), new RegExp(`^Showing ${own} of ${terms.length} terms for Policy & Risk · show all$`));
      await page.getByRole("button", { name: "show all" }).click();
      assert.equal(await shownRows(page).count(), terms.length);
      assert.match(await page.locator(":focus").innerText(), /only those for Policy & Risk/);
      await page.keyboard.press("Enter");
      assert.equal(await shownRows(page).count(), own);
      await lens(page).selectOption("");
      assert.equal(await line.isVisible(), false);
      assert.equal(await shownRows(page).count(), terms.length);
    });
  });
}

test("letters and aliases of terms that the role does not need go with them", async () => {
  await on(`${kinds.terms}?role=communications`, {}, async (page) => {
    const letters = await page.locator(".letter:visible h2").allInnerTexts();
    const expected = new Set(tagged("communications").flatMap((term) => [term.term, ...term.aliases]).map((name) => name[0].toUpperCase()));
    assert.deepEqual(letters, [...expected].sort());
  });
});

test("on the first page a role leads to its starter pack, and its page offers to read as it", async () => {
  await on(`${kinds.home}?role=policy`, {}, async (page) => {
    await page.getByRole("link", { name: "your starter pack" }).click();
    assert.equal(await page.locator("h1").innerText(), "Policy & Risk");
    assert.equal(await shownRows(page).count(), tagged("policy").length, "the page of a role is not filtered");
    await page.goto(server.base + kinds.role);
    await page.getByRole("button", { name: "Read the glossary as Data Science & Research" }).click();
    assert.equal(await lens(page).inputValue(), "data_science");
  });
});

test("the lens works in a folder on disk", async () => {
  await on(`${pathToFileURL(path.join(site, kinds.term)).href}?role=policy`, {}, async (page, complaints) => {
    assert.match(await page.locator(".for").innerText(), /^For Policy & Risk/);
    await lens(page).selectOption("engineering");
    await page.locator("main a", { hasText: /^agent executor$/ }).first().click();
    assert.equal(await lens(page).inputValue(), "engineering");
    assert.deepEqual(complaints, []);
  });
});

for (const file of ["term", "terms", "category", "role", "home"]) {
  test(`nothing moves or flashes while a page loads for a role: ${file}`, async () => {
    await on(kinds.home, {}, async (page) => {
      await page.evaluate(() => {
        localStorage.setItem("role", "policy");
        localStorage.setItem("theme", "dark");
      });
      // What is on the screen at the first frame has to be there at the end.
      await page.addInitScript(() => {
        globalThis.shifts = [];
        new PerformanceObserver((list) => globalThis.shifts.push(...list.getEntries().map((entry) => entry.value))).observe({ type: "layout-shift", buffered: true });
        const look = () => {
          if (!document.body) return requestAnimationFrame(look);
          globalThis.first = [document.documentElement.dataset.role, document.documentElement.dataset.theme, [...document.querySelectorAll("[data-roles]")].filter((row) => !row.hidden && !row.dataset.roles.split(" ").includes("policy")).length];
        };
        requestAnimationFrame(look);
      });
      await page.goto(server.base + kinds[file]);
      await page.waitForTimeout(200);
      const [first, shifts, filtered] = await page.evaluate(() => [globalThis.first, globalThis.shifts, document.querySelector("[data-counts]") !== null]);
      assert.deepEqual(first.slice(0, 2), ["policy", "dark"]);
      if (filtered) assert.equal(first[2], 0, "no row of another role is seen first");
      assert.deepEqual(shifts, []);
    });
  });
}

test("without script there is no lens, no box and no button, and all stands there", async () => {
  for (const kind of ["home", "term", "category", "role", "terms"]) {
    await on(`${kinds[kind]}?role=policy`, { javaScriptEnabled: false }, async (page) => {
      for (const part of [".lens", ".theme", ".checklist input", ".copy", ".done", "[data-counts]", ".for"]) assert.equal(await page.locator(part).first().isVisible(), false, `${part} on ${kind}`);
      if (kind === "terms") assert.equal(await shownRows(page).count(), glossary.length);
    });
  }
});

test("the lens is reached and changed by keyboard, and its focus is seen", async () => {
  await on(kinds.term, {}, async (page) => {
    for (let presses = 0; presses < 15 && !(await page.evaluate(() => document.activeElement.matches(".lens select"))); presses++) await page.keyboard.press("Tab");
    assert.notEqual(await page.locator(".lens select").evaluate((one) => getComputedStyle(one).outlineStyle), "none");
    await page.keyboard.type("Leg");
    assert.equal(await lens(page).inputValue(), "legal");
    assert.ok(await page.locator(".for").isVisible());
  });
});

test("a checklist is remembered, counts, and begins again", async () => {
  await on(kinds.role, {}, async (page) => {
    const boxes = page.locator(".checklist input");
    const count = await boxes.count();
    assert.ok(count >= 2);
    const line = page.locator(".done");
    await page.locator(".checklist label").first().click();
    await boxes.nth(1).focus();
    await page.keyboard.press("Space");
    assert.match(await line.innerText(), new RegExp(`^2 of ${count} done`));
    await page.goto(server.base + kinds.category);
    assert.match(await line.innerText(), /^0 of \d+ done/, "another page has its own");
    await page.goto(server.base + kinds.role);
    assert.deepEqual([await boxes.nth(0).isChecked(), await boxes.nth(1).isChecked(), await line.innerText().then((text) => text.startsWith("2 of"))], [true, true, true]);
    await page.getByRole("button", { name: "Begin again" }).click();
    await page.reload();
    assert.equal(await page.locator(".checklist :checked").count(), 0);
  });
});

test("where storage is forbidden, the lens and checklists still work on the page", async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } }));
  const { page, complaints } = await open(context, server.base + kinds.role);
  await lens(page).selectOption("policy");
  await page.locator(".checklist label").first().click();
  assert.match(await page.locator(".done").innerText(), /^1 of/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("what to cite is copied, and said aloud", async () => {
  await on(kinds.term, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    const shown = (await page.locator("#citation").innerText()).trim();
    assert.match(shown, /^“human handoff\.” AI Glossary\. Approved, last reviewed 29 September 2025\. https:\/\/glossary\.example\.org\/terms\/human-handoff\/\. CC BY-SA 4\.0\.$/);
    await page.getByRole("button", { name: "Copy" }).click();
    await page.locator(".copy [role=status]", { hasText: "Copied" }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), shown);
  });
});

test("without a clipboard the citation is selected", async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  const { page } = await open(context, server.base + kinds.term);
  await page.getByRole("button", { name: "Copy" }).click();
  await page.locator(".copy [role=status]", { hasText: "Selected" }).waitFor();
  assert.match(await page.evaluate(() => getSelection().toString()), /human handoff/);
  await context.close();
});

test("the numbers of the first page are those of the data", async () => {
  await on(kinds.home, { javaScriptEnabled: false }, async (page) => {
    const numbers = Object.fromEntries((await page.locator(".numbers li").allInnerTexts()).map((text) => text.trim().split(/\s*\n\s*|(?<=^\d+)\s+/).reverse()));
    const sum = (of) => glossary.reduce((total, term) => total + of(term), 0);
    assert.equal(numbers.terms, String(glossary.length));
    assert.equal(numbers["other names"], String(sum((term) => term.aliases.length)));
    assert.equal(numbers.citations, String(sum((term) => term.citations.length)));
    assert.equal(numbers.categories, String(new Set(glossary.flatMap((term) => term.categories)).size));
    assert.equal(numbers.relationships, String(sum((term) => ["broader", "narrower", "related"].reduce((count, key) => count + (term.relationships?.[key]?.length ?? 0), 0))));
    const tally = await page.locator(".tally").innerText();
    for (const status of new Set(glossary.map((term) => term.status))) assert.match(tally, new RegExp(`\\b${glossary.filter((term) => term.status === status).length} ${status}`));
    const dates = await page.locator("#recent ~ ul time").evaluateAll((all) => all.map((one) => one.dateTime));
    assert.deepEqual(dates, [...dates].sort().reverse());
  });
});

for (const [kind, terms] of [["print", glossary], ["category print", glossary.filter((term) => term.categories.includes("Agents & Tooling"))], ["role print", tagged("data_science")]]) {
  test(`${kind} holds each term once, leads from name to name, and has nothing but text on paper`, async () => {
    await on(kinds[kind], {}, async (page) => {
      assert.deepEqual((await page.locator("article h3").allInnerTexts()).sort(), terms.map((term) => term.term).sort());
      assert.equal(await page.locator("meta[name=robots][content=noindex]").count(), 1);
      const broken = await page.evaluate(() => [...document.querySelectorAll('main a[href^="#"]')].filter((link) => !document.getElementById(link.getAttribute("href").slice(1))).length);
      assert.equal(broken, 0);
      assert.ok((await page.locator("article a").count()) > 0);
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      for (const part of ["header nav", ".lens", ".theme", "footer nav", ".trail"]) assert.equal(await page.locator(part).first().isVisible(), false, part);
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), "rgb(0, 0, 0)");
      const pdf = await page.pdf({ format: "A4" });
      assert.ok(pdf.length > 10_000);
    });
  });
}

test("a page on paper spends little on each entry beyond its words", () => {
  const text = glossary.reduce((sum, term) => sum + [term.term, ...term.aliases, term.short_def, term.long_def].join("").length, 0);
  const spent = (statSync(path.join(site, kinds.print)).size - text) / glossary.length;
  assert.ok(spent < 700, `${Math.round(spent)} bytes an entry`);
});

test("downloads are in the site, as large as the page says", async () => {
  await on(kinds.downloads, {}, async (page) => {
    const links = page.locator("a[download]");
    assert.ok((await links.count()) >= 3);
    for (const link of await links.all()) {
      const file = new URL(await link.getAttribute("href"), page.url()).pathname.split("/").pop();
      const said = await link.locator("xpath=ancestor::div[1]").innerText();
      const kilobytes = Math.round(statSync(path.join(site, "downloads", file)).size / 1000);
      assert.match(said, new RegExp(`${file.replaceAll(".", "\\.")}, ${kilobytes} kB`));
    }
  });
});

test("every term page is under 60 kB on a first visit", () => {
  // The icon stands in the page.
  const assets = ["css/site.css", "js/site.js", "js/preview.js"];
  const shared = assets.reduce((sum, file) => sum + statSync(path.join(site, "assets", file)).size, 0);
  const heavy = glossary.map((term) => [shared + statSync(path.join(site, "terms", term.slug, "index.html")).size, term.slug]).filter(([size]) => size >= 60_000);
  assert.deepEqual(heavy, []);
});

// The whole story, by keyboard alone: needs the search.
test("a newcomer finds “human handoff” from “agent to human”, learns what policy has to do, and gets back, in three presses of Enter", async () => {
  await on(kinds.home, {}, async (page) => {
    let presses = 0;
    const enter = async () => {
      presses += 1;
      await page.keyboard.press("Enter");
    };
    const tabTo = async (selector) => {
      for (let steps = 0; steps < 60; steps++) {
        if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector)) return;
        await page.keyboard.press("Tab");
      }
      assert.fail(`no way by Tab to ${selector}`);
    };
    // The role is chosen once, by typing its name in the lens.
    await tabTo(".lens select");
    await page.keyboard.type("Policy");
    await tabTo("main input[type=search]");
    await page.keyboard.type("agent to human");
    await enter();
    await page.waitForURL(/\/search\//);
    // The first result that is a term's page is the word.
    await page.locator('main a[href*="terms/human-handoff/"]').first().waitFor();
    await tabTo('main a[href*="terms/"]');
    assert.match(await page.locator(":focus").getAttribute("href"), /terms\/human-handoff\//);
    await enter();
    await page.waitForURL(/\/terms\/human-handoff\//);
    assert.match(await page.locator(".for").innerText(), /^For Policy & Risk: Map the definition to governance controls/);
    await tabTo(".brand");
    await enter();
    await page.waitForURL(server.base);
    assert.equal(await page.locator("h1").innerText(), "AI Glossary");
    assert.equal(presses, 3);
  });
});
