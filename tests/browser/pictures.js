// The pictures of the README, made anew: `npm --prefix tests/browser run pictures`, after `cargo run --release -- build`.

import path from "node:path";
import { pathToFileURL } from "node:url";
import { kinds, launch, site } from "./site.js";

const pictures = [
  { name: "term-page", kind: "term", viewport: { width: 1280, height: 860 }, colorScheme: "light" },
  { name: "term-page-phone", kind: "term", viewport: { width: 390, height: 844 }, colorScheme: "dark" },
];

const browser = await launch();
for (const { name, kind, ...options } of pictures) {
  const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(pathToFileURL(path.join(site, kinds[kind])).href);
  await page.screenshot({ path: path.join(import.meta.dirname, "pictures", `${name}.png`) });
  await context.close();
}
await browser.close();
