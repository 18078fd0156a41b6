"""Every source that the notes name is in the bibliography, and every entry of the bibliography is named somewhere.

Each check returns what is wrong, as `file:line: what was expected`, and has a test that plants what it is there for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from mkdocs.exceptions import BuildError

from scripts import bibliography, cited
from scripts.bibliography import Entry
from scripts.cited import Reference
from scripts.paths import DOCS, ROOT

BIB = "docs/references.bib"
ENTRIES = bibliography.load()
PAGES = cited.pages()
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
CITING = [name for name, text in TEXTS.items() if list(cited.citations(text))]
REFERENCES = list(cited.all_references())
NAMED_FUNCTIONS = 25  # at least so many docstrings have references: a parser that found none would let all pass


# --- the file itself


def entry_faults(entries: dict[str, Entry]) -> list[str]:
    """Entries out of order, said twice, with a key that misleads or a DOI or address that can't be one."""
    wrong = []
    seen: dict[str, str] = {}
    previous = ""
    for key, entry in entries.items():
        at = f"{BIB}:{entry.line}: {key}"
        stem = f"{ascii_letters(entry.authors[0].family.split()[0])}{entry.year}"
        if not re.fullmatch(rf"{stem}[a-z]*", key):
            wrong.append(f"{at}: expected a key that begins with {stem}, the first author and the year")
        if key < previous:
            wrong.append(f"{at}: expected keys in alphabetical order, got it after {previous}")
        if not re.fullmatch(r"1[5-9]\d\d|20\d\d", entry.year):
            wrong.append(f"{at}: expected a year of four digits, got {entry.year!r}")
        doi = entry.fields.get("doi")
        if doi is not None and not re.fullmatch(r"10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;]", doi):
            wrong.append(f"{at}: expected a DOI such as 10.1038/323533a0, without https://doi.org/, got {doi!r}")
        if not re.fullmatch(r"https?://[\w.-]+\.\w+(/\S*)?|", entry.fields.get("url", "")):
            wrong.append(f"{at}: expected an address with http:// or https://, got {entry.fields['url']!r}")
        for mark in filter(None, (re.sub(r"\W+", " ", entry.title).strip().lower(), doi and doi.lower())):
            if mark in seen:
                wrong.append(f"{at}: expected each source once, {seen[mark]} has {mark!r} too")
            seen[mark] = key
        previous = key
    return wrong


