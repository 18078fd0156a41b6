"""A session as one HTML document: title, contents, chapters, what stands beside them, solutions."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from scripts import citation
from scripts.finish import notes, policy
from scripts.finish.tree import Node
from scripts.pdf import chapters, pages
from scripts.pdf.chapters import Chapter, chapter, numbered
from scripts.pdf.markup import replaced, written

CSS = Path(__file__).with_name("print.css")
CONTENTS, SOLUTIONS = "contents", "solutions"


@dataclass(frozen=True)
class Document:
    """What is printed."""

    session: str
    title: str
    site: str  # the address of the site
    address: str  # its own, where its links within lead
    html: str


def document(site: Path, session: str, sources: Sequence[str] = ()) -> Document:
    """A session's document, or one of some pages of it.

    Raises:
        ValueError: If the navigation has no such session, or a page of it is not as the site's pages are.
    """
    sources = sources or pages.sessions().get(session, ())
    if not sources:
        raise ValueError(f"expected a session of the navigation ({', '.join(pages.sessions())}), got {session!r}")
    read = [pages.read(site, source) for source in (*sources, *pages.BESIDE, pages.BIBLIOGRAPHY)]
    places = {page.address: page.stem for page in read}
    made = [chapter(page, places) for page in read]
    keep_cited(made[-1], made[:-1])
    home = pages.read(site, "index.md")
    parts = [title_page(made[0], home), contents(made), *(one.html() for one in made), solutions(made)]
    title = f"{made[0].page.title} ({home.title})"
    sheets = [urljoin(home.address, sheet) for sheet in stylesheets(site, read)]
    return Document(session, title, home.address, f"{read[0].address}document.html", whole(title, sheets, made, parts))


def keep_cited(bibliography: Chapter, others: Iterable[Chapter]) -> None:
    """Of the bibliography what the session cites, and where: the rest of the site is not in the document."""
    within = {node.attributes["id"] for one in others for node in one.page.article.walk() if "id" in node.attributes}
    sources = {place.rpartition("source-")[2] for place in within if "--source-" in place}

    def kept(node: Node) -> list[Node | str] | None:
        if node.tag == "li" and not any(
            inner.attributes.get("id", "").partition("--")[2] in sources for inner in node.walk()
        ):
            return []
        return None

    replaced(bibliography.page.article, kept)


def stylesheets(site: Path, read: Iterable[pages.Page]) -> list[str]:
    """The addresses of the site's own, from the site's folder, each once."""
    found = dict.fromkeys(path for page in read for path in page.stylesheets)
    return [path.relative_to(site.resolve()).as_posix() for path in found]


def title_page(first: Chapter, home: pages.Page) -> str:
    """What it is, and where it comes from."""
    cited = citation.said()
    about = [f"Version {cited['version']}, by {', '.join(author['name'] for author in cited['authors'])}."]
    if home.address != policy.DEFAULT_ADDRESS:
        about.append(f'On the web: <a href="{home.address}">{home.address}</a>')
    about.append("Text and figures: CC BY 4.0. Code: MIT.")
    question = first.page.article.with_class("question")
    return (
        '<section class="title-page">'
        f'<p class="title-of-notes">{html.escape(home.title)}</p>'
        f'<p class="title" id="title">{html.escape(first.page.title)}</p>'
        f'<p class="question">{html.escape(question.words() if question else "")}</p>'
        f'<div class="title-about"><p>{html.escape(notes.settings()["site_description"])}</p>'
        f"{''.join(f'<p>{line}</p>' for line in about)}</div></section>"
    )


def contents(made: Iterable[Chapter]) -> str:
    """Every chapter and section, with its page."""
    listed = [entry for one in made for entry in one.headings()]
    listed += [(1, SOLUTIONS, "Solutions")]
    listed += [(2, f"{one.place}--{SOLUTIONS}", html.escape(one.page.title)) for one in made if one.solutions]
    entries = "".join(
        f'<li class="level-{level}"><a href="#{place}"><span>{inside}</span>'
        f'<span class="at" data-page-of="{place}">000</span></a></li>'
        for level, place, inside in listed
    )
    return f'<section class="contents"><h1 id="{CONTENTS}">Contents</h1><ol>{entries}</ol></section>'


def solutions(made: Iterable[Chapter]) -> str:
    """All solutions, in the order of their exercises."""
    parts = []
    for one in made:
        if one.solutions:
            title = html.escape(one.page.title)
            parts.append(f'<section><h2 id="{one.place}--{SOLUTIONS}">{title}</h2>')
            parts += [answer(each, one) for each in one.solutions]
            parts.append("</section>")
    return (
        f'<section class="chapter solutions" style="page:{SOLUTIONS}"><h1 id="{SOLUTIONS}">Solutions</h1>'
        f"{''.join(parts)}</section>"
    )


def answer(solution: chapters.Solution, of: Chapter) -> str:
    """One solution, and the way back to its exercise."""
    inside = Node("document", {}, solution.inside)
    replaced(inside, chapters.unfolded)
    return (
        f'<div class="answer" id="{solution.own_place}"><p class="answer-title"><strong>{html.escape(solution.name)}</strong>'
        f" <span>({numbered(solution.place)})</span></p>{written(inside, of.page.formulas)}</div>"
    )


def whole(title: str, sheets: Iterable[str], made: Iterable[Chapter], parts: Iterable[str]) -> str:
    """The document, as the browser reads it. At the foot of each chapter's pages stands its title."""
    named = [(one.place, one.page.title) for one in made] + [(SOLUTIONS, "Solutions"), (CONTENTS, "Contents")]
    feet = "".join(f'@page {place} {{ @bottom-left {{ content: "{text}" }} }}\n' for place, text in named)
    linked = "".join(f'<link rel="stylesheet" href="{href}">' for href in sheets)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title>{linked}"
        f"<style>{CSS.read_text(encoding='utf-8')}{feet}</style></head>"
        '<body dir="ltr" data-md-color-scheme="default" data-md-color-primary="custom" data-md-color-accent="custom">'
        f'<main class="md-typeset">{"".join(parts)}</main></body></html>'
    )
