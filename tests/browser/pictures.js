// The pictures of the README, made anew: `npm --prefix tests/browser run screenshots`, after `cargo run --release -- build`.

import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { kinds, launch, site } from "./site.js";

const desktop = { width: 1200, height: 780 };
const phone = { width: 390, height: 844 };
const pictures = [
  { name: "home", page: kinds.home, viewport: desktop, colorScheme: "light" },
  { name: "term-page", page: kinds.term, query: "?role=policy", viewport: desktop, colorScheme: "dark" },
  { name: "term-page-phone", page: kinds.term, query: "?role=policy", viewport: phone, colorScheme: "light" },
  { name: "search", page: "search/index.html", query: "?q=agent to human", viewport: desktop, colorScheme: "light" },
  { name: "governance", page: "governance/index.html", viewport: desktop, colorScheme: "light" },
];
const limit = 150_000; // Bytes: pictures stay in the history of the repository for good.

const browser = await launch();
for (const { name, page: file, query = "", ...options } of pictures) {
  const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
  const page = await context.newPage();
  if (!existsSync(path.join(site, file))) throw new Error(`the site has no ${file}: build it first`);
  await page.goto(pathToFileURL(path.join(site, file)).href + query, { waitUntil: "networkidle" });
  const picture = await page.screenshot({ path: path.join(import.meta.dirname, "pictures", `${name}.png`) });
  console.log(`${name}.png: ${Math.round(picture.length / 1000)} kB`);
  if (picture.length > limit) throw new Error(`${name}.png is larger than ${limit} bytes`);
  await context.close();
}
await browser.close();
