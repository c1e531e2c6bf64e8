// What the first answer of the search costs a reader: bytes, files, and the time from a letter typed to results on the page.
//
//     cargo run --release --example corpus -- 10000 DIR && cargo run --release -- build --root DIR --only site
//     GLOSSBOOK_SITE=DIR/build/site node tests/browser/search-cost.js "mufal" "mufal defan"

import { gzipSync } from "node:zlib";
import { launch, serve } from "./site.js";

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;

/** Milliseconds until the list of results is a new one, with all data already there. */
const again = () =>
  new Promise((resolve) => {
    const input = document.querySelector("#q");
    const begin = performance.now();
    new MutationObserver((_, observer) => {
      observer.disconnect();
      resolve(performance.now() - begin);
    }).observe(document.querySelector("#found"), { childList: true });
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });

const [browser, server] = await Promise.all([launch(), serve()]);
for (const query of process.argv.slice(2)) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const bodies = [];
  page.on("response", (response) => response.url().includes("search") && response.url().includes(".js") && bodies.push(response.body()));
  await page.goto(`${server.base}search/?${new URLSearchParams({ q: query })}`);
  await page.locator("#found", { hasText: "term" }).waitFor();
  const files = await Promise.all(bodies);
  const sum = (size) => kilobytes(files.reduce((total, body) => total + size(body), 0));
  const times = [];
  for (let time = 0; time < 5; time++) times.push(await page.evaluate(again));
  const found = await page.locator("#found").innerText();
  const median = times.sort((one, other) => one - other)[2];
  console.log(`${query || "(nothing typed)"}: ${found}; ${files.length} files, ${sum((body) => body.length)}, gzipped ${sum((body) => gzipSync(body).length)}; ${median.toFixed(1)} ms`);
  await context.close();
}
await browser.close();
server.close();
