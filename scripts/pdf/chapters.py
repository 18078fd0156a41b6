"""A page as a chapter: what moves on a screen stands still, what is folded is open, solutions go to the end."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from scripts.finish.tree import Node
from scripts.pdf.markup import fragment, replaced, written
from scripts.pdf.pages import Page

FOR_A_SCREEN = re.compile(
    "headerlink|nn-take|nn-repository|nn-verified|practice-progress|explorer-(alone|controls|message|feet|live)|narrow|unseen"
)
POINTING = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
TURNED = frozenset({"button", "form", "input", "nav", "script", "select", "textarea"})


@dataclass(frozen=True)
class Solution:
    """An exercise's solution, with its hints."""

    name: str
    place: str  # of the exercise
    inside: list[Node | str]

    @property
    def own_place(self) -> str:
        """Its own, at the end."""
        return f"{self.place}--solution"


@dataclass
class Chapter:
    """A page of the session in the document."""

    page: Page
    solutions: list[Solution] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Where it begins."""
        return self.page.stem

    def html(self) -> str:
        """It, as HTML."""
        inside = "".join(written(child, self.page.formulas) for child in self.page.article.children)
        return f'<section class="chapter" style="page:{self.place}">{inside}</section>'

    def headings(self) -> Iterator[tuple[int, str, str]]:
        """Level, place and HTML of what the contents list."""
        for node in self.page.article.walk():
            if node.tag in ("h1", "h2"):
                inside = "".join(written(child, self.page.formulas) for child in node.children)
                yield int(node.tag[1]), node.attributes["id"], inside


def chapter(page: Page, places: Mapping[str, str]) -> Chapter:
    """A page as a chapter. `places` are the addresses of all pages of the document, with the places of their chapters."""
    made = Chapter(page)
    replaced(page.article, without_screen)
    still(page)
    name(page)
    for node in page.article.walk():
        lead(node, page, places)
    taken(page.article, made)
    replaced(page.article, unfolded)
    return made


def without_screen(node: Node) -> list[Node | str] | None:
    """A field as what is in it; nothing of what else paper has no use for."""
    if node.tag == "input" and node.attributes.get("type") == "text":
        return [node.attributes["value"]]
    return [] if is_for_a_screen(node) else None


def is_for_a_screen(node: Node) -> bool:
    """Whether paper has no use for it."""
    if node.tag in TURNED or any(map(FOR_A_SCREEN.fullmatch, node.attributes.get("class", "").split())):
        return True
    return node.tag == "img" and "#only-dark" in node.attributes["src"]


def still(page: Page) -> None:
    """Explorers: their first picture, and the address where they move. Pictures are there before the page is printed."""
    for node in page.article.walk():
        if node.tag == "x-explorer":
            address = f"{page.address}#{node.attributes['id']}"
            told = f'<p class="on-the-page">On the page it answers to your hand: <a href="{address}">{address}</a></p>'
            explorer = node.with_class("explorer")
            assert explorer is not None
            explorer.children += fragment(told)
        if node.tag == "img":
            node.attributes.pop("loading", None)
            node.attributes["src"] = urljoin(page.address, node.attributes["src"].partition("#")[0])
        if node.tag == "figure":
            node.attributes["role"] = "group"  # else the PDF tags it as one more picture, without words
        if node.has_class("scroll") or node.tag == "code":
            node.attributes.pop("tabindex", None)


def name(page: Page) -> None:
    """Give each place a name that no other chapter has: the chapter itself has the page's."""
    for node in page.article.walk():
        if place := node.attributes.get("id"):
            node.attributes["id"] = page.stem if node.tag == "h1" else f"{page.stem}--{place}"
        for attribute in POINTING:
            if told := node.attributes.get(attribute):
                node.attributes[attribute] = " ".join(f"{page.stem}--{place}" for place in told.split())


