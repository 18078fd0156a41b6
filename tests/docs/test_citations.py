"""How a citation reads, on a page and on the built site; and that no paper is named in prose without one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import markdown
import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import BuildError

from scripts import bibliography, cited
from scripts.markdown import citations
from scripts.paths import ROOT
from tests.docs import pages, sources

ENTRIES = bibliography.load()
WRITTEN = [*cited.pages(), *sorted((ROOT / "docs" / "claims").glob("*.yml")), ROOT / "README.md"]
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in WRITTEN}
PAGE = "# A page\n\nAs [@glorot2010, equation 16] say.\n\n## Sources\n\n- [@glorot2010] Where it is from.\n"


# --- a name and a year without a citation

YEAR = r"(?:1[5-9]|20)\d\d"
FAMILY = r"[A-ZÀ-Ž][\w'’-]*[a-zà-ž]"
CO_AUTHORS = rf"(?:(?:,\s+{FAMILY})*,?\s+(?:and|&)\s+(?:{FAMILY}|others)|\s+et\s+al\.?)"
MENTION = re.compile(rf"\b{FAMILY}{CO_AUTHORS}?(?:,?\s+\(?|\s*\()({YEAR})\b|\(({YEAR})[),;]")
NO_AUTHOR = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|In|Since|Until|Before|After|By)\s"
)


def mentions(name: str, text: str) -> list[str]:
    """Years beside a name, or alone in parentheses, that cite nobody."""
    prose = "\n".join(sources.without_fences(text)) if name.endswith(".md") else text

    def blank(found: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", found[0])

    for markup in (cited.CITED.pattern, r"\$\$.*?\$\$", r"\$[^$\n]+\$", r"`[^`\n]+`", r"\]\([^)\s]*\)"):
        prose = re.sub(markup, blank, prose, flags=re.DOTALL)
    return [
        f"{name}:{prose.count(chr(10), 0, found.start()) + 1}: expected a citation such as [@glorot2010], got "
        f"{' '.join(found[0].split())!r}"
        for found in MENTION.finditer(prose)
        if not NO_AUTHOR.match(found[0])
    ]


def shown_strings(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module that can reach a page: all but docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.lineno, node.value


@pytest.mark.parametrize("name", TEXTS)
def test_no_page_and_no_claim_names_a_paper_without_citing_it(name: str) -> None:
    assert mentions(name, TEXTS[name]) == []


def test_no_caption_and_no_worked_example_names_a_paper_without_citing_it() -> None:
    modules = [path for folder in ("figures", "examples") for path in sorted((ROOT / "scripts" / folder).glob("*.py"))]
    assert modules
    strings = [(path, line, text) for path in modules for line, text in shown_strings(path)]
    assert [f"{path.name}:{line}: {fault}" for path, line, text in strings for fault in mentions("string", text)] == []


@pytest.mark.parametrize(
    "prose",
    [
        "as Glorot and Bengio (2010) found",
        "many layers (Hinton et al., 2006), at last",
        "Rumelhart, Hinton and Williams (1986) made it known",
        "Zhao and others\n(2025, first posted in July 2024) write",
        "that do this are exponentials (Cauchy, 1821).",
        "(Maas, Hannun and Ng 2013)",
        "Montúfar & Pascanu 2014",
        "**Nesterov's** variant (1983) feels the slope",
        "| Nielsen (2015) | in, out |",
    ],
)
def test_a_paper_named_without_a_citation_is_found(prose: str) -> None:
    (fault,) = mentions("p.md", f"# A page\n\n{prose}\n")
    assert fault.startswith("p.md:3: expected a citation")


@pytest.mark.parametrize(
    "prose",
    [
        "as [@glorot2010] found in 2010",
        "([@montufar2014; @telgarsky2016])",
        "This lecture, given on 12 February 2024, first looks back",
        "In 2015 it had a hundred; since July 2024 more",
        "In the 1990s one would have taken sigmoids",
        "```text\nGlorot and Bengio (2010)\n```",
        "the sum is $2080 + 528 + 170$, see `Glorot (2010)`",
    ],
)
def test_other_years_are_left_alone(prose: str) -> None:
    assert mentions("p.md", f"# A page\n\n{prose}\n") == []


# --- what Markdown makes of a citation


@pytest.fixture(scope="module")
def convert() -> markdown.Markdown:
    """The Markdown of the site, with all its extensions."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


