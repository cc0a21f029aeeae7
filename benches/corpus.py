#!/usr/bin/env python3
"""Makes a benchmark corpus in the form one generator wants, out of a handbook.

usage: corpus.py SRC OUT --flavor {plain,hugo} [--copies N]

SRC is a folder of markdown with relative links. The text of each page is the same
in every flavour; only front matter, file names and the form of links differ, so
that each generator resolves the links in its own way. Copy i lies below c<i>/, so
that links stay inside their copy. A link that is broken in SRC becomes plain text:
what is measured is building, not reporting.
"""

import argparse
import hashlib
import json
import os
import pathlib
import re
import shutil

LINK = re.compile(r"(?<!\!)\[([^\]\n]*)\]\(([^)\s]+)\)")
EMPTY_LINK = re.compile(r"\[([^\]\n]*)\]\(\s*\)")
HEADING = re.compile(r"^# (.+)$", re.M)
TEMPLATE_TAGS = {
    "{{": "&#123;&#123;",
    "{%": "&#123;%",
    "}}": "&#125;&#125;",
    "<%": "&lt;%",
}
OWNERS = ["security", "legal", "people", "engineering", "it"]


def read_pages(source):
    """Returns {path: (title, text)}, without front matter and first heading."""
    pages = {}
    for file in sorted(source.rglob("*.md")):
        path = file.relative_to(source)
        text = file.read_text(encoding="utf-8", errors="replace")
        if text.startswith("---\n") and (end := text.find("\n---", 4)) > 0:
            text = text[end + 4 :].lstrip("\n")
        for tag, harmless in TEMPLATE_TAGS.items():
            text = text.replace(tag, harmless)
        heading = HEADING.search(text)
        title = re.sub(r'[\[\]`*_"\\<>]', "", heading.group(1) if heading else path.stem)
        if heading:
            text = text[: heading.start()] + text[heading.end() :].lstrip("\n")
        pages[path.as_posix()] = (title.strip() or path.stem, text)
    return pages


def plain_names(paths):
    """Gives each path a name that every generator takes as it is."""
    lower = {path: re.sub(r"[^A-Za-z0-9_./-]", "-", path).lower() for path in paths}
    wanted, taken, names = set(lower.values()), set(), {}
    folders = {os.path.dirname(name) for name in wanted}
    for path, own in lower.items():
        # X.md beside X/ would be two pages with one URL.
        name = own[:-3] + "/index.md" if own[:-3] in folders else own
        while name in taken or (name in wanted and name != own):
            name = name[:-3] + "-x.md"
        taken.add(name)
        names[path] = name
    return names


def front_matter(flavor, title, copy, path):
    """Returns front matter with a date and an owner that depend on the path alone."""
    number = int(hashlib.sha256(f"{copy}/{path}".encode()).hexdigest(), 16)
    day = f"20{22 + number % 4:02d}-{1 + number // 7 % 12:02d}-{1 + number // 91 % 28:02d}"
    key = "lastmod" if flavor == "hugo" else "last_updated"
    owner = OWNERS[number // 13 % len(OWNERS)]
    quoted = json.dumps(title, ensure_ascii=False)
    return f"---\ntitle: {quoted}\n{key}: {day}\nowner: {owner}\n---\n\n"


def relink(text, path, names):
    """Rewrites the links of a page to the new names; returns the text and a count."""
    count = 0

    def replace(match):
        nonlocal count
        label, target = match.groups()
        if re.match(r"[a-z]+:|//|#", target):
            return match.group(0)
        file, _, _ = target.partition("#")
        if not file.endswith(".md"):
            return label
        found = names.get(os.path.normpath(os.path.join(os.path.dirname(path), file)))
        if found is None:
            return label
        count += 1
        return f"[{label}]({os.path.relpath(found, os.path.dirname(names[path]) or '.')})"

    return LINK.sub(replace, EMPTY_LINK.sub(r"\1", text)), count


def write(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def hugo_sections(base, names, copies):
    """Gives every folder the index page without which Hugo has no section."""
    folders = {""}
    for name in names:
        folder = os.path.dirname(name)
        while folder:
            folders.add(folder)
            folder = os.path.dirname(folder)
    for copy in copies:
        for folder in folders:
            file = base / copy / folder / "_index.md"
            if not file.exists():
                title = json.dumps(os.path.basename(folder) or copy)
                write(file, f"---\ntitle: {title}\n---\n")
    write(base / "_index.md", '---\ntitle: "Home"\n---\n')


def make(source, out, flavor, count):
    """Writes the corpus below out/content and returns the number of its pages."""
    pages = read_pages(source)
    names = plain_names(pages)
    base = out / "content"
    if base.exists():
        shutil.rmtree(base)
    copies = [f"c{number:03d}" for number in range(count)]
    links = 0
    for copy in copies:
        for path, (title, text) in pages.items():
            body, found = relink(text, path, names)
            links += found
            name = names[path]
            if flavor == "hugo" and os.path.basename(name) == "index.md":
                name = os.path.join(os.path.dirname(name), "_index.md")
            write(base / copy / name, front_matter(flavor, title, copy, path) + body)
    if flavor == "hugo":
        hugo_sections(base, names.values(), copies)
    else:
        write(
            base / "index.md",
            '---\ntitle: "Home"\nlast_updated: 2026-01-01\nowner: security\n---\n\nHome.\n',
        )
    size = sum(file.stat().st_size for file in base.rglob("*.md"))
    print(f"{flavor}: {len(pages) * count} pages, {links} internal links, {size} bytes")
    return len(pages) * count


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--flavor", choices=["plain", "hugo"], default="plain")
    parser.add_argument("--copies", type=int, default=1)
    options = parser.parse_args()
    make(options.source, options.out, options.flavor, options.copies)


if __name__ == "__main__":
    main()
