// Lighthouse on one page of each kind that matters: all four scores must be 100, the page light, and nothing may move.
//
// Two ways of being slow: `simulate` computes what an emulated slow phone would have seen (the scores come from it), `devtools`
// slows the browser itself down (150 ms a round trip, 1.6 Mbit/s, a processor four times slower) and times the real paint.

import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const site = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, "../../build/site"));
const groups = ["performance", "accessibility", "best-practices", "seo"];
const limits = { bytes: 60_000, shift: 0 };
/** Pages, and whether they have to keep the limit of bytes: search loads its index. */
const pages = [
  ["home", "index.html"],
  ["term", "terms/human-handoff/index.html", "light"],
  ["governance", "governance/index.html"],
  ["search", "search/index.html"],
].filter(([, file]) => existsSync(path.join(site, file)));

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json", ".webmanifest": "application/manifest+json", ".txt": "text/plain; charset=utf-8", ".xml": "application/xml" };

/** The site as any host serves it: compressed, and to be kept for an hour. */
function serve() {
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://localhost");
    let file = path.join(site, decodeURIComponent(url.pathname));
    if (url.pathname.endsWith("/")) file = path.join(file, "index.html");
    if (!file.startsWith(site) || !existsSync(file)) {
      response.writeHead(404, { "content-type": types[".html"] });
      return response.end(readFileSync(path.join(site, "404.html")));
    }
    response.writeHead(200, { "content-type": types[path.extname(file)] ?? "application/octet-stream", "content-encoding": "gzip", "cache-control": "max-age=3600" });
    response.end(gzipSync(readFileSync(file)));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

async function measure(url, throttlingMethod) {
  const chromePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
  try {
    const result = await lighthouse(url, { port: chrome.port, output: "json", onlyCategories: groups, logLevel: "error", throttlingMethod });
    return result.lhr;
  } finally {
    await chrome.kill();
  }
}

const number = (report, audit) => report.audits[audit].numericValue;
// What a page holds in a `data:` address has been counted with the page.
const uncompressed = (report) => report.audits["network-requests"].details.items.filter((item) => !item.url.startsWith("data:")).reduce((sum, item) => sum + (item.resourceSize ?? 0), 0);

/** What stands in the way of a hundred. */
function losses(report) {
  const lost = (group) => report.categories[group].auditRefs.filter(({ id, weight }) => weight > 0 && report.audits[id].score !== null && report.audits[id].score < 1);
  return groups.filter((group) => report.categories[group].score < 1).flatMap((group) => lost(group).map(({ id }) => `${group}: ${id} (${report.audits[id].displayValue ?? report.audits[id].title})`));
}

const server = await serve();
const faults = [];
console.log("page         perf  access  best  seo   bytes sent / in full   CLS   LCP simulated   LCP in a slowed browser");
for (const [name, file, weight] of pages) {
  const url = `http://127.0.0.1:${server.address().port}/${file.replace(/index\.html$/, "")}`;
  const report = await measure(url, "simulate");
  const slowed = await measure(url, "devtools");
  const scores = groups.map((group) => Math.round(report.categories[group].score * 100));
  const [sent, full, shift] = [number(report, "total-byte-weight"), uncompressed(report), number(report, "cumulative-layout-shift")];
  const [paint, slowPaint] = [report, slowed].map((one) => Math.round(number(one, "largest-contentful-paint")));
  console.log(`${name.padEnd(12)} ${scores.map((score) => String(score).padStart(4)).join("  ")}   ${String(sent).padStart(9)} / ${String(full).padEnd(9)}   ${shift.toFixed(3)}  ${String(paint).padStart(6)} ms       ${String(slowPaint).padStart(6)} ms`);
  if (process.env.DETAILS) {
    const timing = (one) => `server ${Math.round(number(one, "server-response-time"))} ms, first paint ${Math.round(number(one, "first-contentful-paint"))} ms, blocked ${Math.round(number(one, "total-blocking-time"))} ms, largest: ${one.audits["lcp-breakdown-insight"]?.details?.items?.[1]?.snippet ?? "?"}`;
    console.log(`  simulated: ${timing(report)}\n  slowed:    ${timing(slowed)}`);
    for (const item of slowed.audits["network-requests"].details.items) console.log(`    ${Math.round(item.networkRequestTime)}–${Math.round(item.networkEndTime)} ms ${item.transferSize} of ${item.resourceSize} bytes ${new URL(item.url).pathname}`);
  }
  faults.push(...losses(report).map((loss) => `${name}: ${loss}`));
  groups.forEach((group, index) => scores[index] < 100 && faults.push(`${name}: ${group} is ${scores[index]}`));
  if (shift > limits.shift) faults.push(`${name}: something moves (${shift})`);
  if (weight && full > limits.bytes) faults.push(`${name}: ${full} bytes`);
}
server.close();
for (const fault of faults) console.log(`✗ ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
