"""Reads rendered term pages and looks for lists and metadata lines that ran into a paragraph."""

import re
import sys
from pathlib import Path

LABELS = ["Aliases:", "Categories:", "Roles:", "Part of speech:", "Status:"]


def problems(page: str) -> list[str]:
    found = []
    article = page.split("<article", 1)[1].split("</article>", 1)[0]
    for paragraph in re.findall(r"<p[^>]*>(.*?)</p>", article, re.S):
        text = re.sub(r"<[^>]+>", "", paragraph)
        if sum(label in text for label in LABELS) > 1:
            found.append(f"metadata runs together: {text[:80]!r}")
        if re.search(r"(^|\n)\s*(- |\d+\. )", text):
            found.append(f"a list runs into a paragraph: {text[:80]!r}")
    if article.count("<ul>") < 2:
        found.append("fewer lists than a term page has")
    return found


def main() -> int:
    pages = sorted(Path(sys.argv[1]).glob("*/index.html"))
    failed = 0
    for path in pages:
        for problem in problems(path.read_text(encoding="utf-8")):
            failed += 1
            print(f"{path.parent.name}: {problem}")
    print(f"{len(pages)} pages read, {failed} problems")
    return 1 if failed or not pages else 0


sys.exit(main())
