// An editor's hour: files change on disk, and the page in the browser follows.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const root = path.resolve(import.meta.dirname, "../..");

/** The program: the one that `GLOSSBOOK` names, or the release build of this repository. */
function program() {
  if (process.env.GLOSSBOOK) return process.env.GLOSSBOOK;
  const metadata = execFileSync("cargo", ["metadata", "--no-deps", "--offline", "--format-version", "1"], { cwd: root, maxBuffer: 1 << 26 });
  const built = path.join(JSON.parse(metadata).target_directory, "release", "glossbook");
  if (!existsSync(built)) throw new Error(`no program at ${built}: run \`cargo build --release\``);
  return built;
}

/** A copy of the glossary, and a preview of it. */
async function preview(change = () => {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "glossbook-serve-"));
  for (const name of ["data", "site", "templates"]) cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  const file = (name) => path.join(folder, name);
  const edit = (name, change) => writeFileSync(file(name), change(readFileSync(file(name), "utf8")));
  change({ file, edit });
  let child;
  const start = async (port) => {
    child = spawn(program(), ["serve", "--root", folder, "--port", port, "--today", "2026-11-22"], { stdio: ["ignore", "pipe", "ignore"] });
    return new Promise((resolve, reject) => {
      let said = "";
      child.stdout.on("data", (data) => {
        said += data;
        const found = said.match(/http:\S+/);
        if (found) resolve(found[0]);
      });
      child.on("exit", () => reject(new Error(`the preview ended: ${said}`)));
    });
  };
  const stop = async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    assert.equal(await ended, 0);
  };
  const address = await start("0");
  const restart = () => start(new URL(address).port);
  const close = async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, file, edit, stop, restart, close };
}

/** Opens a page of the preview and keeps what it complains about. */
async function open(glossary, where) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  let loads = 0;
  page.on("load", () => loads++);
  // The stream of events never ends, so that the network is never idle.
  await page.goto(glossary.address + where, { waitUntil: "load" });
  const overlay = page.locator("#glossbook-preview");
  await overlay.waitFor({ state: "attached" });
  return { page, context, complaints, loads: () => loads, panel: overlay.locator(".panel"), count: overlay.locator(".count"), report: overlay.locator("pre") };
}

const text = (page, words) => page.locator("main", { hasText: words }).waitFor({ timeout: 30_000 });
const TERM = "data/terms/human-handoff.yml";
const shorter = (words) => (yaml) => yaml.replace(/^short_def:(.*\n)( .*\n)*/m, `short_def: ${words}\n`);

let browser, glossary;
before(async () => ([browser, glossary] = await Promise.all([launch(), preview()])));
after(async () => {
  await browser?.close();
  await glossary?.close();
});

