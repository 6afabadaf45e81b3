#!/usr/bin/env python3
"""oracle.py - makes histories with secrets at known places and asks whether
the program finds all of them and nothing else.

    oracle.py FOLDER SEED COUNT [NUMBER]

Makes COUNT histories from SEED (or only the one with that NUMBER) in FOLDER,
each by one `git fast-import`, and scans each five ways: a push of everything
to a remote that has nothing, and to one that has a part; a range of
everything, and one of a part; the history.

What must be found is worked out here from the trees themselves and shares
nothing with the program:

  brought   a line counts in a commit if it stands neither in a parent's file
            of the same path, nor in a file whose path goes away with the
            commit; so it does for a push and a range. A secret that is only
            moved is not new. A file with NULs counts as a whole if it is in
            none of these. A name counts where no parent has the path.
  ever      for the history: each path at which a secret has ever stood, by
            the first commit that has it there.
"""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor

ZEROS = "0" * 40
LETTERS = "BCDFGHJKLMNPQRSTVWXZbcdfghjkmnpqrstvwxz23456789"
BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BINARY = b"\x00\x01\x02\xff\x00\xfe\n"
FILE, PROGRAM, LINK, GITLINK = "100644", "100755", "120000", "160000"
PERSON = "T <t@localhost>"


# ---- secrets ----

def gitlab_token(rng):
    return "gl" + "pat-" + "".join(rng.sample(LETTERS, 20))


def github_token(rng):
    body = "".join(rng.sample(LETTERS, 30))
    rest = zlib.crc32(body.encode())
    check = ""
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        check = BASE62[digit] + check
    return "gh" + "p_" + body + check


def secret_id(secret):
    """The id of a finding, as the design has it."""
    data = b"kagiban\0" + secret.encode()
    head = b"blob %d\0" % len(data)
    return hashlib.sha1(head + data).hexdigest()[:16]


# ---- files and trees: a tree is {path: (mode, bytes)} ----

def lines_of(data):
    lines = data.split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    return [line[:-1] if line.endswith(b"\r") else line for line in lines]


def has_lines(entry):
    return entry is not None and entry[0] != GITLINK


def put(tree, path, entry):
    """A file takes the place of a folder, and the other way round."""
    for other in list(tree):
        if other.startswith(path + "/") or path.startswith(other + "/"):
            del tree[other]
    tree[path] = entry


class Commit:
    def __init__(self, number, parents, tree, message):
        self.number = number
        self.parents = parents
        self.tree = tree
        self.message = message
        self.id = None
        self.ancestors = 1 << number  # itself as well
        self.date = 1000000000
        for parent in parents:
            self.ancestors |= parent.ancestors
            self.date = max(self.date, parent.date)


