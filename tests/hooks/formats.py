"""formats.py TEXT JSON SARIF: the three reports of one scan tell the same.

TEXT is by --verbose, which cuts no list.  Of each finding that blocks its
rule, title, id and facts and all its places are compared, of one that does not
its rule, title and first place and how many there are; of a waived one that it
is counted.  JSON and SARIF are compared finding by finding.  Differences are
printed, without what the finding says; the exit status is 1 then.
"""

import json
import re
import sys
from urllib.parse import unquote

ENCODINGS = {
    "base64": "in base64",
    "hex": "in hex",
    "percent": "percent-encoded",
    "escapes": "in a string with escapes",
    "pieces": "in pieces that are joined",
}
FACTS = ("key_id", "account", "user", "host", "name", "origin", "prefix")
LEVELS = {"high": "error", "medium": "warning", "low": "note"}


def words_of(place):
    """A place of the JSON as the text has it, without parts and encodings."""
    commit = place["commit"][:10] if place["commit"] else None
    if place["kind"] == "message":
        if commit:
            return f"message of {commit}, line {place['line']}"
        return f"commit message, line {place['line']}"
    text = f"{commit} " if commit else ""
    text += place["path"]
    if place["kind"] == "name":
        text += " (the name itself)"
    elif place["line"] == 0:
        text += " (binary content)"
    else:
        text += f":{place['line']}"
    return text + (" (still in HEAD)" if place.get("in_head") else "")


def line_of(place, pair):
    """The same as in a list of places."""
    text = words_of(place)
    if pair and place["parts"]:
        names = {"id": "key id", "secret": "secret"}
        text += f" ({', '.join(names[part] for part in place['parts'])})"
    if place.get("encodings"):
        text += f" ({', '.join(ENCODINGS[e] for e in place['encodings'])})"
    return text


def of_json(findings):
    """What the text should say: the blocks, and the lines below the level."""
    blocks, lines = [], []
    for finding in findings:
        places = finding["places"]
        parts = {part for place in places for part in place["parts"]}
        listed = [line_of(place, len(parts) == 2) for place in places]
        head = (finding["title"], finding["rule"])
        if finding["blocks"]:
            blocks.append((*head, finding["id"], listed))
        elif not finding["waived"]:
            more = f" (+{len(places) - 1})" if len(places) > 1 else ""
            lines.append((*head, words_of(places[0]) + more))
    return blocks, lines


def of_text(text):
    """The same, from the text; with each block its lines."""
    blocks, lines, bodies = [], [], []
    label = None
    # A remark that does not fit stands on the next line.
    text = re.sub(r"\n {10,}\((?!\+)", " (", text)
    for line in text.splitlines():
        head = re.fullmatch(r"  (\S.*?) {2,}(\S+)", line)
        field = re.fullmatch(r"    (\S+(?: \S+)?)? +(\S.*)", line)
        low = re.fullmatch(r"kagiban: not blocked: (.*?): (.*) \[(.*)\]", line)
        if low:
            lines.append((low[1], low[3], low[2]))
        elif head and not field:
            blocks.append([head[1], head[2], None, []])
            bodies.append([])
        elif field and blocks:
            bodies[-1].append(line)
            if line[4] != " ":
                label = line[4:].split("  ")[0]
                value = line[4 + len(label) :].strip()
            else:
                value = line.strip()
            if label == "at":
                blocks[-1][3].append(value)
            elif label == "id" and line[4] != " ":
                # What follows the id may go on in the next line.
                blocks[-1][2] = value.split(" ")[0]
        elif not line.startswith(" "):
            label = None
    return [tuple(block) for block in blocks], lines, bodies


def compare_facts(findings, bodies):
    """Each fact stands in its finding's block."""
    wrong = 0
    for finding, body in zip(findings, bodies):
        text = "\n".join(body)
        for fact in FACTS:
            if finding.get(fact) and finding[fact] not in text:
                print(f"{finding['rule']}: no {fact} in the text")
                wrong += 1
        length = finding.get("length")
        if length and f"{length} character" not in text:
            print(f"{finding['rule']}: no length in the text")
            wrong += 1
    return wrong


def compare_text(text, report):
    """The text against the JSON; returns how much differs."""
    findings = report["findings"]
    blocks, lines = of_json(findings)
    text_blocks, text_lines, bodies = of_text(text)
    wrong = 0
    for what, wanted, got in (
        ("blocks", blocks, text_blocks),
        ("lines", lines, text_lines),
    ):
        if len(wanted) != len(got):
            print(f"{what}: {len(got)} in the text, not {len(wanted)}")
            wrong += 1
        for one, other in zip(wanted, got):
            if what == "blocks":
                digits = len(other[2] or "")
                one = (*one[:2], one[2][: max(digits, 8)], one[3])
            if one != other:
                print(f"{what}: of {one[1]} the text says something else")
                wrong += 1
                break
    blocking = [finding for finding in findings if finding["blocks"]]
    wrong += compare_facts(blocking, bodies)
    waived = sum(finding["waived"] for finding in findings)
    said = re.search(r"(\d+) waived", text)
    if waived != (int(said[1]) if said else 0):
        print(f"the text does not say {waived} waived")
        wrong += 1
    if not re.search(rf": {len(blocking)} secrets?$", text, re.M):
        print(f"the text does not say {len(blocking)} secrets")
        wrong += bool(blocking)
    return wrong


def place_of_sarif(location):
    """A location as (path, line, commit, kind)."""
    physical = location.get("physicalLocation", {})
    uri = physical.get("artifactLocation", {}).get("uri")
    path = unquote(uri.removeprefix("file://")) if uri else None
    kind, commit = "file", None
    for logical in location.get("logicalLocations", []):
        if logical["kind"] == "commit":
            commit = logical["fullyQualifiedName"]
        else:
            kind = logical["name"]
    line = physical.get("region", {}).get("startLine")
    return path, line, commit, kind


def place_of_json(place):
    """The same of a place of the JSON."""
    line = place["line"] if place["kind"] == "file" else None
    return place["path"], line or None, place["commit"], place["kind"]


def compare_sarif(sarif, report):
    """The SARIF against the JSON; returns how much differs."""
    run = sarif["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    results = run["results"]
    wrong = len(results) != len(report["findings"])
    if wrong:
        print(f"{len(results)} results, not {len(report['findings'])}")
    for result, finding in zip(results, report["findings"]):
        got = (
            result["partialFingerprints"]["kagiban/v1"],
            rules[result["ruleIndex"]]["id"],
            result["ruleId"],
            result["message"]["text"],
            result["level"],
            "suppressions" in result,
            [place_of_sarif(location) for location in result["locations"]],
        )
        wanted = (
            finding["id"],
            finding["rule"],
            finding["rule"],
            finding["title"],
            LEVELS[finding["confidence"]],
            finding["waived"],
            [place_of_json(place) for place in finding["places"]],
        )
        if got != wanted:
            print(f"the result of {finding['rule']} differs")
            wrong += 1
    return wrong


def main(text_path, json_path, sarif_path):
    with open(text_path, encoding="utf-8") as file:
        text = file.read()
    with open(json_path, encoding="utf-8") as file:
        report = json.load(file)
    with open(sarif_path, encoding="utf-8") as file:
        sarif = json.load(file)
    wrong = compare_text(text, report) + compare_sarif(sarif, report)
    places = sum(len(finding["places"]) for finding in report["findings"])
    print(f"{len(report['findings'])} findings, {places} places")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
