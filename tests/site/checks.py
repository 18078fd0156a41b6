"""What must hold on every page: each check takes a page in a browser and returns its complaints.

The same functions see the pages of the site and the pages with a planted fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from playwright.sync_api import Locator, Page

Mode = Literal["light", "dark"]
PHONE_COLUMN = 600  # px, up to where the stylesheet shows the narrow figures

BLOCKS = ".md-content pre:not(.doc-signature > pre) > code"
SENTINEL = "nothing was copied"
# The browser's next two frames: what a change of the page brings about has come. Now and then it owes a frame for ever, and a
# test would wait as long; what it asks the page afterwards is laid out then.
FRAME = """const frame = () => new Promise(done => {
    setTimeout(done, 1000);
    requestAnimationFrame(() => requestAnimationFrame(() => done()));
});"""
IMAGE_MILLISECONDS = 10_000  # a local server answers in milliseconds; this is for a machine under load


def whole(page: Page, patience: int = 30_000) -> None:
    """Wait until what is far from the view is laid out too, figures included: then nothing moves while a test aims at it.

    The page does so block by block and when a figure comes near, for the sake of a reader who scrolls meanwhile. A test
    hurries it.
    """
    page.evaluate(
        """async patience => {
            const end = performance.now() + patience;
            for (const block of document.querySelectorAll('.md-content__inner > section > *'))
                block.style.contentVisibility = 'visible';
            const pictures = [...document.querySelectorAll('.md-content__inner > section > figure img')]
                .filter(picture => picture.checkVisibility());
            for (const picture of pictures) picture.loading = 'eager';
            while (!('laidOut' in document.body.dataset) || !pictures.every(picture => picture.complete)) {
                if (performance.now() > end) throw new Error(`not laid out whole after ${patience} ms`);
                await new Promise(done => setTimeout(done, 20));
            }
        }""",
        patience,
    )


def unfold(page: Page) -> None:
    """Open every solution and table, so that the other checks see what is in them."""
    page.evaluate("document.querySelectorAll('.md-content details').forEach(details => { details.open = true })")


def folded(page: Page) -> list[str]:
    """What does not open when its line is clicked, the lines themselves one after the other."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.md-content details')].filter(details => {
            if (!details.open) details.querySelector(':scope > summary')?.click();
            const inside = details.querySelector(':scope > :not(summary)');
            return !inside?.checkVisibility({ visibilityProperty: true }) || !inside.getBoundingClientRect().height;
        }).map(details => details.textContent.trim().slice(0, 80))"""
    )
    return [f"stays folded: {text}" for text in found]


def raw_tex(page: Page) -> list[str]:
    """TeX where a reader or a screen reader meets words: in the text outside code, in alternative texts and titles."""
    found: list[str] = page.evaluate(
        r"""() => {
            const tex = /\$\$|\\[()[\]]|\\[a-zA-Z]+|\$[^\s$][^$]*\$|%\s*eq:/;
            const skipped = 'code, pre, script, style, template, noscript, annotation';
            const texts = [['title', document.title]];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const parent = walker.currentNode.parentElement;
                if (!parent.closest(skipped)) texts.push([parent.tagName.toLowerCase(), walker.currentNode.data]);
            }
            // A formula that nothing rendered may be cut into several text nodes by emphasis and links.
            for (const block of document.querySelectorAll('.md-content :is(p, li, td, th, figcaption, summary)'))
                if (!block.querySelector(skipped)) texts.push([block.tagName.toLowerCase(), block.textContent]);
            for (const element of document.querySelectorAll('[alt], [title], [aria-label], meta[name=description]'))
                for (const name of ['alt', 'title', 'aria-label', 'content'])
                    if (element.hasAttribute(name)) texts.push([name, element.getAttribute(name)]);
            const bad = texts.filter(([, text]) => tex.test(text));
            return [...new Set(bad.map(([where, text]) => `${where}: ${text.trim().slice(0, 120)}`))];
        }"""
    )
    return [f"raw TeX in {where}" for where in found]


def formulas(page: Page) -> list[str]:
    """A formula that KaTeX refused, that nothing rendered, or that takes no room on the page."""
    found: list[str] = page.evaluate(
        """() => {
            const short = element => element.textContent.trim().slice(0, 80);
            const shown = element => [...element.getClientRects()].some(box => box.width > 0 && box.height > 0);
            const drawn = element => [...element.querySelectorAll('.katex-html *')].some(shown);
            const all = selector => [...document.querySelectorAll(selector)];
            return [
                ...all('.katex-error').map(element => `refused by KaTeX: ${short(element)}`),
                ...all('.arithmatex').map(element => `not rendered: ${short(element)}`),
                ...all('.math-words').filter(shown).map(element => `has its search words shown: ${short(element)}`),
                ...all('.md-content .katex').filter(element => element.checkVisibility() && !drawn(element))
                    .map(element => `takes no room: ${short(element)}`),
            ];
        }"""
    )
    return [f"formula {complaint}" for complaint in found]


def without_room(page: Page) -> list[str]:
    """Text, code, formulas and figures that take no room, though nothing folds them away."""
    found: list[str] = page.evaluate(
        """() =>
            [...document.querySelectorAll('.md-content :is(p, table, pre > code, .katex-html, figcaption)')]
                .filter(element => !element.closest('details') && element.textContent.trim())
                .filter(element => !element.checkVisibility() || element.getBoundingClientRect().height === 0)
                .map(element => element.textContent.trim().slice(0, 80))
        """
    )
    return [f"hidden: {text}" for text in found]


def sideways(page: Page) -> list[str]:
    """Whatever makes the page scroll sideways or is cut off at the right, the widest first."""
    found: list[str] = page.evaluate(
        """() => {
            const width = window.innerWidth, all = document.documentElement.scrollWidth;
            const clipped = element => {
                for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
                    if (getComputedStyle(up).overflowX !== 'visible') return true;
                return false;
            };
            const scope = all > width ? 'body *' : '.md-content *';
            const wide = [...document.querySelectorAll(scope)]
                .map(element => [element.getBoundingClientRect().right, element])
                .filter(([right, element]) => right > width + 0.5 && element.checkVisibility() && !clipped(element))
                .sort((one, other) => other[0] - one[0]);
            const name = ([right, element]) => {
                const at = element.closest('[id]');
                const classes = [...element.classList].map(name => `.${name}`).join('');
                return `<${element.tagName.toLowerCase()}${classes}> in #${at ? at.id : ''} reaches ${Math.round(right)} px`;
            };
            const offender = wide.length ? name(wide[0]) : 'no element of its own';
            return all > width ? [`the page is ${all} px wide in a window of ${width}: ${offender}`]
                : wide.length ? [`cut off in a window of ${width} px: ${offender}`] : [];
        }"""
    )
    return [f"sideways: {complaint}" for complaint in found]


def images(page: Page) -> list[str]:
    """Displayed images that don't load, and images without words."""
    found: list[str] = page.evaluate(
        """async patience => {
            const complaints = [];
            for (const image of document.querySelectorAll('img')) {
                const name = image.getAttribute('src');
                if (!(image.getAttribute('alt') ?? '').trim()) complaints.push(`${name} has no alt text`);
                if (!image.checkVisibility()) continue;
                image.scrollIntoView({ block: 'center', behavior: 'instant' });
                if (!image.complete)
                    await Promise.race([
                        new Promise(done => { image.onload = image.onerror = done; }),
                        new Promise(done => setTimeout(done, patience)),
                    ]);
                if (!image.complete || !image.naturalWidth) complaints.push(`${name} does not load`);
            }
            return complaints;
        }""",
        IMAGE_MILLISECONDS,
    )
    return [f"image: {complaint}" for complaint in found]