class Maker:
    """Makes one history, as people make them, only with less care."""

    def __init__(self, seed, number):
        self.rng = random.Random("%s/%s" % (seed, number))
        self.secrets = []
        self.commits = []
        self.known_commits = {}
        self.heads = {}
        self.tags = {}  # name: (commit, None or text)
        self.counter = 0
        self.paths = ["a.txt", "b.c", "conf/x.ini", "conf/y.json", "README.md",
                      "deep/er/still/f.py", "sp ace.txt", "x", "x.y/z",
                      "\u00fcn\u00ef/\u65e5\u672c.txt", "quo\"te.txt"]

    # -- lines --

    def chance(self, percent):
        return self.rng.random() * 100 < percent

    def filler(self):
        self.counter += 1
        return self.rng.choice([
            b"}", b"", b"  return 0;", b"row %d" % self.counter,
            b"row %d of many" % self.counter, b"# note %d" % self.counter])

    def secret(self):
        if self.secrets and self.chance(30):
            return self.rng.choice(self.secrets)
        make = self.rng.choice([gitlab_token, gitlab_token, github_token])
        self.secrets.append(make(self.rng))
        return self.secrets[-1]

    def secret_line(self):
        self.counter += 1
        line = self.rng.choice([
            "%s", "token = %s", "token: \"%s\"", "  - %s # {0}", "call(%s, {0})",
            "<a b='%s'/>", "{0}) %s"]) % self.secret()
        if self.chance(10):
            line += " and " + self.secret()
        return line.replace("{0}", str(self.counter)).encode()

    def is_secret(self, line):
        return b"pat-" in line or b"p_" in line

    # -- changes of a file --

    def edit(self, entry, change):
        mode, data = entry
        if mode in (LINK, GITLINK):
            return entry
        ending = b"\n" if data.endswith(b"\n") or not data else b""
        lines = data.split(b"\n")
        if ending:
            lines.pop()
        change(lines)
        return mode, b"\n".join(lines) + (ending if lines else b"")

    def plant(self, lines):
        for _ in range(self.rng.choice([1, 1, 1, 2, 3])):
            at = self.rng.randint(0, len(lines))
            lines.insert(at, self.secret_line())

    def touch(self, lines):
        for _ in range(self.rng.randint(1, 4)):
            at = self.rng.randint(0, len(lines))
            if self.chance(60) or at == len(lines):
                lines.insert(at, self.filler())
            elif not self.is_secret(lines[at]):
                del lines[at]

    def remove(self, lines):
        kept = [x for x in lines if not self.is_secret(x) or self.chance(30)]
        lines[:] = kept

    def alter(self, lines):
        """The secret stays, and its line is another."""
        for at, line in enumerate(lines):
            if self.is_secret(line) and self.chance(60):
                self.counter += 1
                lines[at] = line + b" // %d" % self.counter

    def shuffle(self, lines):
        self.rng.shuffle(lines)

    def repeat(self, lines):
        if lines:
            lines.append(self.rng.choice(lines))

    # -- changes of a tree --

    def new_path(self, tree):
        path = self.rng.choice(self.paths)
        if path in tree or self.chance(20):
            self.counter += 1
            path = self.rng.choice(["new%d.txt", "d%d/f.txt", "x/n%d",
                                    "conf/n%d.ini"]) % self.counter
        return path

    def some_path(self, tree):
        return self.rng.choice(sorted(tree))

    def new_file(self):
        lines = [self.filler() for _ in range(self.rng.choice(
            [0, 1, 3, 10, 40, 70]))]
        if self.chance(25):
            self.plant(lines)
        return FILE, b"".join(line + b"\n" for line in lines)

    def tree_new(self, tree):
        put(tree, self.new_path(tree), self.new_file())

    def tree_edit(self, tree):
        path = self.some_path(tree)
        change = self.rng.choice([
            self.plant, self.plant, self.plant, self.touch, self.touch,
            self.touch, self.remove, self.remove, self.alter, self.shuffle,
            self.repeat])
        tree[path] = self.edit(tree[path], change)

    def tree_move(self, tree):
        entry = tree.pop(self.some_path(tree))
        put(tree, self.new_path(tree), entry)

    def tree_move_and_edit(self, tree):
        entry = tree.pop(self.some_path(tree))
        change = self.rng.choice([self.touch, self.plant, self.remove])
        put(tree, self.new_path(tree), self.edit(entry, change))

    def tree_move_folder(self, tree):
        self.counter += 1
        folder = self.some_path(tree).split("/")[0]
        for path in sorted(tree):
            if path.split("/")[0] == folder:
                put(tree, "moved%d/%s" % (self.counter, path), tree.pop(path))

    def tree_into_itself(self, tree):
        path = self.some_path(tree)
        entry = tree.pop(path)
        put(tree, path + "/inside", entry)

    def tree_copy(self, tree):
        put(tree, self.new_path(tree), tree[self.some_path(tree)])

    def tree_delete(self, tree):
        del tree[self.some_path(tree)]

    def tree_swap(self, tree):
        one, two = self.some_path(tree), self.some_path(tree)
        tree[one], tree[two] = tree[two], tree[one]

    def tree_carry(self, tree):
        """Lines go from one file into another."""
        lines = []

        def take(old):
            for _ in range(min(3, len(old))):
                lines.append(old.pop(self.rng.randrange(len(old))))

        one, two = self.some_path(tree), self.some_path(tree)
        tree[one] = self.edit(tree[one], take)
        tree[two] = self.edit(tree[two], lambda old: old.extend(lines))

    def tree_split(self, tree):
        rest = []

        def take(old):
            middle = len(old) // 2
            rest.extend(old[middle:])
            del old[middle:]

        path = self.some_path(tree)
        tree[path] = self.edit(tree[path], take)
        if rest:
            put(tree, self.new_path(tree),
                (FILE, b"\n".join(rest) + b"\n"))

    def tree_form(self, tree):
        """Another mode, other ends of lines, no last end, bytes."""
        path = self.some_path(tree)
        mode, data = tree[path]
        if mode in (LINK, GITLINK):
            return
        what = self.rng.randrange(5)
        if what == 0:
            mode = PROGRAM if mode == FILE else FILE
        elif what == 1:
            data = data.replace(b"\r\n", b"\n")
            data = data.replace(b"\n", b"\r\n") if self.chance(60) else data
        elif what == 2:
            data = data[:-1] if data.endswith(b"\n") else data + b"\n"
        elif what == 3:
            data = data.replace(BINARY, b"") if BINARY in data \
                else BINARY + data
        else:
            # The same content as the target of a link.
            data = data.replace(b"\0", b"")[:3000] or b"nowhere"
            mode = LINK
        tree[path] = mode, data

    def tree_link(self, tree):
        target = "../" + self.secret() if self.chance(50) else "../elsewhere"
        put(tree, self.new_path(tree), (LINK, target.encode()))

    def tree_submodule(self, tree):
        path = self.new_path(tree) if self.chance(60) else self.some_path(tree)
        if self.chance(20):
            self.counter += 1
            path = "sub%d/%s" % (self.counter, self.secret())
        sha = "%040x" % self.rng.getrandbits(160)
        put(tree, path, (GITLINK, sha.encode()))

    def tree_name(self, tree):
        # A number, since the report shows both A/x and B/x as ***/x.
        self.counter += 1
        path = self.rng.choice(["n%d/%s", "n%d/%s/m.txt", "n%d.%s"])
        put(tree, path % (self.counter, self.secret()), self.new_file())

    def tree_bring_back(self, tree):
        """A file as it was in some commit."""
        old = self.rng.choice(self.commits).tree if self.commits else {}
        if old:
            path = self.rng.choice(sorted(old))
            put(tree, path if self.chance(80) else self.new_path(tree),
                old[path])

    def change(self, tree):
        tree = dict(tree)
        for _ in range(self.rng.choice([1, 1, 2, 2, 3, 5])):
            if not tree:
                self.tree_new(tree)
                continue
            self.rng.choices(
                [self.tree_new, self.tree_edit, self.tree_move,
                 self.tree_move_and_edit, self.tree_move_folder,
                 self.tree_into_itself, self.tree_copy, self.tree_delete,
                 self.tree_swap, self.tree_carry, self.tree_split,
                 self.tree_form, self.tree_link, self.tree_submodule,
                 self.tree_name, self.tree_bring_back],
                [8, 40, 5, 6, 2, 2, 4, 5, 3, 5, 3, 6, 2, 2, 3, 8])[0](tree)
        return tree

    # -- commits --

    def message(self):
        text = "change %d\n" % len(self.commits)
        if self.chance(30):
            text += "\nbecause of %d\n" % self.counter
        if self.chance(6):
            text += "\n" + self.secret_line().decode() + "\n"
        return text if self.chance(90) else text[:-1]

    def add(self, parents, tree, message=None):
        commit = Commit(len(self.commits), parents, tree,
                        self.message() if message is None else message)
        commit.date += self.rng.choice([0, 1, 60, 3600])
        # Two that are the same to the last byte are one.
        key = (commit.message, commit.date, tuple(x.number for x in parents),
               tuple(sorted(commit.tree.items())))
        if key not in self.known_commits:
            self.known_commits[key] = commit
            self.commits.append(commit)
        return self.known_commits[key]

    def branch(self):
        return self.rng.choice(sorted(self.heads))

    def do_commit(self):
        name = self.branch()
        head = self.heads[name]
        tree = head.tree if self.chance(3) else self.change(head.tree)
        self.heads[name] = self.add([head], tree)

    def do_branch(self):
        at = self.heads[self.branch()]
        if self.chance(40):
            at = self.rng.choice(self.commits)
        self.heads["b%d" % len(self.commits)] = at
        self.do_commit()

    def do_root(self):
        name = "root%d" % len(self.commits)
        self.heads[name] = self.add([], self.change({}))

    def do_delete_branch(self):
        if len(self.heads) > 2:
            del self.heads[self.branch()]

    def do_amend(self):
        name = self.branch()
        head = self.heads[name]
        self.heads[name] = self.add(head.parents, self.change(head.tree))

    def do_drop(self):
        """What was done after a commit is done again without it."""
        name = self.branch()
        line = [self.heads[name]]
        while line[-1].parents and len(line) < 4:
            line.append(line[-1].parents[0])
        if len(line) < 2:
            return
        at = line[-1]
        for commit in reversed(line[:-2]):
            at = self.add([at], self.apply(commit, at.tree), commit.message)
        self.heads[name] = at

    def do_reset(self):
        name = self.branch()
        if self.heads[name].parents:
            self.heads[name] = self.rng.choice(self.heads[name].parents)

    def apply(self, commit, tree, back=False):
        """Does again, or undoes, what a commit has done to its parent."""
        new, old = commit.tree, \
            commit.parents[0].tree if commit.parents else {}
        if back:
            new, old = old, new
        tree = dict(tree)
        for path in sorted(set(new) | set(old)):
            if new.get(path) == old.get(path):
                continue
            if path in new:
                put(tree, path, new[path])
            else:
                tree.pop(path, None)
        return tree

    def do_revert(self):
        name = self.branch()
        head = self.heads[name]
        commit = head if self.chance(50) else self.rng.choice(self.commits)
        message = 'Revert "%s"\n' % commit.message.split("\n")[0]
        self.heads[name] = self.add(
            [head], self.apply(commit, head.tree, True), message)

    def do_cherry_pick(self):
        name = self.branch()
        head = self.heads[name]
        commit = self.rng.choice(self.commits)
        self.heads[name] = self.add(
            [head], self.apply(commit, head.tree), commit.message)

    def resolve(self, sides):
        """What somebody makes of a conflict."""
        sides = [x for x in sides if x is not None]
        what = self.rng.randrange(5)
        entry = self.rng.choice(sides)
        if what == 0 and all(x[0] in (FILE, PROGRAM) for x in sides):
            # A side without a last newline would glue a word to a secret.
            entry = entry[0], b"".join(
                x[1] if x[1].endswith(b"\n") or not x[1] else x[1] + b"\n"
                for x in sides)
        elif what == 1:
            entry = self.edit(entry, self.rng.choice(
                [self.plant, self.touch, self.remove]))
        return entry

    def merge_trees(self, base, trees):
        result = {}
        for path in sorted(set().union(*trees)):
            sides = [tree.get(path) for tree in trees]
            changed = [x for x in sides if x != base.get(path)]
            if not changed:
                entry = sides[0]
            elif all(x == changed[0] for x in changed):
                entry = changed[0]
            elif self.chance(10) and None in sides:
                entry = None
            else:
                entry = self.resolve(sides)
            if entry is not None:
                put(result, path, entry)
        return result

    def common(self, heads):
        both = heads[0].ancestors
        for head in heads:
            both &= head.ancestors
        return self.commits[both.bit_length() - 1].tree if both else {}

    def do_merge(self):
        count = self.rng.choice([2, 2, 2, 2, 3, 4, 6])
        names = sorted(self.heads)
        self.rng.shuffle(names)
        heads = []
        for name in names[:count]:
            if self.heads[name] not in heads:
                heads.append(self.heads[name])
        if len(heads) < 2:
            return self.do_commit()
        if self.chance(10):
            tree = self.rng.choice(heads).tree
        else:
            tree = self.merge_trees(
                self.common(heads), [head.tree for head in heads])
        if self.chance(30):
            tree = self.change(tree)
        self.heads[names[0]] = self.add(heads, tree)

    def do_tag(self):
        commit = self.rng.choice(self.commits)
        text = None
        if self.chance(60):
            text = "a tag\n"
            if self.chance(30):
                text += self.secret_line().decode() + "\n"
        self.tags["t%d" % len(self.tags)] = commit, text

    def make(self):
        self.heads["main"] = self.add([], self.change({}))
        while len(self.commits) < 12 or self.chance(96):
            if len(self.commits) >= 60:
                break
            self.rng.choices(
                [self.do_commit, self.do_branch, self.do_root,
                 self.do_delete_branch, self.do_amend, self.do_drop,
                 self.do_reset, self.do_revert, self.do_cherry_pick,
                 self.do_merge, self.do_tag],
                [40, 10, 1, 4, 5, 3, 2, 5, 6, 14, 3])[0]()
        self.known = [self.rng.choice(self.commits)
                      for _ in range(self.rng.randint(1, 3))]
        self.elsewhere = self.rng.choice(self.commits)
        self.head = self.rng.choice(
            [None, None, self.rng.choice(self.commits)])
        self.range = [self.rng.choice(self.commits) for _ in range(2)]
        self.old = self.rng.choice(self.commits)


