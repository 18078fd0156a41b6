"""The theme's markup, mended for a keyboard and a screen reader, in the pages that MkDocs wrote.

Each mend says what the theme leaves undone. One whose place is gone stops the build: the theme has changed, and somebody must
look whether it still needs mending. What only the browser makes is mended by docs/javascripts/start.mjs, what is a matter of
looks by docs/stylesheets/access.css; tests/site/test_accessibility.py holds all three.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from scripts.paths import write_if_changed

Mend = Callable[[str], str]

TITLE = re.compile(
    r'<label class="md-nav__title" for="(?P<box>__nav_\w+)">(?:\s|<span[^>]*></span>)*(?P<name>[^<]*?)\s*</label>'
)
FORMULA_HEADING = re.compile(
    r"(<th(?: [^>]*)?><x-math[^>]*>(?:(?!</x-math>).)*?)"
    r'<math((?:(?!</x-math>).)*</x-math><span class="math-words" hidden>([^<]*)</span></th>)',
    re.DOTALL,
)
PLAIN_LIST = '<nav class="md-nav" role="none">'
CODE_BUTTONS = re.compile(r'\(\s*"nav"\s*,\s*\{\s*class:\s*"md-code__nav"\s*\}\s*\)')


class ThemeHasChangedError(Exception):
    """A mend found nothing to mend."""


def write(site: Path) -> None:
    """Mend the theme's script, and every page."""
    names = dict(rename(script) for script in sorted((site / "assets" / "javascripts").glob("bundle.*.min.js")))
    for page in sorted(site.rglob("*.html")):
        text = mended(page.read_text(encoding="utf-8"), page.relative_to(site).as_posix())
        for old, new in names.items():
            text = text.replace(f"/{old}", f"/{new}")
        write_if_changed(page, text)


def write_page(site: Path, page: Path) -> None:
    """Mend one page; the script was mended before."""
    text = mended(page.read_text(encoding="utf-8"), page.relative_to(site).as_posix())
    for script in (site / "assets" / "javascripts").glob("bundle.*.min.js"):
        text = re.sub(r"/bundle\.[0-9a-f]+\.min\.js", f"/{script.name}", text)
    write_if_changed(page, text)


def rename(script: Path) -> tuple[str, str]:
    """Mend a script; its name tells its content, since browsers keep such files for good. Returns its old and its new name."""
    data = mended_script(script.read_text(encoding="utf-8"), script.name).encode()
    mended = script.with_name(f"bundle.{hashlib.sha256(data).hexdigest()[:8]}.min.js")
    script.unlink()
    mended.write_bytes(data)
    return script.name, mended.name


def mended(text: str, name: str) -> str:
    """A page with every mend."""
    for mend in MENDS:
        try:
            text = mend(text)
        except ThemeHasChangedError as error:
            raise ThemeHasChangedError(
                f"{name}: {error}. Was the theme updated? See whether {mend.__name__} in {Path(__file__).name} is still "
                "needed: then give it the new markup, else delete it."
            ) from None
    return text


def mended_script(text: str, name: str) -> str:
    """The theme's script, which puts the button of every code block into a landmark of its own: dozens on a page."""
    mended, count = CODE_BUTTONS.subn('("div",{class:"md-code__nav"})', text)
    if count != 1:
        raise ThemeHasChangedError(
            f"{name}: {count} places make the buttons of a code block, expected 1. Was the theme updated?"
        )
    return mended


def replaced(text: str, old: str, new: str, times: int = 1) -> str:
    """The text with a passage that it must have, so many times, replaced."""
    if text.count(old) != times:
        raise ThemeHasChangedError(f"{text.count(old)} times {old!r}, expected {times}")
    return text.replace(old, new)


def search(text: str) -> str:
    """The search is a dialog without a name; how many pages it found is shown and not said."""
    text = replaced(
        text,
        'data-md-component="search" role="dialog">',
        'data-md-component="search" role="dialog" aria-label="Search">',
    )
    text = replaced(text, '<nav class="md-search__options" aria-label="Search">', '<div class="md-search__options">')
    text = replaced(
        text,
        '<div class="md-search__scrollwrap" tabindex="0"',
        '<div class="md-search__scrollwrap" tabindex="0" role="group" aria-label="Results"',
    )
    text = replaced(text, '<div class="md-search-result__meta">', '<div class="md-search-result__meta" role="status">')
    before, options, after = text.partition('<div class="md-search__options">')
    close = f"{options}{button('search', 'Close the search', 'md-search__close')}"
    return before + close + after.replace("</nav>", "</div>", 1)


