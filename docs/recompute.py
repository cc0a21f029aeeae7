#!/usr/bin/env python3
"""Recomputes the digests of an archive: recompute.py archive/versions.lock [SITE]

Checks each archived source and, with SITE (a folder or an https:// address), the words
published for each version. Needs Python 3.11; docs/archive-format.md has the definitions.
"""
import hashlib, pathlib, sys, tomllib, urllib.parse, urllib.request

def read(place, path):
    if place.startswith(("https://", "http://")):
        return urllib.request.urlopen(place.rstrip("/") + urllib.parse.quote(path)).read()
    return pathlib.Path(place.rstrip("/") + path).read_bytes()

def is_right(place, path, digest, fold=lambda data: data):
    try:
        found = hashlib.sha256(fold(read(place, path))).hexdigest()
    except OSError as error:
        found = error
    print("ok   " if found == digest else "WRONG", path, "" if found == digest else found)
    return found == digest

lock, sites, right = pathlib.Path(sys.argv[1]), sys.argv[2:], True
for entry in tomllib.loads(lock.read_text("utf-8")).get("version", []):
    source, text = "/{id}/{version}.md", "{url}v/{version}/index.txt"
    lines = lambda data: data.replace(b"\r\n", b"\n")
    right &= is_right(str(lock.parent), source.format(**entry), entry["source_sha256"], lines)
    right &= all([is_right(site, text.format(**entry), entry["words_sha256"]) for site in sites])
sys.exit(not right)
