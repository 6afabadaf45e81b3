#!/usr/bin/env python3
"""bigrams.py - makes src/engine/bigrams.h, the letter pairs of code and prose.

    tools/bigrams.py FOLDER... > src/engine/bigrams.h

Reads the text files below the folders (source code, documentation), takes each
different word or identifier of 4 to 40 characters once, and counts which
character follows which, letters folded.  Words that look like data (digits
and letters in turn, hex, long runs without a vowel) are left out, so that
keys and hashes that stand in the text do not teach what they look like.

The table holds the cost of each pair, -log2 P(next | character), in
sixteenths of a bit.  The table in the tree was made from the sources of the
Python and Go standard libraries and from Debian's /usr/include,
/usr/share/doc and /usr/share/perl.
"""
import collections
import math
import os
import re
import sys

SYMBOLS = "abcdefghijklmnopqrstuvwxyz0123456789"
OTHER = len(SYMBOLS)
WORD = re.compile(rb"[A-Za-z][A-Za-z0-9_.-]{2,38}[A-Za-z0-9]")
SUFFIXES = (".c", ".h", ".py", ".go", ".js", ".ts", ".java", ".rb", ".pl",
            ".pm", ".md", ".txt", ".rst", ".html", ".sh", ".rs", ".hpp", "")


def looks_like_data(word):
    """Whether a word is more likely a key or a hash than a word."""
    changes = sum(1 for a, b in zip(word, word[1:])
                  if a.isdigit() != b.isdigit())
    if changes > 3:
        return True
    if len(word) >= 16 and re.fullmatch(r"[0-9a-fA-F]+", word):
        return True
    return bool(re.search(r"[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]{8}", word))


def words_of(folders):
    """Yields each different word below the folders."""
    seen = set()
    for folder in folders:
        for root, dirs, names in os.walk(folder):
            dirs.sort()
            for name in sorted(names):
                if os.path.splitext(name)[1] not in SUFFIXES:
                    continue
                path = os.path.join(root, name)
                if os.path.islink(path):
                    continue
                with open(path, "rb") as file:
                    data = file.read(2_000_000)
                if b"\0" in data:
                    continue
                for word in set(WORD.findall(data)) - seen:
                    seen.add(word)
                    text = word.decode("ascii")
                    if not looks_like_data(text):
                        yield text


def index(character):
    place = SYMBOLS.find(character.lower())
    return place if place >= 0 else OTHER


def main():
    counts = collections.Counter()
    total = 0
    for word in words_of(sys.argv[1:]):
        total += 1
        for a, b in zip(word, word[1:]):
            counts[index(a), index(b)] += 1
    size = OTHER + 1
    print("/*")
    print(" * bigrams.h - the cost of letter pairs in code and prose, made by")
    print(f" * tools/bigrams.py from {total} different words; do not edit.")
    print(" */")
    print("#ifndef KAGIBAN_BIGRAMS_H")
    print("#define KAGIBAN_BIGRAMS_H")
    print()
    print("#include <stdint.h>")
    print()
    print(f"enum {{ BIGRAM_SYMBOLS = {size} }};")
    print()
    print("/* -log2 P(column | row) in sixteenths of a bit; a-z, 0-9, other. */")
    print("static const uint8_t bigram_cost[BIGRAM_SYMBOLS][BIGRAM_SYMBOLS]"
          " = {")
    for a in range(size):
        row_total = sum(counts[a, b] for b in range(size)) + size / 2
        row = [min(255, round(-16 * math.log2(
            (counts[a, b] + 0.5) / row_total))) for b in range(size)]
        line = "\t{ "
        for x in row:
            if len(line.expandtabs(8)) + len(f"{x}, ") > 78:
                print(line.rstrip())
                line = "\t\t"
            line += f"{x}, "
        print(line.rstrip().rstrip(",") + " },")
    print("};")
    print()
    print("#endif")


if __name__ == "__main__":
    main()