# ---- the repository ----

def import_stream(maker):
    out = []
    marks = {}

    def data(blob):
        out.append(b"data %d\n%s\n" % (len(blob), blob))

    def blob_mark(blob):
        if blob not in marks:
            marks[blob] = 1000 + len(marks)
            out.append(b"blob\nmark :%d\n" % marks[blob])
            data(blob)
        return marks[blob]

    for commit in maker.commits:
        files = [b"deleteall\n"]
        for path, (mode, blob) in sorted(commit.tree.items()):
            name = path.replace("\\", "\\\\").replace('"', '\\"').encode()
            what = blob if mode == GITLINK else b":%d" % blob_mark(blob)
            files.append(b'M %s %s "%s"\n' % (mode.encode(), what, name))
        out.append(b"reset refs/heads/making\n")
        out.append(b"commit refs/heads/making\nmark :%d\n" %
                   (commit.number + 1))
        out.append(b"committer %s %d +0000\n" %
                   (PERSON.encode(), commit.date))
        data(commit.message.encode())
        for word, parent in zip([b"from"] + [b"merge"] * 99, commit.parents):
            out.append(b"%s :%d\n" % (word, parent.number + 1))
        out.extend(files)
        out.append(b"\n")
    refs = {"refs/heads/" + name: at for name, at in maker.heads.items()}
    for i, at in enumerate(maker.known):
        refs["refs/remotes/origin/r%d" % i] = at
    refs["refs/remotes/other/o"] = maker.elsewhere
    for name, (at, text) in maker.tags.items():
        if text is None:
            refs["refs/tags/" + name] = at
            continue
        out.append(b"tag %s\nfrom :%d\ntagger %s 1 +0000\n" % (
            name.encode(), at.number + 1, PERSON.encode()))
        data(text.encode())
    for name, at in refs.items():
        out.append(b"reset %s\nfrom :%d\n\n" % (name.encode(), at.number + 1))
    out.append(b"reset refs/heads/making\nfrom %s\n\n" % ZEROS.encode())
    return b"".join(out)