test("an editor's hour: edit, break, mend, rename, delete, change a template", { timeout: 300_000 }, async (t) => {
  const { page, complaints, loads, panel, count, report, context } = await open(glossary, "terms/human-handoff/");
  const { edit, file } = glossary;
  const original = readFileSync(file(TERM), "utf8");

  await t.test("a saved edit is on the page, which keeps its place", async () => {
    await page.evaluate(() => scrollTo({ top: 900, behavior: "instant" }));
    const before = await page.evaluate(() => scrollY);
    assert.ok(before > 300, "the page is long enough to tell");
    edit(TERM, shorter("Moment when a machine passes a conversation to a person, as rewritten."));
    await text(page, "as rewritten");
    await page.waitForFunction((before) => Math.abs(scrollY - before) < 120, before);
    assert.equal(loads(), 2);
  });

  await t.test("an edit of another term leaves the page alone", async () => {
    const other = await open(glossary, "terms/strong-ai/");
    edit("data/terms/strong-ai.yml", (yaml) => yaml.replace(/^last_reviewed:.*/m, "last_reviewed: '2026-11-02'"));
    await other.page.locator("main", { hasText: "2 November 2026" }).waitFor();
    await page.waitForTimeout(300);
    assert.equal(loads(), 2);
    await other.context.close();
  });

  await t.test("a mistake shows on top of the last good page, with file, line and help", async () => {
    const focused = await page.evaluate(() => (document.querySelector("main a").focus(), document.activeElement.href));
    edit(TERM, (yaml) => yaml.replace(/^status:.*/m, "status: <img src=x onerror=alert(1)>"));
    await panel.waitFor();
    const shown = await report.innerText();
    assert.match(shown, /data\/terms\/human-handoff\.yml:\d+:\d+/);
    assert.match(shown, /error\[G\d+\]/);
    assert.match(shown, /help: /);
    assert.match(shown, /<img src=x/, "what the author wrote stays text");
    assert.equal(await panel.locator("img").count(), 0);
    assert.match(await panel.getByRole("alert").innerText(), /^1 error, so this page stays as it was$/);
    assert.equal(await page.evaluate(() => document.activeElement.href), focused, "the focus stays where it was");
    assert.match(await page.locator("main").innerText(), /as rewritten/);
    assert.equal(loads(), 2);
  });

  await t.test("the overlay has no barriers", async () => {
    // On a page of its own, since the checker itself breaks the policy of the site.
    const other = await open(glossary, "terms/strong-ai/");
    await other.panel.waitFor();
    await other.page.evaluate(axe);
    const { violations } = await other.page.evaluate(() => window.axe.run("#glossbook-preview"));
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
    await other.context.close();
  });

  await t.test("Escape makes it small, and a click large again", async () => {
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
    assert.equal(await count.innerText(), "1 error");
    await count.click();
    await panel.waitFor();
  });

  await t.test("mending takes it away", async () => {
    edit(TERM, (yaml) => yaml.replace(/^status:.*/m, "status: reviewed").replace("as rewritten", "as mended"));
    await text(page, "as mended");
    await panel.waitFor({ state: "hidden" });
    await count.waitFor({ state: "hidden" });
  });

  await t.test("a mistake that is undone leaves no trace and reloads nothing", async () => {
    const before = loads();
    edit(TERM, (yaml) => `${yaml}nonsense: [\n`);
    await panel.waitFor();
    edit(TERM, (yaml) => yaml.replace("nonsense: [\n", ""));
    await panel.waitFor({ state: "hidden" });
    assert.equal(loads(), before);
  });

  await t.test("a warning is a small count that can be opened", async () => {
    edit(TERM, () => original.replace("- guardrail policy", "- a term that nobody wrote"));
    await count.waitFor();
    assert.equal(await count.innerText(), "1 warning");
    assert.equal(await panel.isVisible(), false);
    await count.click();
    assert.match(await report.innerText(), /warning\[G201\]/);
    assert.match(await panel.getByRole("alert").innerText(), /nothing that stops a build/);
    edit(TERM, () => original);
    await count.waitFor({ state: "hidden" });
    await panel.waitFor({ state: "hidden" });
  });

  await t.test("a renamed term leaves a page that leads to the new name", async () => {
    edit(TERM, (yaml) => yaml.replace(/^term: .*/m, "term: handover to people").replace(/^aliases:\n/m, "aliases:\n  - human handoff\n"));
    renameSync(file(TERM), file("data/terms/handover-to-people.yml"));
    const link = page.locator("main").getByRole("link", { name: "handover to people" });
    await link.waitFor();
    await Promise.all([page.waitForURL(/terms\/handover-to-people/), link.click()]);
    await page.getByRole("heading", { level: 1, name: "handover to people" }).waitFor();
  });

  await t.test("a deleted term leaves the page for missing pages, until it is back", async () => {
    // Hand-written pages that speak of it would make it a mistake.
    for (const name of ["how-to-read", "license-and-citation"]) edit(`site/pages/${name}.md`, (markdown) => markdown.replaceAll("<term:human handoff>", "term:hallucination"));
    renameSync(file("data/terms/handover-to-people.yml"), file("kept.yml"));
    await page.getByRole("heading", { level: 1, name: "No page here" }).waitFor();
    renameSync(file("kept.yml"), file("data/terms/handover-to-people.yml"));
    await page.getByRole("heading", { level: 1, name: "handover to people" }).waitFor();
  });

  await t.test("a template and a stylesheet are followed", async () => {
    edit("templates/term.html", (html) => html.replace("{% block main -%}", "{% block main -%}\n<p>Straight from the template.</p>"));
    await text(page, "Straight from the template");
    edit("site/assets/css/site.css", (css) => `${css}\nbody { background: rgb(1, 2, 3) !important; }\n`);
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)");
    edit("templates/term.html", (html) => html.replace("Straight from", "{{ oops"));
    await panel.waitFor();
    assert.match(await report.innerText(), /templates\/term\.html:\d+/);
    edit("templates/term.html", (html) => html.replace("{{ oops", "Mended in"));
    await text(page, "Mended in the template");
  });

  assert.deepEqual(complaints.filter((text) => !text.includes("404")), []);
  await context.close();
});

test("a glossary that was never good shows its mistakes and becomes a site", async () => {
  const broken = await preview(({ edit }) => edit(TERM, (yaml) => `${yaml}nonsense: [\n`));
  const { page, context, panel, report } = await open(broken, "terms/human-handoff/");
  await panel.waitFor();
  assert.match(await report.innerText(), /human-handoff\.yml:\d+/);
  broken.edit(TERM, (yaml) => yaml.replace("nonsense: [\n", ""));
  await page.getByRole("heading", { level: 1, name: "human handoff" }).waitFor();
  await panel.waitFor({ state: "hidden" });
  await context.close();
  await broken.close();
});

test("a page follows again when the preview was away", async () => {
  const one = await preview();
  const { page, context } = await open(one, "terms/human-handoff/");
  await one.stop();
  one.edit(TERM, shorter("Moment when a machine passes a conversation on, changed meanwhile."));
  await one.restart();
  await text(page, "changed meanwhile");
  await context.close();
  await one.close();
});

test("with scripts off the page is whole", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${glossary.address}terms/strong-ai/`);
  assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "strong AI");
  await context.close();
});