def ascii_letters(name: str) -> str:
    """`montufar` for Montúfar."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", plain.lower())


def test_the_bibliography_is_sound() -> None:
    assert entry_faults(ENTRIES) == []


GOOD = "@book{luce1959,\n author = {Luce, R. Duncan},\n title = {Choice},\n publisher = {Wiley},\n year = {1959},\n}\n"
AGAIN = GOOD.replace("luce1959", "luce1959choice")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            GOOD.replace("luce1959", "luce1995"), ":1: luce1995: expected a key that begins with luce1959", id="key"
        ),
        pytest.param(AGAIN.replace("Choice", "A") + GOOD, ":7: luce1959: expected keys in alphabetical", id="order"),
        pytest.param(GOOD.replace("1959", "59"), ":1: luce59: expected a year of four digits", id="year"),
        pytest.param(
            GOOD + AGAIN, ":7: luce1959choice: expected each source once, luce1959 has 'choice'", id="title-twice"
        ),
        pytest.param(GOOD.replace("year", "doi = {doi.org/10.1/x},\n year"), ":1: luce1959: expected a DOI", id="doi"),
        pytest.param(
            GOOD.replace("year", "doi = {10.1038/323533a0.},\n year"), "expected a DOI", id="doi-with-full-stop"
        ),
        pytest.param(GOOD.replace("year", "url = {wiley.com},\n year"), "expected an address with http://", id="url"),
    ],
)
def test_a_fault_planted_in_an_entry_is_told_with_its_line(text: str, said: str) -> None:
    (fault,) = entry_faults(bibliography.parse(text))
    assert fault.startswith(BIB)
    assert said in fault


def test_a_doi_given_twice_is_told() -> None:
    first = GOOD.replace("year", "doi = {10.1038/323533A0},\n year")
    second = AGAIN.replace("Choice", "Another").replace("year", "doi = {10.1038/323533a0},\n year")
    (fault,) = entry_faults(bibliography.parse(first + second))
    assert fault == f"{BIB}:8: luce1959choice: expected each source once, luce1959 has '10.1038/323533a0' too"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            GOOD.replace(" publisher = {Wiley},\n", ""), ":1: luce1959: an entry of type book needs", id="publisher"
        ),
        pytest.param(GOOD.replace("author", "editor"), "needs the field author", id="author"),
        pytest.param(GOOD.replace("{1959}", "{}"), "needs the field year", id="empty-year"),
        pytest.param(GOOD.replace("@book", "@bok"), ":1: luce1959: expected one of article, book", id="type"),
        pytest.param(GOOD + GOOD, ":7: not a sound BibTeX entry: Duplicate entry key 'luce1959'", id="key-twice"),
        pytest.param(GOOD.replace("Choice}", "Choice"), ":1: not a sound BibTeX entry", id="open-brace"),
    ],
)
def test_an_entry_that_can_not_be_found_again_stops_the_build(text: str, said: str) -> None:
    with pytest.raises(BuildError, match=re.escape(said)):
        bibliography.parse(text)


# --- pages


def page_faults(name: str, text: str, entries: dict[str, Entry]) -> list[str]:
    """Citations without an entry or missing from the page's list, and years whose author the text does not name."""
    wrong = []
    heading = text.find("\n## Sources\n")
    listed = cited.LISTED.findall(text[heading:]) if heading >= 0 else []
    wrong += [f"{name}: expected each source once under Sources, got {key} twice" for key in repeated(listed)]
    for line, key in cited.citations(text):
        if key not in entries:
            wrong.append(f"{name}:{line}: expected the key of a source, got {key!r}: add it to {BIB}, or mend the key")
        elif key not in listed:
            wrong.append(f"{name}:{line}: expected {key} in the page's list: add `- [@{key}]` under ## Sources")
    for found in re.finditer(r"\[-@([\w-]+)", text):
        line = text.count("\n", 0, found.start()) + 1
        around = " ".join(text.splitlines()[max(0, line - 2) : line])
        family = entries[found[1]].authors[0].family if found[1] in entries else ""
        if family not in around:
            wrong.append(f"{name}:{line}: expected the name {family} beside a year alone: write [@{found[1]}]")
    if heading >= 0:
        begun = text.count("\n", 0, heading) + 2
        for number, line in enumerate(text[heading + 1 :].splitlines()[1:], start=begun + 1):
            if line.startswith("- ") and not cited.LISTED.match(line):
                wrong.append(f"{name}:{number}: expected an item that begins with a citation, got {line!r}")
    return wrong


def repeated(keys: Iterable[str]) -> list[str]:
    """What is there twice."""
    keys = list(keys)
    return sorted({key for key in keys if keys.count(key) > 1})


@pytest.mark.parametrize("name", CITING)
def test_every_citation_of_a_page_has_an_entry_and_is_listed(name: str, record: Callable[..., None]) -> None:
    assert page_faults(name, TEXTS[name], ENTRIES) == []
    page = name.removeprefix("docs/").removesuffix(".md")
    record(page, "citations", len(list(cited.citations(TEXTS[name]))))


PAGE = "# A page\n\nAs [@glorot2010, equation 16] say.\n\n## Sources\n\n- [@glorot2010] Where it is from.\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            "[@glorot2010, eq", "[@glorot2012, eq", "p.md:3: expected the key of a source, got 'glorot2012'", id="key"
        ),
        pytest.param(
            "say.",
            "say ([@glorot2010; @nobody2010]).",
            "p.md:3: expected the key of a source, got 'nobody2010'",
            id="second",
        ),
        pytest.param(
            "say.", "and [@he2015delving] say.", "p.md:3: expected he2015delving in the page's list", id="not-listed"
        ),
        pytest.param(
            "say.", "say in ([-@hochreiter1991]).", "p.md:3: expected the name Hochreiter beside", id="nameless"
        ),
        pytest.param(
            "- [@", "- X. Glorot, 2010.\n- [@", "p.md:7: expected an item that begins with a citation", id="by-hand"
        ),
        pytest.param(
            "from.",
            "from.\n- [@glorot2010]",
            "p.md: expected each source once under Sources, got glorot2010",
            id="twice",
        ),
    ],
)
def test_a_fault_planted_on_a_page_is_told_with_its_line(old: str, new: str, said: str) -> None:
    assert page_faults("p.md", PAGE, ENTRIES) == []
    assert any(said in fault for fault in page_faults("p.md", PAGE.replace(old, new), ENTRIES))


# --- docstrings


