"""The papers, books and data sets that the notes stand on: `docs/references.bib`, and how an entry is written out.

The file is plain UTF-8, without LaTeX's accents: a reader's reference manager takes it as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import NameParts, NormalizeFieldKeys, SeparateCoAuthors, SplitNameParts
from mkdocs.exceptions import BuildError

from scripts.paths import DOCS, ROOT

BIBLIOGRAPHY = DOCS / "references.bib"

# One name in each group must be there: who, what and when is not enough to find a paper.
REQUIRED = {
    "article": (("journal",),),
    "book": (("publisher",),),
    "incollection": (("booktitle",), ("publisher",)),
    "inproceedings": (("booktitle",),),
    "misc": (("howpublished", "url"),),
    "thesis": (("type",), ("institution",)),
}
ALWAYS = (("author",), ("title",), ("year",))
NAMED_IN_TEXT = 3  # authors; of more, the first "and others"


@dataclass(frozen=True)
class Author:
    """A person, or what stands for one."""

    given: str
    family: str

    @property
    def initials(self) -> str:
        """`D. E.` of David E., `Y.-W.` of Yee-Whye."""
        words = self.given.split()
        return " ".join("-".join(f"{part[0]}." for part in word.split("-")) for word in words)


@dataclass(frozen=True)
class Entry:
    """One source."""

    key: str
    kind: str
    line: int
    authors: tuple[Author, ...]
    others: bool
    fields: dict[str, str]

    @property
    def title(self) -> str:
        """The title, without the braces that tell BibTeX where capitals must stay."""
        return unbraced(self.fields["title"])

    @property
    def year(self) -> str:
        """When it appeared."""
        return self.fields["year"]

    @property
    def names(self) -> str:
        """Family names, as running text has them: `Glorot and Bengio`, `He and others`."""
        families = [author.family for author in self.authors]
        if self.others or len(families) > NAMED_IN_TEXT:
            return f"{families[0]} and others"
        return listed(families)

    @property
    def head(self) -> str:
        """How a docstring begins to cite it, `Glorot, X. and Bengio, Y. (2010). Title`, ended."""
        people = [", ".join(filter(None, (author.family, author.initials))) for author in self.authors]
        return f"{listed([*people, *self._others])} ({self.year}). {self._ended(self._styled_title)}"

    @property
    def markdown(self) -> str:
        """The whole entry: who, when, what, where, and a link where there is one."""
        people = [f"{author.initials} {author.family}".strip() for author in self.authors]
        parts = [f"{listed([*people, *self._others])} ({self.year})", self._styled_title, self._venue, self._link]
        return " ".join(self._ended(part) for part in parts if part)

    @property
    def _styled_title(self) -> str:
        return f"*{self.title}*" if self.kind == "book" else self.title

    @property
    def _others(self) -> list[str]:
        return ["others"] if self.others else []

    @property
    def pages(self) -> str:
        """With the dash that a range has in print."""
        return self.fields.get("pages", "").replace("--", "–")

    @property
    def _venue(self) -> str:
        told = self.fields
        pages = f"pages {self.pages}" if self.pages else ""
        if self.kind == "article":
            volume = told.get("volume", "") + (f"({told['number']})" if "number" in told else "")
            return joined(f"*{told['journal']}* {volume}".strip(), self.pages if volume else pages)
        if self.kind == "book":
            return joined(f"{told['edition']} edition" if "edition" in told else "", told["publisher"])
        if self.kind == "thesis":
            return joined(told["type"], told["institution"])
        if self.kind == "misc":
            return told.get("howpublished", "")
        return joined(f"*{told['booktitle']}*", told.get("series", ""), told.get("publisher", ""), pages)

    @property
    def _link(self) -> str:
        if "doi" in self.fields:
            return f"[doi:{self.fields['doi']}](<https://doi.org/{self.fields['doi']}>)"
        if "url" not in self.fields:
            return ""
        address = self.fields["url"]
        if preprint := re.fullmatch(r"https://arxiv\.org/abs/(\S+)", address):
            return f"[arXiv:{preprint[1]}](<{address}>)"
        return f"[{re.sub(r'^https?://(www[.])?', '', address).split('/')[0]}](<{address}>)"

    @staticmethod
    def _ended(part: str) -> str:
        return part if part.rstrip("*").endswith(("?", ".")) else f"{part}."


def unbraced(text: str) -> str:
    """The text without BibTeX's braces."""
    return re.sub(r"[{}]", "", text)


def listed(names: list[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def joined(*parts: str) -> str:
    """What is there, between commas."""
    return ", ".join(part for part in parts if part)


def load(path: Path = BIBLIOGRAPHY) -> dict[str, Entry]:
    """Every entry by its key, in the order of the file.

    Raises:
        BuildError: If the file is no BibTeX, gives a key twice, or an entry lacks what it needs to be found.
    """
    return parse(path.read_text(encoding="utf-8"), path)


def parse(text: str, path: Path = BIBLIOGRAPHY) -> dict[str, Entry]:
    """The entries of a BibTeX text; `path` is what an error names."""
    steps = [NormalizeFieldKeys(), SeparateCoAuthors(), SplitNameParts()]
    library = parse_string(text, append_middleware=steps)
    place = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    for block in library.failed_blocks:
        why = getattr(block.error, "abort_reason", block.error)
        raise BuildError(f"{place}:{(block.start_line or 0) + 1}: not a sound BibTeX entry: {why}")
    entries = {}
    for found in library.entries:
        line = (found.start_line or 0) + 1
        told = {field.key: field.value for field in found.fields}
        check(f"{place}:{line}: {found.key}", found.entry_type, told)
        people: list[NameParts] = told.pop("author")
        authors = tuple(Author(" ".join(name.first), unbraced(" ".join([*name.von, *name.last]))) for name in people)
        named = tuple(author for author in authors if author != Author("", "others"))
        fields = {name: " ".join(str(value).split()) for name, value in told.items()}
        entries[found.key] = Entry(found.key, found.entry_type, line, named, named != authors, fields)
    return entries


def check(where: str, kind: str, fields: dict[str, object]) -> None:
    """Refuse an entry that a reader could not find again."""
    if kind not in REQUIRED:
        raise BuildError(f"{where}: expected one of {', '.join(sorted(REQUIRED))} after the @, got {kind!r}")
    for names in (*ALWAYS, *REQUIRED[kind]):
        if not any(fields.get(name) for name in names):
            raise BuildError(f"{where}: an entry of type {kind} needs the field {' or '.join(names)}")
