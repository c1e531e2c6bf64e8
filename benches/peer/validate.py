"""A stand-in for the Python validator that glossbook replaces: PyYAML's safe loader in one process, and the same checks.

    validate.py PROJECT

It looks at required fields, the lists of allowed values, numbers of words, dates and the prefix of citation URLs, prints each
mistake with its file, and ends with 1 when there was one. It was written for this comparison; no code of the original is in it.
"""

import datetime
import pathlib
import sys

import yaml

REQUIRED = [
    "term", "aliases", "categories", "roles", "part_of_speech", "short_def", "long_def", "audiences", "examples",
    "governance", "relationships", "citations", "license", "status", "last_reviewed",
]
LISTS = ["aliases", "categories", "roles", "citations"]
ROLES = {"product", "engineering", "data_science", "policy", "legal", "security", "communications"}
PARTS_OF_SPEECH = {"noun", "noun_phrase", "verb", "adjective", "process", "concept"}
STATUSES = {"draft", "reviewed", "approved", "deprecated"}


def is_text(value):
    return isinstance(value, str) and bool(value.strip())


def check_words(term, field, least, most):
    words = len(str(term.get(field, "")).split())
    if not least <= words <= most:
        yield f"`{field}` has {words} words"


def check_date(term):
    try:
        datetime.date.fromisoformat(term["last_reviewed"])
    except (KeyError, TypeError, ValueError):
        yield "`last_reviewed` is no date"


def check_citations(term):
    for citation in term.get("citations") or []:
        if not is_text(citation.get("source")):
            yield "a citation has no source"
        if not str(citation.get("url", "")).startswith("http"):
            yield "the URL of a citation does not begin with http"


def check_groups(term):
    for group, keys in [("audiences", ["exec", "engineer"]), ("examples", ["do", "dont"])]:
        for key in keys:
            if not (term.get(group) or {}).get(key):
                yield f"`{group}.{key}` is missing"


def check(term):
    if not isinstance(term, dict):
        yield "the file holds no keys"
        return
    yield from (f"`{field}` is missing" for field in REQUIRED if field not in term)
    yield from (f"`{field}` is no list with items" for field in LISTS if not isinstance(term.get(field), list) or not term[field])
    yield from (f"no role is called `{role}`" for role in term.get("roles") or [] if role not in ROLES)
    if term.get("part_of_speech") not in PARTS_OF_SPEECH:
        yield "`part_of_speech` is not on the list"
    if term.get("status") not in STATUSES:
        yield "`status` is not on the list"
    yield from check_words(term, "short_def", 1, 40)
    yield from check_words(term, "long_def", 80, 220)
    yield from check_groups(term)
    yield from check_date(term)
    yield from check_citations(term)


def main(project):
    files = sorted(pathlib.Path(project, "data", "terms").glob("*.yml"))
    mistakes, names = 0, {}
    for path in files:
        term = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = list(check(term))
        name = str(term.get("term", "")).lower() if isinstance(term, dict) else ""
        if name in names:
            found.append(f"{names[name]} has the same name")
        names[name] = path.name
        mistakes += len(found)
        for message in found:
            print(f"{path.name}: {message}")
    print(f"checked {len(files)} terms: {mistakes} mistakes")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
