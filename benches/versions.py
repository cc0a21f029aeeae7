#!/usr/bin/env python3
"""Times a site with many frozen versions beside one with as many plain pages.

usage: versions.py [--binary PATH] [--documents N] [--versions N] [--runs N]

Makes both sites in target/bench, from words chosen by a fixed seed. Prints Markdown:
medians, and the ratios that the budget is in. The versions of one document differ by a
few words, a paragraph more and now and then a section, as those of policies do.
"""

import argparse
import datetime
import hashlib
import os
import pathlib
import random
import subprocess
import time

import compare

START = datetime.date(2016, 1, 4)
AS_OF = "2026-11-01"
WORDS = """access account action agreement annual approval asset audit backup breach
change class company contract control customer data day document duty employee encrypt
event evidence exception guest identity incident inform key law level log manage member
month network notice office owner password person plan policy privacy process purpose
record register report request review right risk role rule scope security server service
staff store supplier system team test text third time tool train transfer user vendor
version week within work year""".split()


def sentence(rng):
    words = [rng.choice(WORDS) for _ in range(rng.randint(8, 20))]
    return " ".join(words).capitalize() + "."


def paragraph(rng):
    return [sentence(rng) for _ in range(rng.randint(3, 6))]


def section(rng):
    return " ".join(rng.choice(WORDS) for _ in range(3)), [paragraph(rng) for _ in range(3)]


def revise(rng, sections):
    """Changes two sentences, adds a paragraph, and now and then a section."""
    for _ in range(2):
        paragraphs = rng.choice(sections)[1]
        sentences = rng.choice(paragraphs)
        sentences[rng.randrange(len(sentences))] = sentence(rng)
    rng.choice(sections)[1].append(paragraph(rng))
    if rng.random() < 0.2:
        sections.insert(rng.randrange(len(sections)), section(rng))


def body(title, sections):
    """Returns the markdown of a text, and its words in the form words-1."""
    lines = [title]
    text = f"# {title}\n"
    for heading, paragraphs in sections:
        lines.append(heading)
        text += f"\n## {heading}\n"
        for sentences in paragraphs:
            lines.append(" ".join(sentences))
            text += "\n" + "\n".join(sentences) + "\n"
    return text, "".join(f"{line}\n" for line in lines)


def front_matter(number, version, day):
    return (
        f"---\nid: policy-{number:04}\ntitle: Policy {number}\nkind: policy\n"
        f"owner: Security\nsummary: Policy number {number}.\nversion: '{version}'\n"
        f"effective_on: {day}\nlast_updated: {day}\nlast_reviewed: {day}\n"
        f"change_summary: Revision {version}.\n---\n\n"
    )


def entry(number, version, day, source, words):
    sha256 = lambda text: hashlib.sha256(text.encode()).hexdigest()
    first = f'change_class = "material"\n' if version > 1 else ""
    return (
        f'\n[[version]]\nid = "policy-{number:04}"\nversion = "{version}"\n'
        f'title = "Policy {number}"\nkind = "policy"\neffective_on = {day}\n'
        f'last_updated = {day}\nfrozen_on = {day}\nurl = "/policies/{number:04}/"\n'
        f'source_path = "policies/{number:04}.md"\nsource_sha256 = "{sha256(source)}"\n'
        f'words = "words-1"\nwords_sha256 = "{sha256(words)}"\n'
        f'{first}change_summary = "Revision {version}."\n'
    )


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def make(versioned, plain, documents, versions):
    """Makes both sites."""
    for folder in (versioned, plain):
        compare.set_aside(folder)
        write(folder / "site.toml", compare.SITE_TOML)
        write(folder / "content" / "index.md", "# Front\n\nSee the policies.\n")
    lock = "format = 1\n"
    for number in range(documents):
        rng = random.Random(number)
        title = f"Policy {number}"
        sections = [section(rng) for _ in range(6)]
        for version in range(1, versions + 1):
            day = START + datetime.timedelta(days=7 * number % 300 + 360 * (version - 1))
            text, words = body(title, sections)
            source = front_matter(number, version, day) + text
            write(versioned / f"archive/policy-{number:04}/{version}.md", source)
            lock += entry(number, version, day, source, words)
            page = f"---\ntitle: {title}, {version}\n---\n\n{text}"
            write(plain / f"content/policies/{number:04}/{version}.md", page)
            revise(rng, sections)
        write(versioned / f"content/policies/{number:04}.md", source)
        write(plain / f"content/policies/{number:04}/index.md", f"---\ntitle: {title}\n---\n\n{text}")
    write(versioned / "archive/versions.lock", lock)


class Revision:
    """Freezes one version more of one document before each run, which is not timed."""

    def __init__(self, binary, folder, versions):
        self.binary, self.folder, self.version = binary, folder, versions

    def __call__(self):
        path = self.folder / "content/policies/0000.md"
        text = path.read_text().replace(f"version: '{self.version}'", f"version: '{self.version + 1}'")
        self.version += 1
        path.write_text(f"{text}\nOne paragraph more, in version {self.version}.\n")
        freeze = [self.binary, "--root", self.folder, "freeze", "policy-0000", "--as-of", AS_OF]
        subprocess.run(freeze, check=True, capture_output=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--binary", type=pathlib.Path, help="the trustpress to time")
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--versions", type=int, default=10)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()

    binary = options.binary or compare.HERE.parent / "target" / "release" / "trustpress"
    binary = binary.resolve()
    versioned, plain = compare.WORK / "versioned", compare.WORK / "as-plain"
    compare.WORK.mkdir(parents=True, exist_ok=True)
    make(versioned, plain, options.documents, options.versions)

    def build(name, folder, remove=()):
        argv = [binary, "--root", folder, "build", "--as-of", AS_OF, "--max", "1"]
        cold = [folder / "public", folder / ".trustpress-cache"] if remove else ()
        return compare.Command(name, argv, folder, cold, (0, 1))

    as_plain = build("plain pages, cold", plain, remove=True)
    cold = build("versions, cold", versioned, remove=True)
    same = build("versions, nothing changed", versioned)
    one_more = build("versions, one added", versioned)
    revise_one = Revision(binary, versioned, options.versions)
    commands = [as_plain, cold, same, one_more]
    # The first build that replaces a site makes all folders anew and keeps the old ones
    # for the next; it falls into the round that is not counted. Replacing a site apart
    # from making one: what is deleted would slow down who makes; see `set_aside`.
    for together in ([as_plain, cold], [same, one_more]):
        for run in range(options.runs + 1):
            for command in together:
                if command is one_more:
                    revise_one()
                time.sleep(1)
                # The first round fills the file cache, and is not counted.
                command.run() if run == 0 else command.measure()
    compare.clear()
    pages = options.documents * (options.versions + 1)
    print(f"\n## {options.documents} documents, {options.versions} versions each, beside "
          f"{pages} plain pages; {os.cpu_count()} cores, {options.runs} runs\n")
    print("| command | median | fastest – slowest | peak memory | of plain | of cold |")
    print("|:--|--:|--:|--:|--:|--:|")
    for command in commands:
        peak = compare.peak_text(compare.statistics.median(command.peaks))
        spread = f"{min(command.walls):.2f} – {max(command.walls):.2f} s"
        print(f"| {command.name} | {command.wall:.2f} s | {spread} | {peak} "
              f"| {compare.ratio(command, as_plain)} | {compare.ratio(command, cold)} |")


if __name__ == "__main__":
    main()