def docstring_faults(reference: Reference, entries: dict[str, Entry]) -> list[str]:
    """A reference that is no entry word for word, or whose venue, volume or pages are not the entry's."""
    at = f"{reference.path.name}:{reference.line}"
    entry = cited.entry_of(reference.text, entries)
    if entry is None:
        family = reference.text.partition(",")[0]
        near = [entry.head for entry in entries.values() if entry.authors[0].family == family]
        return [f"{at}: expected {' or '.join(map(repr, near)) or f'an entry in {BIB}'}, got {reference.text!r}"]
    rest = reference.text[len(entry.head.rstrip(".")) :]
    known = " ".join([*entry.fields.values(), entry.pages]).replace("--", "-")
    told = [*re.findall(r"\*([^*]+)\*", rest), *re.findall(r"\d+-\d+", rest), *re.findall(r"\* (\d+)\b", rest)]
    return [f"{at}: expected {detail!r} to be in the entry {entry.key}" for detail in told if detail not in known]


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda reference: f"{reference.name}:{reference.line}")
def test_a_reference_of_a_docstring_says_what_the_entry_says(reference: Reference, record: Callable[..., None]) -> None:
    assert docstring_faults(reference, ENTRIES) == []
    page = cited.page_of(reference, cited.shown()) or ""
    record(page.removesuffix(".md"), "citations", 1)


def test_every_references_section_is_read() -> None:
    written = sum(path.read_text().count("References:\n") for path in sorted((ROOT / "nnref").glob("*.py")))
    assert len({(reference.path, reference.name) for reference in REFERENCES}) == written >= NAMED_FUNCTIONS


MODULE = '''"""A module."""

def f():
    """A function.

    References:
        - Rumelhart, D. E., Hinton, G. E. and Williams, R. J. (1986). Learning representations by back-propagating
          errors. *Nature* 323, 533-536, equation 2.
        - Bishop, C. M. (2006). *Pattern Recognition and Machine Learning*, equation 4.108. Springer.
    """
'''


def planted(folder: Path, text: str) -> list[str]:
    """What is said of a module with this text."""
    path = folder / "m.py"
    path.write_text(text, encoding="utf-8")
    return [fault for reference in cited.references(path) for fault in docstring_faults(reference, ENTRIES)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            "(1986)",
            "(1985)",
            "m.py:7: expected 'Rumelhart, D. E., Hinton, G. E. and Williams, R. J. (1986).",
            id="year",
        ),
        pytest.param("(2006)", "(2007)", "m.py:9: expected 'Bishop, C. M. (2006).", id="year-of-the-second"),
        pytest.param("G. E. and", "G. and", "m.py:7: expected 'Rumelhart", id="initial"),
        pytest.param("Machine Learning*", "Machines*", "m.py:9: expected 'Bishop", id="title"),
        pytest.param("Bishop", "Vishop", f"m.py:9: expected an entry in {BIB}, got 'Vishop", id="author"),
        pytest.param(
            "533-536", "533-537", "m.py:7: expected '533-537' to be in the entry rumelhart1986errors", id="pages"
        ),
        pytest.param("* 323,", "* 332,", "m.py:7: expected '332' to be in", id="volume"),
        pytest.param("*Nature*", "*Science*", "m.py:7: expected 'Science' to be in", id="venue"),
    ],
)
def test_a_fault_planted_in_a_docstring_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert planted(tmp_path, MODULE) == []
    assert old in MODULE
    (fault,) = planted(tmp_path, MODULE.replace(old, new))
    assert said in fault


# --- each entry is wanted


def never_cited(entries: dict[str, Entry], keys: set[str]) -> list[str]:
    """Entries that no page and no docstring cites."""
    return [
        f"{BIB}:{entry.line}: {key}: cited nowhere: cite it, or take it out"
        for key, entry in entries.items()
        if key not in keys
    ]


def cited_keys() -> set[str]:
    """What pages and docstrings cite."""
    keys = {key for text in TEXTS.values() for _, key in cited.citations(text)}
    return keys | {entry.key for reference in REFERENCES if (entry := cited.entry_of(reference.text, ENTRIES))}


def test_every_entry_is_cited() -> None:
    assert never_cited(ENTRIES, cited_keys()) == []


@pytest.mark.parametrize("key", ["glorot2010", "dekker1971"], ids=["on-pages", "in-docstrings-alone"])
def test_an_entry_that_nobody_cites_is_told_with_its_line(key: str) -> None:
    line = ENTRIES[key].line
    assert never_cited(ENTRIES, cited_keys() - {key}) == [
        f"{BIB}:{line}: {key}: cited nowhere: cite it, or take it out"
    ]
    assert (DOCS / "references.bib").read_text(encoding="utf-8").splitlines()[line - 1].endswith(f"{{{key},")