def figures(page: Page, mode: Mode) -> list[str]:
    """Of the four renderings of a figure exactly one shows: the one for this mode and this width."""
    viewport = page.viewport_size
    assert viewport is not None
    column = "narrow" if viewport["width"] <= PHONE_COLUMN else "wide"
    found: list[str] = page.evaluate(
        """([column, mode]) => [...document.querySelectorAll('figure.drawn')].flatMap(figure => {
            const pictures = [...figure.querySelectorAll('img')];
            const shown = pictures.filter(picture => picture.checkVisibility()).map(picture => picture.src);
            const complaints = [];
            if (pictures.length !== 4) complaints.push(`${figure.id} has ${pictures.length} renderings, not 4`);
            if (shown.length !== 1) complaints.push(`${figure.id} shows ${shown.length} renderings, not 1`);
            else if (!shown[0].endsWith(`-${column}-${mode}.svg#only-${mode}`))
                complaints.push(`${figure.id} shows ${shown[0]} where ${column} and ${mode} is wanted`);
            return complaints;
        })""",
        [column, mode],
    )
    return [f"figure: {complaint}" for complaint in found]


def fonts(page: Page) -> list[str]:
    """The text face and KaTeX's fonts, where the page has use for them; none may fail."""
    found: list[str] = page.evaluate(
        """async () => {
            await document.fonts.ready;
            const faces = [...document.fonts].map(face => [face.family.replaceAll('"', ''), face.status]);
            const loaded = new Set(faces.filter(([, status]) => status === 'loaded').map(([family]) => family));
            const complaints = faces.filter(([, status]) => status === 'error').map(([family]) => `${family} failed`);
            if (!loaded.has('Source Serif 4')) complaints.push('the text face is not loaded');
            const formula = [...document.querySelectorAll('.katex')].some(element => element.checkVisibility());
            if (formula && ![...loaded].some(family => family.startsWith('KaTeX_')))
                complaints.push('no font of KaTeX is loaded');
            return complaints;
        }"""
    )
    return [f"font: {complaint}" for complaint in found]