def buttons(text: str) -> str:
    """Menu and search are opened by labels, which no keyboard reaches: buttons take their place where scripts run."""
    for box, name in (("drawer", "Navigation"), ("search", "Search")):
        label = re.compile(rf'<label class="md-header__button md-icon" for="__{box}">(?P<icon>.*?)</label>', re.DOTALL)
        found = label.search(text)
        if found is None:
            raise ThemeHasChangedError(f"no label of the header for __{box}")
        pressed = button(box, name, "md-header__button md-icon", found["icon"].strip(), ' aria-expanded="false"')
        text = text[: found.end()] + pressed + text[found.end() :]
    close = button("drawer", "Close the navigation", "md-nav__close")
    return replaced(
        text, '<label class="md-nav__title" for="__drawer">', f'{close}<label class="md-nav__title" for="__drawer">'
    )


def button(box: str, name: str, classes: str, inside: str = "", state: str = "") -> str:
    """A button that start.mjs ties to one of the theme's hidden boxes."""
    return f'<button type="button" class="{classes}" data-toggle="__{box}" aria-label="{name}"{state}>{inside}</button>'


def palette(text: str) -> str:
    """Light and dark are a choice of two; the theme names each after the other one."""
    text = replaced(text, 'aria-label="Switch to dark mode"', 'aria-label="Light colours"')
    return replaced(text, 'aria-label="Switch to light mode"', 'aria-label="Dark colours"')


def sections(text: str) -> str:
    """The lists of pages within the navigation are landmarks, without a name; a box that unfolds one has no name either."""
    names = {found["box"]: found["name"] for found in TITLE.finditer(text)}
    if not names:
        raise ThemeHasChangedError("no list of the navigation has a title")

    def named(found: re.Match[str]) -> str:
        name = f"Pages of {names[found['box']]}" if found["box"] in names else "Contents of this page"
        return f'{found[0]} aria-label="{name}"'

    text = re.sub(
        r'<nav class="md-nav" data-md-level="\d+" aria-labelledby="__nav_\w+" aria-expanded="\w+">', PLAIN_LIST, text
    )
    if 'aria-labelledby="__nav' in text:
        raise ThemeHasChangedError("a list of the navigation is built otherwise")
    text = re.sub(r'<nav class="md-nav" aria-label="[^"]*">', PLAIN_LIST, text)  # the contents' own lists in lists
    text = re.sub(r'(?<= )tabindex=""(?=>)', "", text)
    return re.sub(r'<input class="md-nav__toggle md-toggle[^"]*" type="checkbox" id="(?P<box>__\w+)"', named, text)


def tables(text: str) -> str:
    """A wide table scrolls inside itself, and by the keyboard; a cell that heads nothing is no heading."""
    pieces, end, heading = [], 0, ""
    for found in re.finditer(r"<h[1-6][^>]*>(?P<heading>.*?)</h[1-6]>|<table>(?P<table>.*?)</table>", text, re.DOTALL):
        if found["table"] is None:
            heading = words(found["heading"])
        elif not text[: found.start()].endswith('aria-label="The numbers in this figure">'):
            pieces += [text[end : found.start()], scroller(headed(found[0]), f"Table: {heading}")]
            end = found.end()
        else:
            pieces += [text[end : found.start()], headed(found[0])]
            end = found.end()
    return "".join([*pieces, text[end:]])


def words(html: str) -> str:
    """The words of a heading, without its permalink."""
    return " ".join(re.sub(r"<[^>]+>", "", re.sub(r'<a class="headerlink".*?</a>', "", html, flags=re.DOTALL)).split())


def headed(table: str) -> str:
    """The table with headings that have words: an empty one is a plain cell, a formula is told by its words too."""
    table = re.sub(r"<th(?P<rest>(?: [^>]*)?)>\s*</th>", r"<td\g<rest>></td>", table)
    return FORMULA_HEADING.sub(lambda found: f'{found[1]}<math aria-label="{found[3]}"{found[2]}', table)


def scroller(inside: str, name: str) -> str:
    """A box that scrolls sideways."""
    return f'<div class="scroll nn-table" tabindex="0" role="group" aria-label="{name}">{inside}</div>'


def code(text: str) -> str:
    """A block of code that scrolls takes the focus, where the theme's script finds a mouse, and has no name to say then."""
    return re.sub(
        r"(<pre[^>]*>(?:<span></span>)?)<code>", r'\1<code tabindex="0" role="group" aria-label="Code">', text
    )


def places(text: str) -> str:
    """A place to go to is no link: Markdown's `[](){#place}` makes one that leads nowhere and has no words."""
    return re.sub(r'<a href="" id="([^"]+)"></a>', r'<span id="\1"></span>', text)


MENDS: tuple[Mend, ...] = (search, buttons, palette, sections, tables, code, places)
