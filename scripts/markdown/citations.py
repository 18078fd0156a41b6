"""`[@glorot2010, equation 16]` becomes "Glorot and Bengio (2010, equation 16)", with a link to the source.

Within parentheses of their own, `([@montufar2014; @telgarsky2016])` becomes "(Montúfar and others, 2014; Telgarsky, 2016)".
`[-@hochreiter1991]` is the year alone, for where the name has just been said. An item that begins with a citation in the list
under "Sources" is the whole entry, and what follows it is the page's own remark.

Docstrings cite in plain words, as `help()` shows them: `Glorot, X. and Bengio, Y. (2010). Title.` Where the reference
shows them, the year becomes a link, and the hyphen between two pages the dash that it is in print.

A key that `docs/references.bib` does not have breaks the build.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from posixpath import dirname, relpath
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from mkdocs.exceptions import BuildError

from scripts.bibliography import BIBLIOGRAPHY, Entry, load
from scripts.markdown.math import sources
from scripts.paths import ROOT

ONE = r"-?@[\w-]+(?:,[^;\[\]]*)?"
CITATION = rf"(?P<open>\()?\[(?P<cited>{ONE}(?:;\s*{ONE})*)\](?(open)\))"
PART = re.compile(r"(?P<quiet>-?)@(?P<key>[\w-]+)(?:,\s*(?P<place>[^;\[\]]*\S))?")
ITEM = re.compile(r"\[@(?P<key>[\w-]+)\]\s*")
PLAIN = r"\((?P<year>\d{4})\)\. "
PAGES = r"(?P<before>,\s+)(?P<first>\d+)-(?P<last>\d+)(?=[.,])"
LIST_HEADING = "Sources"
AWAY = "x-source"
LINK_AWAY = re.compile(rf'<{AWAY} key="(?P<key>[^"]+)">(?P<text>.*?)</{AWAY}>', re.DOTALL)
PAGE_PLACE = "relpath"  # MkDocs's own processor: it knows the page and where the others lie
ZENSICAL_PLACE = "rendering_context"  # Zensical's: it knows the page, and mends addresses of sources itself


@functools.cache
def entries_as_of(_changed: int) -> dict[str, Entry]:
    """The bibliography, read again when it has changed."""
    return load()


def entry(key: str) -> Entry:
    """The entry of a citation."""
    known = entries_as_of(BIBLIOGRAPHY.stat().st_mtime_ns)
    if key not in known:
        told = f"add it to {BIBLIOGRAPHY.relative_to(ROOT)}, or mend the key"
        raise BuildError(f"{where(key)}: expected the key of a source, got {key!r}: {told}")
    return known[key]


def where(key: str) -> str:
    """File and line of a citation: found by its text, as a formula is."""
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if found := re.search(rf"@{re.escape(key)}(?![\w-])", text):
            return f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 1}"
    return "a generated citation"


class SourceList(Treeprocessor):
    """Writes out the list of sources, before the inline patterns see its Markdown."""

    listed: frozenset[str] = frozenset()

    def run(self, root: Element) -> None:
        """Every item that begins with a citation."""
        keys = set()
        for item in items(root):
            holder = item if (item.text or "").strip() else item[0]
            found = ITEM.match((holder.text or "").lstrip())
            if found is None:
                continue
            cited = entry(found["key"])
            remark = (holder.text or "").lstrip()[found.end() :]
            holder.text = f"{cited.markdown} {remark}".rstrip()
            item.set("id", f"source-{cited.key}")
            keys.add(cited.key)
        self.listed = frozenset(keys)


def items(root: Element) -> Iterator[Element]:
    """The items of the lists between the heading and the next one."""
    inside = False
    for element in root:
        if re.fullmatch(r"h[1-6]", element.tag):
            inside = element.text == LIST_HEADING
        elif inside and element.tag == "ul":
            yield from element


class Citations(InlineProcessor):
    """Names and years for keys."""

    def __init__(self, md: Markdown, source_list: SourceList) -> None:
        super().__init__(CITATION, md)
        self.source_list = source_list

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # noqa: N802 (Python-Markdown's name)
        """One citation, or several within parentheses."""
        holder = Element("span", {"class": "citation"})
        within = m["open"] is not None
        parts = list(PART.finditer(m["cited"]))
        for number, part in enumerate(parts):
            link = self.link(holder, part["key"])
            link.text = words(entry(part["key"]), part["place"], quiet=bool(part["quiet"]), within=within)
            link.tail = "; " if number + 1 < len(parts) else ""
        if within:
            holder.text = "("
            holder[-1].tail = ")"
        return holder, m.start(0), m.end(0)

    def link(self, holder: Element, key: str) -> Element:
        """To the page's own list if the source is there; else to the bibliography."""
        if key in self.source_list.listed:
            return SubElement(holder, "a", {"href": f"#source-{key}"})
        return SubElement(holder, AWAY, {"key": key})


