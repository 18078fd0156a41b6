"""axe-core, the usual rules of accessibility, run on a page as a reader has it.

A page is loaded once and seen in four renderings. All of it is examined once, by all rules but those for colours. Then formulas
give way to their words and to boxes of their size, since they are most of a page's elements; whether their letters can be told
from the paper is for `formula_contrast`. Light and dark differ in colours alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page, expect

from scripts.paths import NODE_MODULES
from tests.site.checks import Mode

SOURCE = NODE_MODULES / "axe-core" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SCHEMES: dict[Mode, str] = {"light": "default", "dark": "slate"}
LETTERS = 4.5  # to 1: WCAG 1.4.3

RUN = """async ([tags, only, without]) => {
    const { violations, passes } = await axe.run(document, {
        runOnly: only.length ? { type: 'rule', values: only } : { type: 'tag', values: tags },
        rules: Object.fromEntries(without.map(rule => [rule, { enabled: false }])),
        resultTypes: ['violations'], elementRef: false, preload: false,
    });
    const told = violations.flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) => [
        id, target.join(' '), html.slice(0, 120), (failureSummary ?? '').replace(/\\s+/g, ' ').slice(0, 300)]));
    return [passes.length, told];
}"""
COLOURS = ("color-contrast", "link-in-text-block")  # the rules that look at colours, and take half of the time


def violations(page: Page, only: Sequence[str] = (), without: Sequence[str] = ()) -> list[str]:
    """What axe-core has to say of the page as it stands, by all rules, only some, or all but some."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE.read_text(encoding="utf-8"))
    passed: int
    found: list[list[str]]
    passed, found = page.evaluate(RUN, [TAGS, only, without])
    asleep = [] if passed or found or only else ["axe: no rule applies to this page"]
    return asleep + [f"axe {rule}: {target}: {html}: {why}" for rule, target, html, why in found]


def switch(page: Page, mode: Mode) -> None:
    """Light or dark, as the reader's choice in the header makes it."""
    page.locator(f".md-option[data-md-color-scheme={SCHEMES[mode]}]").evaluate("option => option.click()")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[mode])


def box_formulas(page: Page) -> None:
    """In the place of every formula its words for a screen reader, and an empty box of its size."""
    page.evaluate(
        """() => {
            const letters = [...document.querySelectorAll('.katex-html')];
            const sizes = letters.map(element => element.getBoundingClientRect());
            letters.forEach((element, i) => {
                const box = document.createElement('span');
                box.style.cssText = `display: inline-block; width: ${sizes[i].width}px; height: ${sizes[i].height}px`;
                element.replaceChildren(box);
            });
            for (const math of document.querySelectorAll('.katex-mathml > math')) math.replaceWith(math.textContent);
        }"""
    )


def formula_contrast(page: Page) -> list[str]:
    """Letters of formulas that are too close to their background: each pair of colours once."""
    pairs: list[list[Any]] = page.evaluate(
        """() => {
            const parsed = colour => colour.match(/[\\d.]+/g).map(Number);
            const background = element => {
                for (let up = element; up; up = up.parentElement) {
                    const colour = parsed(getComputedStyle(up).backgroundColor);
                    if ((colour[3] ?? 1) === 1) return colour.slice(0, 3);
                }
                return [255, 255, 255];
            };
            const pairs = new Map();
            for (const formula of document.querySelectorAll('.katex-html')) {
                if (!formula.checkVisibility()) continue;
                const behind = background(formula);
                const coloured = [formula, ...formula.querySelectorAll('.enclosing')];
                for (const element of coloured) {
                    const colour = parsed(getComputedStyle(element).color);
                    pairs.set(`${colour} ${behind}`, [colour, behind, element.textContent.slice(0, 20)]);
                }
            }
            return [...pairs.values()];
        }"""
    )
    return [
        f"formula: {letters!r} has a contrast of {ratio:.2f} to 1, needed are {LETTERS}"
        for colour, behind, letters in pairs
        if (ratio := contrast(colour, behind)) < LETTERS
    ]


def contrast(one: list[float], other: list[float]) -> float:
    """How many times lighter one colour is than another, as WCAG defines it."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: list[float]) -> float:
    """Relative luminance of sRGB."""
    parts = [value / 255 for value in colour[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
