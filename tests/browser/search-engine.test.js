// The script of the search against `tests/search/vectors.json`, with the index that `tests/it/search.rs` holds the program to.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { test } from "node:test";

const root = path.resolve(import.meta.dirname, "../..");
const read = (file) => readFileSync(path.join(root, file), "utf8");
const vectors = JSON.parse(read("tests/search/vectors.json"));

/** A search of its own, with the index in files as they are or with a file for each word. */
async function search(isCut) {
  const world = vm.createContext({});
  vm.runInContext(read("site/assets/js/search.js"), world);
  const engine = world.glossbookSearch;
  vm.runInContext(read("tests/search/index.js"), world);
  if (isCut) {
    const start = await engine.load("start");
    for (const kind of ["names", "texts"]) {
      const lines = (await engine.load(`${kind}-0`)).split("\n");
      start[kind] = lines.map((line) => line.slice(0, line.indexOf(" ")));
      lines.forEach((line, at) => engine.put(`${kind}-${at}`, line));
    }
  }
  await engine.open("");
  return engine;
}

/** What a query finds, as the vectors write it. */
async function answer(engine, query) {
  const { found, full } = await engine.find(query);
  const names = [];
  for (const { term, label } of found) {
    const { name, aliases } = await engine.facts(term);
    names.push(label ? `${aliases[label - 1]} → ${name}` : name);
  }
  return { query, full, found: names };
}

test("texts are normalized as the index was", async () => {
  const engine = await search(false);
  for (const [text, expected] of vectors.normalized) assert.equal(engine.normalized(text), expected, text);
});

test("texts have the words that the index has", async () => {
  const engine = await search(false);
  for (const [text, expected] of vectors.words) assert.deepEqual([...engine.words(text)], expected, text);
});

for (const isCut of [false, true]) {
  test(`each query finds what it should, in order, ${isCut ? "with a file for each word" : "with the files of the index"}`, async () => {
    const engine = await search(isCut);
    for (const expected of vectors.queries) assert.deepEqual(await answer(engine, expected.query), expected);
  });
}

test("a question that nothing answers has near names", async () => {
  const engine = await search(false);
  const names = [];
  for (const term of await engine.nearest("halocynation", 5)) names.push((await engine.facts(term)).name);
  assert.deepEqual(names, ["hallucination"]);
});

test("what was asked for is marked, and the pieces are the text", async () => {
  const engine = await search(false);
  const { asked } = await engine.find("the cafe machines");
  const pieces = (text) => engine.marked(text, asked).map(([piece, isAsked]) => (isAsked ? `[${piece}]` : piece)).join("");
  assert.equal(pieces("A Café <b> for every machine, the last"), "A [Café] <b> for every [machine], [the] last");
  assert.equal(pieces(""), "");
});