def words(cited: Entry, place: str | None, *, quiet: bool, within: bool) -> str:
    """What a reader reads for one citation."""
    year = f"{cited.year}, {' '.join(place.split())}" if place else cited.year
    if quiet:
        return year
    return f"{cited.names}, {year}" if within else f"{cited.names} ({year})"


class PlainReferences(InlineProcessor):
    """A docstring's reference: its year, if the title after it is an entry's."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # noqa: N802 (Python-Markdown's name)
        """The year as a link, or nothing."""
        rest = " ".join(data[m.end(0) :].replace("*", "").split())
        for cited in entries_as_of(BIBLIOGRAPHY.stat().st_mtime_ns).values():
            # A formula in a title is no longer text here.
            if cited.year == m["year"] and rest.startswith(cited.title.partition("$")[0].strip()):
                holder = Element("span", {"class": "citation"})
                holder.text = "("
                link = SubElement(holder, AWAY, {"key": cited.key})
                link.text, link.tail = cited.year, "). "
                return holder, m.start(0), m.end(0)
        return None, None, None


class PlainPages(InlineProcessor):
    """A docstring's reference: from which page to which."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # noqa: N802 (Python-Markdown's name)
        """With the dash that a range has in print."""
        return f"{m['before']}{m['first']}–{m['last']}", m.start(0), m.end(0)


class LinksAway(Postprocessor):
    """Links to the bibliography: only a page knows where it lies, a docstring within it does not."""

    def run(self, text: str) -> str:
        """Give every link its address; a docstring's wait until the page is converted."""
        bibliography = f"{BIBLIOGRAPHY.stem}.md"
        if PAGE_PLACE in self.md.treeprocessors:
            place = self.md.treeprocessors[PAGE_PLACE]
            address = place.files.get_file_from_path(bibliography).url_relative_to(place.file)
        elif ZENSICAL_PLACE in self.md.preprocessors:
            address = relpath(bibliography, dirname(self.md.preprocessors[ZENSICAL_PLACE].page.path))
        else:
            return text
        return LINK_AWAY.sub(rf'<a href="{address}#\g<key>">\g<text></a>', text)


class CitationExtension(Extension):
    """Cite by key."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """The list before inline patterns (20), citations after code and formulas (190) and before links (170).

        Links last, when the docstrings' HTML has been put back (30).
        """
        source_list = SourceList(md)
        md.treeprocessors.register(source_list, "nnref-sources", 25)
        md.inlinePatterns.register(Citations(md, source_list), "nnref-citations", 175)
        md.inlinePatterns.register(PlainReferences(PLAIN, md), "nnref-plain-references", 174)
        md.inlinePatterns.register(PlainPages(PAGES, md), "nnref-plain-pages", 173)
        md.postprocessors.register(LinksAway(md), "nnref-links-to-bibliography", 3)


def makeExtension(**settings: Any) -> CitationExtension:  # noqa: N802 (Python-Markdown's name)
    """Entry point for Python-Markdown."""
    return CitationExtension(**settings)
