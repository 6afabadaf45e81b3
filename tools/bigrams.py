#!/usr/bin/env python3
"""bigrams.py - makes src/engine/bigrams.h, the letter pairs of code and prose.

    tools/bigrams.py FOLDER... > src/engine/bigrams.h

Reads the text files below the folders (source code, documentation), takes each
different word or identifier of 4 to 40 characters once, and counts which
character follows which, letters folded.  Words that look like data (digits
and letters in turn, hex, long runs without a vowel) are left out, so that
keys and hashes that stand in the text do not teach what they look like.

The first table holds the cost of each pair, -log2 P(next | character), in
sixteenths of a bit.  The second does so for all the bytes of the texts, blanks
and signs included and each as often as it stands there: from it the prefilter
estimates how rare an anchor is that windows.h does not have.  The tables in the
tree were made from the sources of the Python and Go standard libraries and from
Debian's /usr/include, /usr/share/doc and /usr/share/perl.
"""
import collections
import math
import os
import re
import sys

SYMBOLS = "abcdefghijklmnopqrstuvwxyz0123456789"
TEXT_SYMBOLS = SYMBOLS + "_-. "
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


def texts_of(folders):
    """Yields the bytes of each text file below the folders."""
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
                yield data


def words_of(data, seen):
    """Yields each word of a text that is not in SEEN, and adds it."""
    for word in set(WORD.findall(data)) - seen:
        seen.add(word)
        text = word.decode("ascii")
        if not looks_like_data(text):
            yield text


def index(character):
    place = SYMBOLS.find(character.lower())
    return place if place >= 0 else OTHER


def count_text(data, counts):
    """Counts the pairs of all bytes of a text, by way of its byte pairs."""
    text = data.lower()
    for pair, count in collections.Counter(zip(text, text[1:])).items():
        a, b = (TEXT_SYMBOLS.find(chr(byte)) for byte in pair)
        counts[a if a >= 0 else len(TEXT_SYMBOLS),
               b if b >= 0 else len(TEXT_SYMBOLS)] += count


def print_row(costs, end=","):
    line = "\t{ "
    for cost in costs:
        if len(line.expandtabs(8)) + len(f"{cost}, ") > 78:
            print(line.rstrip())
            line = "\t\t"
        line += f"{cost}, "
    print(line.rstrip().rstrip(",") + " }" + end)


def cost_of(count, total):
    return min(255, round(-16 * math.log2(count / total)))


def print_table(name, size_name, size, counts):
    print(f"static const uint8_t {name}[{size_name}][{size_name}] = {{")
    for a in range(size):
        total = sum(counts[a, b] for b in range(size)) + size / 2
        print_row([cost_of(counts[a, b] + 0.5, total) for b in range(size)])
    print("};")
    print()


def print_first(counts, size):
    rows = [sum(counts[a, b] for b in range(size)) for a in range(size)]
    print("static const uint8_t text_first_cost[] =")
    print_row([cost_of(row + 0.5, sum(rows)) for row in rows], ";")


def main():
    pairs = collections.Counter()
    text_pairs = collections.Counter()
    seen = set()
    words = 0
    for data in texts_of(sys.argv[1:]):
        count_text(data, text_pairs)
        for word in words_of(data, seen):
            words += 1
            for a, b in zip(word, word[1:]):
                pairs[index(a), index(b)] += 1
    print("/*")
    print(" * bigrams.h - the cost of letter pairs in code and prose, made by")
    print(f" * tools/bigrams.py from {words} different words and their texts;")
    print(" * do not edit.  Sixteenths of a bit, -log2 P(column | row).")
    print(" */")
    print("#ifndef KAGIBAN_BIGRAMS_H")
    print("#define KAGIBAN_BIGRAMS_H")
    print()
    print("#include <stdint.h>")
    print()
    print("/* clang-format off */")
    print()
    print(f"enum {{ BIGRAM_SYMBOLS = {OTHER + 1},")
    print(f"\tTEXT_SYMBOLS = {len(TEXT_SYMBOLS) + 1} }};")
    print()
    print("/* Within words: a-z, 0-9, other. */")
    print_table("bigram_cost", "BIGRAM_SYMBOLS", OTHER + 1, pairs)
    print("/* In whole texts: a-z, 0-9, _, -, ., blank, other. */")
    print_table("text_cost", "TEXT_SYMBOLS", len(TEXT_SYMBOLS) + 1,
                text_pairs)
    print("/* Of a single byte in whole texts. */")
    print_first(text_pairs, len(TEXT_SYMBOLS) + 1)
    print()
    print("#endif")


if __name__ == "__main__":
    main()