def tag_id(name, commit, text):
    body = "object %s\ntype commit\ntag %s\ntagger %s 1 +0000\n\n%s" % (
        commit.id, name, PERSON, text)
    body = body.encode()
    return hashlib.sha1(b"tag %d\0" % len(body) + body).hexdigest()


def build(maker, template, folder):
    shutil.copytree(template, folder)
    subprocess.run(
        ["git", "fast-import", "--quiet", "--force", "--export-marks=marks"],
        cwd=folder, input=import_stream(maker), check=True)
    with open(os.path.join(folder, "marks"), encoding="ascii") as file:
        for line in file:
            mark, name = line.split()
            if int(mark[1:]) <= len(maker.commits):
                maker.commits[int(mark[1:]) - 1].id = name
    maker.tag_ids = {
        name: tag_id(name, at, text) if text is not None else at.id
        for name, (at, text) in maker.tags.items()}
    with open(os.path.join(folder, "HEAD"), "w", encoding="ascii") as file:
        file.write((maker.head.id if maker.head
                    else "ref: refs/heads/main") + "\n")


# ---- what must be found ----

class Oracle:
    def __init__(self, maker):
        self.maker = maker
        self.ids = {secret_id(x): x for x in maker.secrets}
        self.bytes = [(x, x.encode()) for x in maker.secrets]
        self.cache = {}

    def in_text(self, data):
        """(secret, line) of all that stand in DATA."""
        if data not in self.cache:
            found = []
            if b"pat-" in data or b"p_" in data:
                binary = b"\0" in data
                for number, line in enumerate(lines_of(data), 1):
                    found += [(x, 0 if binary else number, line)
                              for x, raw in self.bytes if raw in line]
            self.cache[data] = found
        return self.cache[data]

    def masked(self, path):
        for secret in self.maker.secrets:
            path = path.replace(secret, "***")
        return path

    def words(self, name, text):
        return {(x, "message", None, name, line)
                for x, line, _ in self.in_text(text.encode())}

    def brought(self, commit):
        found = self.words(commit.id, commit.message)
        trees = [parent.tree for parent in commit.parents]
        gone = [entry for tree in trees for path, entry in tree.items()
                if path not in commit.tree and has_lines(entry)]
        for path, entry in commit.tree.items():
            shown = self.masked(path)
            if not any(path in tree for tree in trees) and shown != path:
                found |= {(x, "name", shown, commit.id, 1)
                          for x in self.maker.secrets if x in path}
            if not has_lines(entry) or not self.in_text(entry[1]):
                continue
            olds = gone + [tree[path] for tree in trees
                           if has_lines(tree.get(path))]
            if b"\0" in entry[1]:
                old_lines = set()
                if any(entry[1] == old[1] for old in olds):
                    continue
            else:
                old_lines = {x for old in olds for x in lines_of(old[1])}
            found |= {(x, "file", shown, commit.id, number)
                      for x, number, line in self.in_text(entry[1])
                      if line not in old_lines}
        return found

    def scope(self, tips, without=()):
        bits = 0
        for tip in tips:
            bits |= tip.ancestors
        for tip in without:
            bits &= ~tip.ancestors
        return [x for x in self.maker.commits if bits >> x.number & 1]

    def of_commits(self, commits):
        return set().union(*(self.brought(x) for x in commits)) \
            if commits else set()

    def of_tags(self):
        found = set()
        for name, (_, text) in self.maker.tags.items():
            if text is not None:
                found |= self.words(self.maker.tag_ids[name], text)
        return found

    def ever(self, commits):
        """{(secret, kind, path): {commit: lines}} of the commits that have a
        secret there while none before them has it."""
        all_of_it = {}
        for commit in commits:
            here = {}
            for secret, line, _ in self.in_text(commit.message.encode()):
                here.setdefault((secret, "message", None), set()).add(line)
            for path, entry in commit.tree.items():
                shown = self.masked(path)
                if shown != path:
                    for secret in self.maker.secrets:
                        if secret in path:
                            here[secret, "name", shown] = {1}
                if has_lines(entry):
                    for secret, line, _ in self.in_text(entry[1]):
                        here.setdefault(
                            (secret, "file", shown), set()).add(line)
            for key, lines in here.items():
                firsts = all_of_it.setdefault(key, {})
                if not any(commit.ancestors >> x.number & 1 for x in firsts):
                    firsts[commit] = lines
        return all_of_it


