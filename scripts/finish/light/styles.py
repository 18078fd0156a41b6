"""One stylesheet for the whole site, without the rules that no page can need.

The theme's and KaTeX's sheets serve every site; ours has a tenth of what they style. A selector goes if it names a class, an
id, an element or an attribute that is on no page and in no script: no reader can ever meet it. Whatever a script might make is
kept, since its name is a word of that script. Our own sheets keep all their rules. One file saves a request for each other.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.finish.light import css

OTHERS = ("assets/", "generated/assets/katex.css")  # whose rules may go
RENDERING = Path(__file__).with_name("rendering.css")
LINK = re.compile(r'<link rel="stylesheet" href="(?P<href>[^"]*)">\s*')
FUNCTION = re.compile(r":(?:not|is|where|has|host|nth-[a-z-]+)\((?:[^()]|\([^()]*\))*\)")
ATTRIBUTE = re.compile(r"\[([\w-]+)(?:([~^$*|]?=)\"?([^\]\"]*)\"?)?\]")
# What the theme's script makes only for an element that a page has: beginnings of names, and the class of that element.
MADE_FOR = {
    "annotat": "annotate",
    "md-annotation": "annotate",
    "md-source": "md-source",
    "md-tag": "md-tag",
    "md-version": "md-version",
    "--md-mermaid": "mermaid",
    "mermaid": "mermaid",
    "tabbed": "tabbed-set",
}
NEVER_SET = {"dir"}  # the direction of writing stands in the pages: no script changes it
NAME = re.compile(r"-?[A-Za-z_][\w-]*")


@dataclass(frozen=True)
class Names:
    """All that stands on a page or may be put there."""

    classes: frozenset[str]
    ids: frozenset[str]
    tags: frozenset[str]
    attributes: frozenset[tuple[str, str]]
    words: frozenset[str]
    beginnings: tuple[str, ...]

    def may_be(self, name: str, there: frozenset[str]) -> bool:
        """Whether a name is among those that are there, or a script may make it."""
        return name in there or name in self.words or name.startswith(self.beginnings)

    def has_attribute(self, name: str, operator: str, value: str) -> bool:
        """Whether an element has the attribute, or a script may set it."""
        values = {have for attribute, have in self.attributes if attribute == name}
        if name not in NEVER_SET and name in self.words and (operator != "=" or value in self.words):
            return True
        return value in values if operator == "=" else bool(values)


class _Reader:
    """Notes what the tags of pages name. Expressions do it: a parser of HTML takes a second for ten long pages."""

    TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:\s[^<>]*)?)>")
    ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")

    def __init__(self) -> None:
        self.classes: set[str] = set()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()

    def read(self, page: str) -> None:
        """Take a page; a tag that was there before says nothing new."""
        for tag, attributes in set(self.TAG.findall(page)):
            self.tags.add(tag.lower())
            for name, *values in self.ATTRIBUTE.findall(attributes):
                value = "".join(values)
                if name == "class":
                    self.classes.update(value.split())
                elif name not in ("style", "d"):
                    self.attributes.add((name, value))


def write(site: Path) -> None:
    """Bring the stylesheets of all pages into one; pages that have others keep theirs."""
    pages = sorted(site.rglob("*.html"))
    sheets = shared(site, pages)
    if not sheets:
        return
    text = joined(site, sheets, read_names(site, pages))
    name = f"assets/stylesheets/site.{hashlib.sha256(text.encode()).hexdigest()[:8]}.min.css"
    (site / name).write_text(text, encoding="utf-8")
    for path in pages:
        path.write_text(with_one_link(path.read_text(encoding="utf-8"), sheets, name), encoding="utf-8")
    for sheet in sheets:
        (site / sheet).unlink()
        (site / f"{sheet}.map").unlink(missing_ok=True)


def shared(site: Path, pages: Iterable[Path]) -> list[str]:
    """The stylesheets that every page has, in their order; none if they differ."""
    texts = (path.read_text(encoding="utf-8") for path in pages)
    lists = {tuple(found["href"].lstrip("./") for found in LINK.finditer(text)) for text in texts}
    relative = {names for names in lists if all((site / name).is_file() for name in names)}
    # The page for what is not found has addresses from the root of the host.
    rest = lists - relative
    if len(relative) != 1:
        return []
    (names,) = relative
    same = all(len(other) == len(names) and all(map(str.endswith, other, names)) for other in rest)
    return list(names) if same else []


def with_one_link(page: str, sheets: list[str], name: str) -> str:
    """The page with one stylesheet where the first one was."""
    first = LINK.search(page)
    if first is None:
        return page
    base = first["href"].removesuffix(sheets[0])
    link = f'<link rel="stylesheet" href="{base}{name}">'
    return LINK.sub("", page[: first.start()] + "\0" + page[first.end() :]).replace("\0", link)


def joined(site: Path, sheets: Iterable[str], names: Names) -> str:
    """All sheets one after another, in the order in which the pages have them."""
    rules: list[css.Rule] = []
    for sheet in sheets:
        own = css.parse((site / sheet).read_text(encoding="utf-8"))
        own = [rule for rule in own if not rule.head.startswith("@charset")]
        for rule in css.walk(own):
            rule.body = moved(rule.body, sheet)
        rules += needed(own, names) if sheet.startswith(OTHERS) else own
    rules += css.parse(RENDERING.read_text(encoding="utf-8"))
    return without_unused(rules, names)


def moved(body: str, sheet: str) -> str:
    """Addresses as they are seen from the folder of the one stylesheet."""

    def one(found: re.Match[str]) -> str:
        address = found[1].strip("\"'")
        if re.match(r"(?:data:|https?:|/|#)", address):
            return found[0]
        target = os.path.normpath(os.path.join(os.path.dirname(sheet), address))
        return f'url("{os.path.relpath(target, "assets/stylesheets").replace(os.sep, "/")}")'

    return re.sub(r"url\(((?:\"[^\"]*\"|'[^']*'|[^\"')]*))\)", one, body)


def needed(rules: list[css.Rule], names: Names) -> list[css.Rule]:
    """The rules that a page can need, with the selectors that it can match."""
    kept = []
    for rule in rules:
        if rule.is_nest:
            rule.rules = needed(rule.rules, names)
            if rule.rules:
                kept.append(rule)
        elif rule.head.startswith("@") or not rule.has_braces:
            kept.append(rule)
        elif selectors := [one for one in css.split(rule.head, ",") if can_match(one, names)]:
            rule.head = ",".join(selectors)
            kept.append(rule)
    return kept


def can_match(selector: str, names: Names) -> bool:
    """Whether all that a selector names may be on a page. What stands in :not(), :is() and :has() is not asked for."""
    bare = FUNCTION.sub("", selector)
    attributes = ATTRIBUTE.findall(bare)
    bare = ATTRIBUTE.sub("", bare)
    bare = re.sub(r"::?[\w-]+", "", bare)
    classes = re.findall(rf"\.({NAME.pattern})", bare)
    ids = re.findall(rf"#({NAME.pattern})", bare)
    tags = re.findall(r"(?:^|[\s>+~])([A-Za-z][\w-]*)", bare)
    return (
        all(names.may_be(name, names.classes) for name in classes)
        and all(names.may_be(name, names.ids) for name in ids)
        and all(tag in names.tags or tag in names.words for tag in tags)
        and all(names.has_attribute(*attribute) for attribute in attributes)
    )


def without_unused(rules: list[css.Rule], names: Names) -> str:
    """The stylesheet without custom properties that nothing reads, and movements that nothing makes."""
    while True:
        text = css.serialize(rules)
        read = set(re.findall(r"var\(\s*(--[\w-]+)", text)) | names.words
        changed = False
        for rule in css.walk(rules):
            kept = [each for each in css.declarations(rule.body) if is_read(each, read)]
            if rule.body and len(kept) != len(css.declarations(rule.body)):
                rule.body, changed = ";".join(kept), True
        if not changed:
            break
    return css.serialize(without_empty(rules, set(NAME.findall(re.sub(r"@keyframes [\w-]+", "", text)))))


def is_read(declaration: str, read: set[str]) -> bool:
    """Whether a declaration is more than a custom property that nothing reads."""
    name = declaration.partition(":")[0].strip()
    return not name.startswith("--") or name in read


def without_empty(rules: list[css.Rule], used: set[str]) -> list[css.Rule]:
    """The rules that still say something."""
    kept = []
    for rule in rules:
        rule.rules = without_empty(rule.rules, used)
        moves = re.match(r"@(?:-webkit-)?keyframes ([\w-]+)", rule.head)
        if moves and moves[1] not in used:
            continue
        if rule.body or rule.rules or not rule.has_braces:
            kept.append(rule)
    return kept


def read_names(site: Path, pages: Iterable[Path]) -> Names:
    """From every page, and every script that a page can load."""
    reader = _Reader()
    inline: dict[str, None] = {}  # the scripts that stand in the pages
    for path in pages:
        page = path.read_text(encoding="utf-8")
        inline |= dict.fromkeys(re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL))
        reader.read(page)
    paths = [path for ending in ("*.js", "*.mjs") for path in sorted(site.rglob(ending)) if "lunr" not in path.parts]
    scripts = "\n".join([*(path.read_text(encoding="utf-8") for path in paths), *inline])
    without = tuple(start for start, element in MADE_FOR.items() if element not in reader.classes)
    words = {word for word in re.findall(r"[A-Za-z_-][\w-]*", scripts) if not word.startswith(without)}
    ids = {value for name, value in reader.attributes if name == "id"}
    return Names(
        frozenset(reader.classes),
        frozenset(ids),
        frozenset(reader.tags),
        frozenset(reader.attributes),
        frozenset(words),
        # `md-tag--${name}`: what begins like this may be any of them.
        tuple(sorted(word for word in words if re.fullmatch(r"[a-z][\w-]*[a-z0-9](?:--|__|-)", word))),
    )
