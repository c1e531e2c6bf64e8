// Finds terms. The index beside the search page (written by `src/render/html/search`) comes in scripts that call `put`, loaded
// as they are needed: that works in a folder on disk too, where a page can load scripts and nothing else.
//
// What a reader may count on: the whole name first, then a whole alias, then what begins so, then what holds all words, then
// short definitions, then other texts. A deprecated term sinks. A word that nothing has stands for what is spelled almost like
// it. All words must match; where few terms have all, terms with some of them follow.
// `tests/search/vectors.json` holds this file and the index to one meaning.
globalThis.glossbookSearch = (() => {
  "use strict";

  // Words: the same rule as in `src/render/html/search/words.rs`.
  const whole = "\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const letter = "\\p{Alphabetic}\\p{N}\\p{M}";
  const wordPattern = new RegExp(`[${whole}]|(?:(?![${whole}])[${letter}])+[+#]*`, "gu");
  const possessive = new RegExp(`['\u2019]s(?![${letter}])`, "gu");
  const accents = /[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670]/g;

  const normalized = (text) => {
    const bare = text.normalize("NFKD").replace(accents, "");
    let folded = "";
    for (const character of bare) for (const lower of character.toLowerCase()) for (const upper of lower.toUpperCase()) folded += upper.toLowerCase();
    return folded.normalize("NFC");
  };
  const words = (text) => normalized(text).replace(possessive, " ").match(wordPattern) ?? [];

  // Numbers and sets: the same digits as in `src/render/html/search/numbers.rs`.
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const value = new Uint8Array(128);
  for (let digit = 0; digit < 64; digit++) value[digits.charCodeAt(digit)] = digit;

  /** Hands on each number of a text in turn. */
  const eachNumber = (text, take) => {
    for (let at = 0, number = 0, shift = 0; at < text.length; at++) {
      const six = value[text.charCodeAt(at)];
      number += (six & 31) << shift;
      if (six & 32) shift += 5;
      else {
        take(number);
        number = shift = 0;
      }
    }
  };
  const eachMember = (text, take) => {
    if (text[0] === "!") {
      for (let at = 1; at < text.length; at++) {
        const six = value[text.charCodeAt(at)];
        for (let bit = 0; bit < 6; bit++) if ((six >> bit) & 1) take(6 * (at - 1) + bit);
      }
    } else {
      let least = 0;
      eachNumber(text, (gap) => {
        take(least + gap);
        least += gap + 1;
      });
    }
  };

  // Loading. A value that has come stays; a file that failed may be asked for again.
  const values = new Map();
  const waiting = new Map();
  let folder = "";
  let version = "";
  const put = (name, value) => values.set(name, value);
  const addScript = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${folder}${name}.js${version && `?${version}`}`;
      script.onload = () => (values.has(name) ? resolve() : reject(new Error(name)));
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
      script.remove();
    });
  const load = async (name) => {
    if (!values.has(name)) {
      if (!waiting.has(name)) waiting.set(name, addScript(name).finally(() => waiting.delete(name)));
      await waiting.get(name);
    }
    return values.get(name);
  };

  let start = null;
  const open = async (path) => {
    folder = path;
    start = await load("start");
    version = start.version;
    start.isCommon ??= new Set(start.common);
    if (!start.isDeprecated) {
      start.isDeprecated = new Set();
      eachMember(start.deprecated, (term) => start.isDeprecated.add(term));
    }
    return start;
  };

  /** The lines of a sorted list whose words begin with `prefix`, as pairs of word and rest. */
  const linesWith = async (kind, prefix, isExact) => {
    const first = start[kind];
    let from = 0;
    while (from + 1 < first.length && first[from + 1] <= prefix) from++;
    let to = from;
    while (!isExact && to + 1 < first.length && first[to + 1].startsWith(prefix)) to++;
    const names = [];
    for (let shard = from; shard <= to && shard < first.length; shard++) names.push(`${kind}-${shard}`);
    const found = [];
    for (const text of await Promise.all(names.map(load))) {
      for (let at = lineOf(text, prefix); at >= 0 && text.startsWith(prefix, at); ) {
        const end = text.indexOf("\n", at);
        const line = text.slice(at, end < 0 ? undefined : end);
        const space = line.indexOf(" ");
        if (!isExact || space === prefix.length) found.push([line.slice(0, space), line.slice(space + 1)]);
        at = isExact || end < 0 ? -1 : end + 1;
      }
    }
    return found;
  };
  // A line begins at the start of the text or behind a line break; words hold none.
  const lineOf = (text, prefix) => {
    if (text.startsWith(prefix)) return 0;
    const at = text.indexOf(`\n${prefix}`);
    return at < 0 ? -1 : at + 1;
  };

  const name = 8, alias = 6, short = 2, rest = 1; // How much a place counts,
  const exact = 4, begins = 3, near = 2, nearlyBegins = 1; // and how well a word matches.
  const inTexts = 3; // Letters from which on a word may go on in a text.
  const few = 3; // Fewer terms than this are few.
  const mostWords = 10;
  const mostLabels = 4096; // More names than any term has.
  const mostNear = 12;

  /** Where one word of a query stands: the best place of each term, and the names that hold it. */
  const look = async (word) => {
    const hit = { word, terms: new Map(), labels: new Map(), near: new Set() };
    await add(hit, word, exact, begins);
    if (word.length >= 4 && hit.labels.size === 0 && hit.terms.size < few) {
      for (const { candidate, isWhole } of nearWords(word, await vocabulary())) {
        hit.near.add(candidate);
        await add(hit, candidate, isWhole ? near : nearlyBegins, 0);
      }
    }
    return hit;
  };
  /** Adds what `word` finds: itself with one quality, words that begin with it with another, if any. */
  const add = async (hit, word, itself, longer) => {
    const isLong = [...word].length >= inTexts;
    const [inNames, inText] = await Promise.all([linesWith("names", word, !longer), linesWith("texts", word, !longer || !isLong)]);
    for (const [found, places] of inNames) addNames(hit, places, found === word ? itself : longer);
    for (const [found, sets] of inText) {
      const [inShort, inRest = ""] = sets.split(" ");
      const quality = found === word ? itself : longer;
      eachMember(inShort, (term) => better(hit.terms, term, short * quality));
      eachMember(inRest, (term) => better(hit.terms, term, rest * quality));
    }
  };
  const addNames = (hit, places, quality) => {
    let term = 0, at = 0;
    const place = [0, 0, 0, 0];
    eachNumber(places, (number) => {
      place[at++] = number;
      if (at < 4) return;
      at = 0;
      const [gap, label, position, length] = place;
      term += gap;
      // Another form of a word ("agents" for "agent") is as good as its beginning.
      const own = position & 1 ? Math.min(quality, begins) : quality;
      better(hit.terms, term, (label ? alias : name) * own);
      const key = term * mostLabels + label;
      const known = hit.labels.get(key);
      if (!known || known.quality < own) hit.labels.set(key, { term, label, position: position >> 1, length, quality: own });
    });
  };
  const better = (map, key, points) => {
    if (points > (map.get(key) ?? 0)) map.set(key, points);
  };

  /** All words that a reader may have meant, from lines that say how many letters are those of the line before. */
  const vocabulary = async () => {
    let before = "";
    start.vocabulary ??= (await load("words")).split("\n").map((line) => (before = before.slice(0, value[line.charCodeAt(0)]) + line.slice(1)));
    return start.vocabulary;
  };

  /** The words of the glossary that are spelled almost like `word`, nearest first. */
  const nearWords = (word, candidates) => {
    const most = word.length >= 8 ? 2 : 1;
    const found = [];
    for (const candidate of candidates) {
      if (candidate.length + most < word.length) continue;
      const [whole, begin] = distances(word, candidate, most);
      if (Math.min(whole, begin) <= most) found.push({ candidate, isWhole: whole <= most, distance: whole <= most ? whole : begin });
    }
    const rank = (one) => (one.isWhole ? 0 : 10) + one.distance;
    const best = Math.min(...found.map(rank));
    return found.filter((one) => rank(one) === best).slice(0, mostNear);
  };
  /** Edits from `word` to all of `other` and to its nearest beginning, a swap of neighbours counting once. */
  const distances = (word, other, most) => {
    const width = Math.min(other.length, word.length + most);
    let before = [], row = Array.from({ length: width + 1 }, (_, at) => at);
    for (let at = 1; at <= word.length; at++) {
      const next = [at];
      for (let to = 1; to <= width; to++) {
        const isSame = word[at - 1] === other[to - 1];
        next[to] = Math.min(row[to] + 1, next[to - 1] + 1, row[to - 1] + (isSame ? 0 : 1));
        if (at > 1 && to > 1 && word[at - 1] === other[to - 2] && word[at - 2] === other[to - 1]) next[to] = Math.min(next[to], before[to - 2] + 1);
      }
      if (Math.min(...next) > most) return [Infinity, Infinity];
      [before, row] = [row, next];
    }
    return [width === other.length ? row[width] : Infinity, Math.min(...row)];
  };

  /** The best name of each term for all words together: its kind, and which of its names it is. */
  const bestLabels = (hits, isNeeded) => {
    const best = new Map();
    // A name must hold all words that are needed, so that those with the rarest one are enough.
    const needed = hits.filter((_, at) => isNeeded[at]).map((hit) => hit.labels);
    const rarest = needed.reduce((one, other) => (other.size < one.size ? other : one), needed[0]);
    for (const key of rarest?.keys() ?? []) {
      const places = hits.map((hit) => hit.labels.get(key));
      if (!places.every((place, at) => place || !isNeeded[at])) continue;
      const { term, label, length } = places.find(Boolean);
      const kind = kindOf(places, length);
      const rank = (2 * kind + (label ? 0 : 1)) * 1000 + places.reduce((sum, place) => sum + (place?.quality ?? 0), 0) - Math.min(length, 31) / 32;
      const known = best.get(term);
      if (!known || rank > known.rank || (rank === known.rank && label < known.label)) best.set(term, { label, kind, length, rank });
    }
    return best;
  };
  const kindOf = (places, length) => {
    const last = places.length - 1;
    if (!places.every((place, at) => place?.position === at)) return 1;
    if (places.every(({ quality }) => quality === exact) && length === places.length) return 3;
    return places.every(({ quality }, at) => quality === exact || (at === last && quality === begins)) ? 2 : 1;
  };

  /** Every term that a query finds, best first: `{ term, label, isFull, score }`. Nothing for a query without words. */
  const find = async (query) => {
    const asked = words(query).slice(0, mostWords);
    const hits = await Promise.all(asked.map(look));
    const isRare = asked.map((word) => !start.isCommon.has(word));
    const isNeeded = isRare.some(Boolean) ? isRare : isRare.map(() => true);
    const labels = bestLabels(hits, isNeeded);
    const found = [];
    for (const term of new Set(hits.flatMap((hit) => [...hit.terms.keys()]))) {
      const isFull = hits.every((hit, at) => !isNeeded[at] || hit.terms.has(term));
      // A common word alone finds nothing: it stands everywhere.
      if (!isFull && !hits.some((hit, at) => isNeeded[at] && hit.terms.has(term))) continue;
      const points = hits.reduce((sum, hit) => sum + (hit.terms.get(term) ?? 0), 0);
      const best = labels.get(term);
      const kind = best ? 2 * best.kind + (best.label ? 0 : 1) : 0;
      const score = (kind * 1000 + points) * 32 - Math.min(best?.length ?? 31, 31);
      found.push({ term, label: best?.label ?? 0, isFull, score: start.isDeprecated.has(term) ? Math.floor(score / 4) : score });
    }
    const full = found.filter((one) => one.isFull).length;
    const shown = full < few ? found : found.filter((one) => one.isFull);
    shown.sort((one, other) => other.isFull - one.isFull || other.score - one.score || one.term - other.term);
    return { found: shown, full, asked: hits.filter((_, at) => isNeeded[at]) };
  };

  /** What a result shows of a term. */
  const facts = async (term) => {
    const block = await load(`facts-${Math.floor(term / start.block)}`);
    const [name, address, short, aliases, status, reviewed, instead, insteadAddress] = block[term % start.block];
    return { name, address, short, aliases, status, reviewed, instead: instead && { name: instead, address: insteadAddress } };
  };

  /** Whether a word of a text is one that was asked for. */
  const isAsked = (word, asked) =>
    asked.some(({ word: typed, near }) => word === typed || near.has(word) || (word.startsWith(typed) && typed.length > 1) || (typed.startsWith(word) && word.length > 3 && typed.length - word.length < 3));

  /** A text in pieces: `[text, whether it was asked for]`. */
  const marked = (text, asked) => {
    const pieces = [];
    let end = 0;
    for (const { 0: piece, index } of text.matchAll(wordPattern)) {
      if (!words(piece).some((word) => isAsked(word, asked))) continue;
      if (index > end) pieces.push([text.slice(end, index), false]);
      pieces.push([piece, true]);
      end = index + piece.length;
    }
    if (end < text.length) pieces.push([text.slice(end), false]);
    return pieces;
  };

  /** Terms whose names have a word that looks like one of a query that found nothing. */
  const nearest = async (query, most) => {
    const close = [];
    for (const word of words(query).filter((word) => word.length > 2)) {
      const limit = Math.max(2, Math.floor(word.length / 2) - 1);
      for (const candidate of await vocabulary()) {
        if (Math.abs(candidate.length - word.length) > limit) continue;
        const [distance] = distances(word, candidate, limit);
        if (distance <= limit) close.push([distance, candidate]);
      }
    }
    close.sort(([one], [other]) => one - other);
    const terms = new Set();
    for (const [, candidate] of close.slice(0, 24)) {
      const { found } = await find(candidate);
      for (const { term, score } of found) if (score >= 32000 && terms.size < most) terms.add(term);
      if (terms.size >= most) break;
    }
    return [...terms];
  };

  return { put, open, load, find, facts, marked, nearest, words, normalized, eachMember, digits };
})();