# ---- what is found ----

class Scan:
    def __init__(self, oracle, folder):
        self.oracle = oracle
        self.folder = folder
        self.faults = []
        self.places = 0

    def fault(self, what, detail=""):
        self.faults.append("%s: %s" % (what, detail) if detail else what)

    def run(self, what, arguments, stdin=""):
        done = subprocess.run(
            [os.environ["KAGIBAN"], *arguments, "--format", "json"],
            cwd=self.folder, input=stdin.encode(), capture_output=True)
        printed = (done.stdout + done.stderr).decode()
        for secret in self.oracle.maker.secrets:
            if secret in printed:
                self.fault(what, "a secret is shown")
        try:
            report = json.loads(done.stdout)
        except ValueError:
            self.fault(what, "no report, status %d: %s" % (
                done.returncode, done.stderr.decode()))
            return None, []
        wanted = 1 if report["findings"] else 0
        if done.returncode != wanted:
            self.fault(what, "status %d" % done.returncode)
        if report["coverage"]["unscanned"]:
            self.fault(what, "not scanned: %s" %
                       report["coverage"]["unscanned"])
        return report, self.read(what, report)

    def read(self, what, report):
        places = []
        for finding in report["findings"]:
            secret = self.oracle.ids.get(finding["id"])
            if secret is None:
                self.fault(what, "invented: " + finding["id"])
                continue
            for place in finding["places"]:
                path = place["path"] and self.oracle.masked(place["path"])
                places.append((secret, place["kind"], path, place["commit"],
                               place["line"], bool(place.get("in_head"))))
        self.places += len(places)
        return places

    def label(self, place):
        secret, kind, path, commit, line = place[:5]
        numbers = {x.id: x.number for x in self.oracle.maker.commits}
        return "secret %d, %s %s:%s in commit %s (%s)" % (
            self.oracle.maker.secrets.index(secret), kind, path, line,
            numbers.get(commit, "-"), (commit or "-")[:10])

    def compare(self, what, wanted, found):
        for place in sorted(wanted - found, key=str)[:5]:
            self.fault(what, "missed: " + self.label(place))
        for place in sorted(found - wanted, key=str)[:5]:
            self.fault(what, "invented: " + self.label(place))

    def check_order(self, what, places):
        """The earliest comes first: nobody before those who bring it."""
        by_id = {x.id: x for x in self.oracle.maker.commits}
        seen = {}
        for place in places:
            commit = by_id.get(place[3])
            if commit is None:
                continue
            for earlier in seen.setdefault(place[0], []):
                if commit is not earlier and \
                        earlier.ancestors >> commit.number & 1:
                    self.fault(what, "not the earliest first: " +
                               self.label(place))
                    return
            seen[place[0]].append(commit)

    def commits(self, what, arguments, stdin, scope, more=frozenset()):
        report, places = self.run(what, arguments, stdin)
        if report is None:
            return
        self.compare(what, self.oracle.of_commits(scope) | more,
                     {x[:5] for x in places})
        if report["coverage"]["commits"] != len(scope):
            self.fault(what, "%d commits, not %d" % (
                report["coverage"]["commits"], len(scope)))
        self.check_order(what, places)

    def push_lines(self, old=ZEROS):
        maker = self.oracle.maker
        lines = ["refs/heads/%s %s refs/heads/%s %s\n" % (x, at.id, x, ZEROS)
                 for x, at in maker.heads.items()]
        lines += ["refs/tags/%s %s refs/tags/%s %s\n" % (x, name, x, ZEROS)
                  for x, name in maker.tag_ids.items()]
        lines[0] = lines[0].replace(ZEROS, old)
        return "".join(lines)

    def history(self, what, commits):
        report, places = self.run(what, ["--scan-history"])
        if report is None:
            return
        maker = self.oracle.maker
        ever = self.oracle.ever(commits)
        tags = self.oracle.of_tags()
        tree = (maker.head or maker.heads["main"]).tree \
            if maker.head or "main" in maker.heads else {}
        found = {}
        for secret, kind, path, commit, line, in_head in places:
            found.setdefault((secret, kind, path), {}).setdefault(
                commit, set()).add((line, in_head))
        for key, at in found.items():
            self.check_history(what, key, at, ever, tags, tree)
        wanted = set(ever) | {x[:3] for x in tags}
        for key in sorted(wanted - set(found), key=str)[:5]:
            self.fault(what, "missed: " + self.label(key + (None, 0)))

    def check_history(self, what, key, at, ever, tags, tree):
        (commit, lines), *more = at.items()
        label = self.label(key + (commit, 0))
        if more:
            self.fault(what, "two commits: " + label)
        firsts = {x.id: lines for x, lines in ever.get(key, {}).items()}
        if not firsts:
            for tag in tags:
                if tag[:3] == key:
                    firsts.setdefault(tag[3], set()).add(tag[4])
        if commit not in firsts:
            self.fault(what, "invented, or not the first: " + label)
        elif {line for line, _ in lines} != firsts[commit]:
            self.fault(what, "other lines: " + label)
        if key[1] != "file":
            return
        in_head = any(self.oracle.masked(path) == key[2] and has_lines(entry)
                      and key[0].encode() in entry[1]
                      for path, entry in tree.items())
        if {head for _, head in lines} != {in_head}:
            self.fault(what, "%s, not %s in HEAD: %s" % (
                sorted(lines), in_head, label))

    def run_all(self):
        oracle, maker = self.oracle, self.oracle.maker
        tips = list(maker.heads.values()) + [x for x, _ in maker.tags.values()]
        everything = oracle.scope(tips)
        self.commits("push of everything", ["--scan-push", "nowhere"],
                     self.push_lines(), everything, oracle.of_tags())
        self.commits("push of the rest", ["--scan-push", "origin"],
                     self.push_lines(maker.old.id),
                     oracle.scope(tips, maker.known + [maker.old]),
                     oracle.of_tags())
        names = ["refs/heads/" + x for x in maker.heads]
        names += ["refs/tags/" + x for x in maker.tags]
        self.commits("range of everything", ["--scan-range", *names], "",
                     everything)
        one, two = maker.range
        self.commits("range", ["--scan-range", one.id + ".." + two.id], "",
                     oracle.scope([two], [one]))
        self.history("history", oracle.scope(
            tips + maker.known + [maker.elsewhere] +
            ([maker.head] if maker.head else [])))


