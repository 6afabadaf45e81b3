#!/usr/bin/env python3
"""windows.py - makes src/engine/windows.h, the most frequent windows of texts.

    tools/windows.py FOLDER... > src/engine/windows.h

Counts runs of four and of three bytes in the text files below the folders, the
case bit of each byte set, as the prefilter sees them.  It chooses the anchors of
its keywords by them: a chain of letter pairs (bigrams.h) does not know that
`serv` is a hundred times as frequent as its pairs make it.

The table holds the most frequent ones, each with its cost, -log2 of its
frequency, in whole bits.  What is not in it is rarer than all that is.  The
table in the tree was made from the same folders as bigrams.h.
"""
import collections
import math
import sys

from bigrams import texts_of

FOLD = bytes(byte | 0x20 for byte in range(256))
MOST = {4: 6144, 3: 1536}  # how many are kept, by length
PRICES = 16
PER_LINE = 6


def count(folders):
    counts = {size: collections.Counter() for size in MOST}
    for data in texts_of(folders):
        text = data.translate(FOLD)
        for size, counter in counts.items():
            counter.update(text[i:i + size]
                           for i in range(len(text) - size + 1))
        # Keeps the memory within bounds; the rare ones do not matter.
        for counter in counts.values():
            if len(counter) > 3_000_000:
                for window in [w for w, n in counter.items() if n == 1]:
                    del counter[window]
    return counts


def entry(window, cost):
    """Seven bits a byte, the first one highest, a missing one 0; the cost."""
    packed = 0
    for byte in window.ljust(4, b"\0"):
        packed = packed << 7 | byte
    return packed << 4 | max(0, min(PRICES - 1, cost))


def entries(counts):
    for size, most in MOST.items():
        total = sum(counts[size].values())
        ascii_only = ((w, n) for w, n in counts[size].items()
                      if max(w) < 0x80)
        top = sorted(ascii_only, key=lambda item: (-item[1], item[0]))[:most]
        for window, number in top:
            yield entry(window, round(-math.log2(number / total)) - 4)


def main():
    table = sorted(entries(count(sys.argv[1:])))
    print("/*")
    print(" * windows.h - the most frequent windows of three and four bytes in")
    print(" * code and prose, made by tools/windows.py; do not edit.  Seven bits a")
    print(" * byte, the first one highest; then four bits for -log2 of the")
    print(" * frequency, less 4.  In ascending order.")
    print(" */")
    print("#ifndef KAGIBAN_WINDOWS_H")
    print("#define KAGIBAN_WINDOWS_H")
    print()
    print("#include <stdint.h>")
    print()
    print("/* clang-format off */")
    print()
    print("static const uint32_t frequent_windows[] = {")
    for i in range(0, len(table), PER_LINE):
        line = ", ".join(f"0x{value:08x}" for value in table[i:i + PER_LINE])
        print(f"\t{line},")
    print("};")
    print()
    print("#endif")


if __name__ == "__main__":
    main()