@pytest.mark.parametrize(
    ("cited_so", "reads"),
    [
        ("[@glorot2010]", "Glorot and Bengio (2010)"),
        ("[@glorot2010, equation 16]", "Glorot and Bengio (2010, equation 16)"),
        ("[@rumelhart1986errors]", "Rumelhart, Hinton and Williams (1986)"),
        ("[@he2015delving]", "He and others (2015)"),
        ("([@kingma2015])", "(Kingma and Ba, 2015)"),
        ("([@montufar2014; @telgarsky2016, theorem 1])", "(Montúfar and others, 2014; Telgarsky, 2016, theorem 1)"),
        ("([-@nesterov1983])", "(1983)"),
        ("(see [@kingma2015])", "(see Kingma and Ba (2015))"),
    ],
)
def test_a_citation_reads_as_a_sentence_does(convert: markdown.Markdown, cited_so: str, reads: str) -> None:
    assert pages.parse(convert.reset().convert(f"So {cited_so} say.")).text() == f"So {reads} say."


def test_the_pages_of_a_docstring_s_reference_get_the_dash_of_print(convert: markdown.Markdown) -> None:
    def reads(text: str) -> str:
        return " ".join(pages.parse(convert.reset().convert(text)).text().split())

    assert reads("*Nature* 323,\n  533-536, equation 2.") == "Nature 323, 533–536, equation 2."
    for other in ("a network of 64-32-16-10, say", "after 2-3 layers, say", "`a, 1-2.`"):
        assert "–" not in reads(other)


def test_code_keeps_what_looks_like_a_citation(convert: markdown.Markdown) -> None:
    assert "[@nobody1900]" in convert.reset().convert("Write `[@nobody1900]`.")


def test_a_source_is_written_out_with_its_remark_and_linked_to(convert: markdown.Markdown) -> None:
    tree = pages.parse(convert.reset().convert(PAGE))
    (item,) = (node for node in tree.walk() if node.tag == "li")
    assert item.attributes["id"] == "source-glorot2010"
    assert item.text().startswith("X. Glorot and Y. Bengio (2010). Understanding the difficulty of training deep")
    assert item.text().endswith("Where it is from.")
    assert "#source-glorot2010" in pages.links(tree)


def test_an_unknown_key_stops_the_build_with_file_and_line(
    convert: markdown.Markdown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A page\n\nAs [@nobody1900] says.\n", encoding="utf-8")
    monkeypatch.setattr(citations, "ROOT", tmp_path)
    monkeypatch.setattr(citations, "sources", lambda: [page])
    monkeypatch.setattr(citations, "BIBLIOGRAPHY", tmp_path / "references.bib")
    (tmp_path / "references.bib").write_text("", encoding="utf-8")
    with pytest.raises(BuildError, match=r"page\.md:3: expected the key of a source, got 'nobody1900'"):
        convert.reset().convert(page.read_text(encoding="utf-8"))


# --- the built site


@pytest.fixture(scope="module")
def bibliography_page(site: Path) -> dict[str, pages.Node]:
    """The items of the page "Bibliography", by key."""
    items = [node for node in pages.page(site / "references" / "index.html").walk() if node.tag == "li"]
    keys = {node.attributes.get("id", ""): item for item in items for node in item.walk() if node.tag in {"a", "span"}}
    return {key: item for key, item in keys.items() if key}


def test_the_page_shows_every_entry_whole(bibliography_page: dict[str, pages.Node]) -> None:
    assert set(bibliography_page) == set(ENTRIES)
    for key, item in bibliography_page.items():
        entry, shown = ENTRIES[key], " ".join(item.text().split())
        assert all(author.family in shown for author in entry.authors), key
        assert f"({entry.year}). {entry.title.partition('$')[0].strip()}" in shown
        assert "Cited on " in shown, key
        if "doi" in entry.fields:
            assert f"https://doi.org/{entry.fields['doi']}" in pages.links(item)


def test_every_citation_on_the_site_leads_to_its_entry(site: Path) -> None:
    found = 0
    for path in pages.paths(site):
        tree = pages.page(path)
        assert "[@" not in tree.text({"code", "pre", "script"}), path
        assert not [node for node in tree.walk() if node.tag == citations.AWAY], path
        for node in tree.walk():
            if node.has_class("citation"):
                (*_, link) = pages.links(node)
                key = link.partition("#")[2].removeprefix("source-")
                assert key in ENTRIES, (path, link)
                assert ENTRIES[key].year in node.text()
                found += 1
    assert found > len(ENTRIES)


@pytest.mark.planted
def test_the_build_stops_at_a_citation_without_an_entry(spoilt: Path, tmp_path: Path, build: Any) -> None:
    page = spoilt / "docs" / "session-04" / "relu.md"
    page.write_text(page.read_text(encoding="utf-8").replace("- [@nair2010]", "- [@nair2009]"), encoding="utf-8")
    line = page.read_text(encoding="utf-8").splitlines().index("- [@nair2009] The name.") + 1
    ended = build(spoilt, tmp_path / "site", "http://127.0.0.1:8000/notes/")
    assert ended.returncode != 0
    assert f"docs/session-04/relu.md:{line}: expected the key of a source, got 'nair2009'" in ended.stdout