def check(folder, seed, number):
    maker = Maker(seed, number)
    maker.make()
    place = os.path.join(folder, str(number))
    build(maker, os.path.join(folder, "template"), place)
    scan = Scan(Oracle(maker), place)
    scan.run_all()
    if "KEEP" not in os.environ:
        shutil.rmtree(place)
    return number, scan, maker


def main():
    folder, seed, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    numbers = [int(x) for x in sys.argv[4:]] or range(count)
    template = os.path.join(folder, "template")
    subprocess.run(["git", "init", "-q", "--bare", "--template=", template],
                   check=True)
    for name in "origin", "other":
        subprocess.run(["git", "-C", template, "remote", "add", name,
                        "/nowhere/" + name], check=True)
    failed = commits = merges = secrets = places = 0
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for number, scan, maker in pool.map(
                lambda x: check(folder, seed, x), numbers):
            commits += len(maker.commits)
            merges += sum(len(x.parents) > 1 for x in maker.commits)
            secrets += len(maker.secrets)
            places += scan.places
            failed += bool(scan.faults)
            for fault in scan.faults[:12]:
                print("history %d of seed %s: %s" % (number, seed, fault))
    print("seed %s: %d histories, %d commits, %d merges, %d secrets, "
          "%d places found, %d histories differ" % (
              seed, len(numbers), commits, merges, secrets, places, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
