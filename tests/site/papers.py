"""What is wrong with a session's PDF: each function lists the faults of one kind."""

from __future__ import annotations

import html
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from playwright.sync_api import Page
from pypdf import PdfReader
from pypdf.generic import read_object

from scripts.markdown import plain
from scripts.pdf import packing

ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
TEMPLATE = re.compile(r"<template\b.*?</template>", re.DOTALL)
MATHML = re.compile(r"<math\b.*?</math>", re.DOTALL)
FIGURE = re.compile(r'<figure class="drawn".*?<img alt="([^"]*)"', re.DOTALL)


def article(page: Path) -> str:
    """What a built page tells, without what scripts make of it."""
    found = ARTICLE.search(page.read_text(encoding="utf-8"))
    assert found is not None
    return TEMPLATE.sub("", found[0])


def outline(reader: PdfReader) -> list[tuple[int, str, int]]:
    """The bookmarks: level, title and page. Chromium makes them of the headings, and asks nobody which page that is."""
    found: list[tuple[int, str, int]] = []

    def walk(entries: Iterable[object], level: int) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry, level + 1)
            else:
                number = reader.get_destination_page_number(entry)
                assert number is not None
                found.append((level, squeezed(entry.title), number + 1))

    walk(reader.outline, 1)
    return found


def squeezed(text: str) -> str:
    """Text without what setting it in lines does to its spaces."""
    return re.sub(r"\s+", "", text)


def contents_faults(reader: PdfReader) -> list[str]:
    """Entries of the printed contents that name another page than their heading's, and headings that they lack."""
    (_, name, start), *rest = outline(reader)
    if name != "Contents":
        return [f"begins with {name}"]
    printed = squeezed("".join(page.extract_text() for page in reader.pages[start - 1 : rest[0][2] - 1]))
    found, at = [], 0
    for level, title, number in rest:
        entry = f"{title}{number}"
        if level <= 2 and (place := printed.find(entry, at)) < 0:
            found.append(f"not in the contents: {title} {number}")
        elif level <= 2:
            at = place + len(entry)
    return found


def chapters_faults(reader: PdfReader, titles: Sequence[str]) -> list[str]:
    """Chapters that are missing, out of order, or not at the top of the page where they should begin."""
    found = [(title, number) for level, title, number in outline(reader) if level == 1]
    if [title for title, _ in found] != [squeezed(title) for title in titles]:
        return [f"chapters: {[title for title, _ in found]}"]
    return [
        f"{title} does not begin on page {number}"
        for title, number in found
        if title not in squeezed(reader.pages[number - 1].extract_text())[: 2 * len(title) + 80]
    ]


def shown(pages: Iterable[Path]) -> Counter[str]:
    """Every formula and figure of built pages, by its words, with how often it is there."""
    texts = [article(page) for page in pages]
    formulas = (plain.text(math) for text in texts for math in MATHML.findall(text))
    return Counter([*formulas, *(html.unescape(alt) for text in texts for alt in FIGURE.findall(text))])


def drawn(data: bytes) -> Counter[str]:
    """The words of all that is tagged as a picture in a PDF: of its formulas and its figures."""
    objects, _, _ = packing.read(data)
    tagged = (text for text in objects.values() if b"/S /Figure\n" in text)
    return Counter(words(text) for text in tagged)


def missing(data: bytes, pages: Iterable[Path]) -> list[str]:
    """Formulas and figures of the pages that are not in the PDF as often as there, and pictures without words."""
    wanted, found = shown(pages), drawn(data)
    nameless = [f"{found[''] - wanted['']} pictures without words"] if found[""] > wanted[""] else []
    return [*nameless, *(f"{count} times too few: {words}" for words, count in (wanted - found).items())]


def words(tag: bytes) -> str:
    """What a picture's tag tells instead of it."""
    _, found, told = tag.partition(b"/Alt ")
    return str(read_object(io.BytesIO(told), None)) if found else ""


def solution_faults(reader: PdfReader, pages: Iterable[Path]) -> list[str]:
    """Solutions that are not at the end, or fewer than the pages have."""
    end = [number for level, title, number in outline(reader) if (level, title) == (1, "Solutions")]
    places = {
        name.removeprefix("/"): (reader.get_destination_page_number(destination) or 0) + 1
        for name, destination in reader.named_destinations.items()
    }
    answers = {name: number for name, number in places.items() if name.endswith("--solution")}
    wanted = sum(len(re.findall(r'<details class="solution"', article(page))) for page in pages)
    found = [f"{len(answers)} solutions, and {wanted} on the pages"] if len(answers) != wanted else []
    for name, number in answers.items():
        exercise = places.get(name.removesuffix("--solution"), len(reader.pages) + 1)
        if not exercise < end[0] <= number:
            found.append(f"{name} on page {number}, its exercise on {exercise}, the solutions from {end[0]}")
    return found


def font_faults(data: bytes) -> list[str]:
    """Fonts that a printer would have to have. One of type 3 is made of drawings, which are in the file."""
    objects, _, _ = packing.read(data)
    fonts = [
        text for text in objects.values() if text.startswith(b"<</Type /Font\n") and b"/Subtype /Type0" not in text
    ]
    found = []
    for font in fonts:
        described = re.search(rb"/FontDescriptor (\d+) 0 R", font)
        has_file = described is not None and b"/FontFile" in objects[int(described[1])]
        if not has_file and not (b"/Subtype /Type3" in font and b"/CharProcs" in font):
            found.append(f"not embedded: {font.decode(errors='replace')}")
    return found if fonts else ["no fonts"]


def layout_faults(page: Page) -> list[str]:
    """What reaches over the right edge of the text, is cut there, or is not for light paper, as it will be printed."""
    found: list[str] = page.evaluate(
        """() => {
            const edge = document.querySelector('main').getBoundingClientRect().right + 1;
            const all = selector => [...document.querySelectorAll(selector)];
            const short = element => `<${element.localName}.${element.classList[0] ?? ''}> `
                + element.textContent.trim().replace(/\\s+/g, ' ').slice(0, 50);
            const inside = element => {
                const range = document.createRange();
                range.selectNodeContents(element);
                return range.getBoundingClientRect().right;
            };
            return [
                ...all('main *').filter(element => !element.closest('.katex svg, svg svg') && element.localName !== 'path')
                    .filter(element => element.getBoundingClientRect().right > edge)
                    .map(element => `${short(element)} reaches over the edge`),
                ...all('main :is(.math-display, .scroll, .nn-table, pre, code, table)')
                    .filter(element => getComputedStyle(element).overflowX !== 'visible')
                    .filter(element => Math.max(inside(element), element.getBoundingClientRect().left + element.scrollWidth)
                        > element.getBoundingClientRect().right + 1)
                    .map(element => `${short(element)} is cut`),
                ...all('main img').filter(image => !image.src.endsWith('-wide-light.svg'))
                    .map(image => `${image.src} is shown`),
                ...all('main img').filter(image => image.naturalWidth === 0).map(image => `${image.src} is empty`),
                ...all('main :is(details, template, button, select, input, form, nav, .headerlink)')
                    .map(element => `${short(element)} is for a screen`),
            ];
        }"""
    )
    return found