@dataclass(frozen=True)
class Copy:
    """What the copy button of a block gave."""

    text: str
    is_run: bool  # the snippet tests run all but the sources that mkdocstrings shows


def copied(page: Page) -> tuple[list[Copy], list[str]]:
    """Press every copy button; what each gave, and the complaints. A signature is no code to run, and offers no button."""
    blocks: list[dict[str, Any]] = page.locator(BLOCKS).evaluate_all(
        """blocks => blocks.map(block => ({
            wanted: (block.closest('[data-copy]')?.dataset.copy ?? block.textContent).trimEnd(),
            shown: block.textContent,
            is_run: !block.closest('details.mkdocstrings-source'),
        }))"""
    )
    buttons = page.locator('.md-content button[data-md-type="copy"]:visible')
    if buttons.count() != len(blocks):
        return [], [f"copy: {len(blocks)} code blocks have {buttons.count()} buttons"]
    copies, complaints = [], []
    for number, block in enumerate(blocks):
        text = press(page, buttons.nth(number))
        copies.append(Copy(text, block["is_run"]))
        faults = clipboard_faults(text, block["wanted"], block["shown"])
        complaints += [f"copy: block {number + 1}: {fault}" for fault in faults]
    return copies, complaints


def press(page: Page, button: Locator) -> str:
    """What is on the clipboard after a press of the button."""
    page.evaluate("text => navigator.clipboard.writeText(text)", SENTINEL)
    button.click()
    copied: str = page.evaluate(
        """async sentinel => {
            let text = sentinel;
            for (let tries = 0; text === sentinel && tries < 100; tries += 1) {
                if (tries) await new Promise(done => setTimeout(done, 20));
                text = await navigator.clipboard.readText();
            }
            return text;
        }""",
        SENTINEL,
    )
    return copied


def clipboard_faults(clipboard: str, wanted: str, shown: str) -> list[str]:
    """What is wrong with a clipboard, given the code that is tested and the block as the reader sees it."""
    faults = []
    if clipboard != wanted:
        faults.append(f"the clipboard has {clipboard!r}, the tests run {wanted!r}")
    lines = shown.strip("\n").splitlines()
    if lines and lines[0].startswith(">>>"):
        typed = "\n".join(line[4:] for line in lines if line.startswith((">>>", "..."))).rstrip()
        if clipboard != typed:
            faults.append(f"the clipboard has {clipboard!r}, the session shows {typed!r} after its prompts")
    return faults