def lead(node: Node, page: Page, places: Mapping[str, str]) -> None:
    """Links to pages of the document lead into it; others to the site."""
    if node.tag != "a" or "href" not in node.attributes:
        return
    address, _, place = urljoin(page.address, node.attributes["href"]).partition("#")
    if address in places:
        node.attributes["href"] = f"#{places[address]}--{place}" if place else f"#{places[address]}"
    else:
        node.attributes["href"] = address + (f"#{place}" if place else "")
        if urlsplit(address).scheme not in ("http", "https"):
            raise ValueError(f"{page.source}: expected links to pages, got {node.attributes['href']}")
    for attribute in ("download", "target", "title"):
        node.attributes.pop(attribute, None)


def taken(node: Node, chapter: Chapter) -> None:
    """Take the solutions out of an element, and leave a link in the place of each."""
    question: Node | None = None
    children: list[Node | str] = []
    for child in node.children:
        if not isinstance(child, Node):
            children.append(child)
            continue
        if child.has_class("practice-exercise"):
            children += [*practised(child, chapter)]
            continue
        if child.tag == "details" and child.has_class("solution"):
            if question is None:
                raise ValueError(f"{chapter.page.source}: expected the exercise before its solution to begin in bold")
            solution = Solution(label(question), question.attributes["id"], within(child))
            children += answered_at(solution, "Solution")
            chapter.solutions.append(solution)
            continue
        if child.tag == "p" and (strong := first(child)) is not None and strong.tag == "strong":
            question = child
            question.attributes.setdefault("id", f"{chapter.place}--{slug(label(child))}")
        taken(child, chapter)
        children.append(child)
    node.children = children


def practised(exercise: Node, chapter: Chapter) -> list[Node | str]:
    """An exercise with fresh numbers: as it is shown, without its hints and its solution."""
    title, shown = exercise.with_class("practice-title"), exercise.with_class("practice-shown")
    assert title is not None
    assert shown is not None
    folded = [child for child in shown.children if isinstance(child, Node) and child.tag == "details"]
    inside: list[Node | str] = []
    for details in folded:
        if details.has_class("solution"):
            inside += within(details)
        else:
            hint = summary(details)
            inside += [Node("div", {"class": "hint"}, [Node("strong", {}, [f"{hint}. "]), *within(details)])]
    solution = Solution(title.words(), exercise.attributes["id"], inside)
    chapter.solutions.append(solution)
    told = "Solution" if len(folded) == 1 else "Hints and solution"
    shown.children = [child for child in shown.children if child not in folded] + answered_at(solution, told)
    return [exercise]


def answered_at(solution: Solution, told: str) -> list[Node | str]:
    """The link to a solution."""
    return fragment(f'<p class="answered">{told} on {numbered(solution.own_place)}</p>')


def numbered(place: str) -> str:
    """A link to a place, told by its page; the number is filled in when it is known."""
    return f'<a href="#{html.escape(place)}">page <span data-page-of="{html.escape(place)}">000</span></a>'


def unfolded(node: Node) -> list[Node | str] | None:
    """What a reader of the screen unfolds stands open."""
    if node.tag != "details":
        return None
    classes = f"unfolded {node.attributes.get('class', '')}".strip()
    attributes = {"class": classes} | ({"id": node.attributes["id"]} if "id" in node.attributes else {})
    title = Node("p", {"class": "unfolded-title"}, [summary(node)])
    return [Node("div", attributes, [title, *within(node)])]


def within(details: Node) -> list[Node | str]:
    """What is folded."""
    return [child for child in details.children if not (isinstance(child, Node) and child.tag == "summary")]


def summary(details: Node) -> str:
    """Under which title."""
    found = details.find(lambda node: node.tag == "summary")
    return found.words() if found else ""


def first(paragraph: Node) -> Node | None:
    """What a paragraph begins with, if it is an element."""
    begun = next((child for child in paragraph.children if not isinstance(child, str) or child.strip()), None)
    return begun if isinstance(begun, Node) else None


def label(paragraph: Node) -> str:
    """What is in bold at its beginning: Exercise 3."""
    strong = first(paragraph)
    assert strong is not None
    return strong.words().rstrip(".")


def slug(words: str) -> str:
    """Words as a place."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
