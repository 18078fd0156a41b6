"""A page enlarged: at 200 and 400 per cent, and with the letters, words, lines and paragraphs set further apart."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.site import checks

# A window of 1280 by 1024 pixels, enlarged twice and four times (WCAG 1.4.4 and 1.4.10).
ENLARGED = {"200 %": {"width": 640, "height": 512}, "400 %": {"width": 320, "height": 256}}
COLUMN = 200  # px: as narrow as an explorer's column becomes where it stands inside other things
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
.katex, .katex *, svg, svg * { line-height: 1.2 !important; letter-spacing: 0 !important; word-spacing: 0 !important; }
"""  # WCAG 1.4.12; formulas and plots are pictures made of letters, and no text to be spaced


def spilling(page: Page) -> list[str]:
    """Parts of an explorer or an exercise that reach beyond its edge."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.explorer, .practice')].flatMap(panel => {
            const edge = panel.getBoundingClientRect();
            const boxes = '.scroll, .math-display, pre, .unseen, .explorer-live, svg, .katex';
            const scrolled = element => element.parentElement.closest(boxes)
                || element.matches('legend, .unseen, .explorer-live');
            return [...panel.querySelectorAll('*')]
                .filter(element => element.checkVisibility() && !scrolled(element))
                .map(element => [element, element.getBoundingClientRect()])
                .filter(([, box]) => box.width > 1 && (box.right > edge.right + 1 || box.left < edge.left - 1))
                .slice(0, 1)
                .map(([element, box]) => {
                    const classes = [...element.classList].map(name => `.${name}`).join('');
                    const [right, left] = [box.right - edge.right, edge.left - box.left].map(Math.round);
                    const by = right > 1 ? `${right} px at the right` : `${left} px at the left`;
                    return `<${element.localName}${classes}> of ${panel.dataset.explorer ?? panel.dataset.practice} by ${by}`;
                });
        })"""
    )
    return [f"spills: {complaint}" for complaint in found]


def cut(page: Page) -> list[str]:
    """Words that are cut off and can't be scrolled to."""
    found: list[str] = page.evaluate(
        """() => {
            const unseen = style => style.clipPath !== 'none' || style.clip !== 'auto';
            const words = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
            const cuts = (element, style) =>
                (/hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
                || (/hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
            return [...document.querySelectorAll('body *')]
                .filter(element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
                .filter(element => !element.closest('.katex, svg, select, input'))
                .filter(element => words(element) || element.matches('button'))
                .filter(element => { const style = getComputedStyle(element); return !unseen(style) && cuts(element, style); })
                .map(element => [element.localName, element.classList[0] ?? '', element.textContent.trim().slice(0, 60)])
                .map(([name, of, text]) => `<${name}.${of}> ${text}`);
        }"""
    )
    return [f"cut off: {complaint}" for complaint in found]


def mute(page: Page) -> list[str]:
    """Boxes that scroll sideways and that the Tab key doesn't come to, or that have no name to say then."""
    found: list[str] = page.evaluate(
        f"async () => {{ {checks.FRAME}"
        """
            // The page's script looks at a box that has changed its size with the next frame.
            await frame();
            await frame();
            return [...document.querySelectorAll('.md-content :not(.katex *, svg *)')]
                .filter(element => element.scrollWidth > element.clientWidth + 1 && !element.matches('input, select'))
                .filter(element => /auto|scroll/.test(getComputedStyle(element).overflowX) && element.checkVisibility())
                .filter(element => element.getAttribute('tabindex') !== '0' || !element.ariaLabel || !element.role)
                .map(element => element.outerHTML.slice(0, 80));
        }"""
    )
    return [f"scrolls without a focus or a name: {html}" for html in found]


def unsigned(page: Page) -> list[str]:
    """Boxes that scroll sideways and show no sign of it on the side where they go on, or show one where they don't."""
    found: list[str] = page.evaluate(
        f"async () => {{ {checks.FRAME}"
        r"""
            const boxes = [...document.querySelectorAll('.md-content :not(.katex *, svg *)')]
                .filter(element => !element.matches('input, select') && element.checkVisibility())
                .filter(element => /auto|scroll/.test(getComputedStyle(element).overflowX));
            // A shadow within the box: one that is moved to the left lies on the right side.
            const sides = box => {
                const shadows = getComputedStyle(box).boxShadow.matchAll(/(rgba?\([^)]*\)) (-?[\d.]+)px [^,]* inset/g);
                const seen = [...shadows].filter(([, colour]) => !/, 0\)/.test(colour)).map(([, , x]) => Number(x));
                return [seen.some(x => x > 0) ? 'left' : '', seen.some(x => x < 0) ? 'right' : ''].join(' ').trim();
            };
            const complaints = [];
            const look = wanted => {
                for (const box of boxes) {
                    const rest = box.scrollWidth - box.clientWidth;
                    const expected = rest > 0 ? wanted : '';
                    if (rest === 1 || sides(box) === expected) continue; // sizes are rounded
                    const [shown, due] = [sides(box), expected].map(side => side || 'nothing');
                    complaints.push(`${shown} instead of ${due}: ${box.outerHTML.slice(0, 80)}`);
                }
            };
            await frame();
            look('right');
            for (const box of boxes) box.scrollLeft = box.scrollWidth;
            await frame();
            await frame();
            look('left');
            for (const box of boxes) box.scrollLeft = 0;
            return complaints;
        }"""
    )
    return [f"shadow: {complaint}" for complaint in found]


def covered(page: Page) -> list[str]:
    """Code that lies below the button that copies it, before it is scrolled or after."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.md-content pre > code')].flatMap(code => {
            const button = code.parentElement.querySelector('.md-code__button')?.parentElement;
            if (!button || !button.checkVisibility()) return [];
            const words = new Range(), ground = button.getBoundingClientRect();
            words.selectNodeContents(code);
            const ink = [...words.getClientRects()].filter(box => box.width && box.height);
            // A line's rectangle is higher than its letters.
            const below = ink.some(box => box.right > ground.left && box.bottom > ground.top
                && box.top + box.height * 0.15 < ground.bottom);
            return below ? [code.textContent.trim().slice(0, 60)] : [];
        })"""
    )
    return [f"below its button: {code}" for code in found]


def enlarged(page: Page) -> list[str]:
    """What is wrong with a page at 200 and at 400 per cent."""
    complaints = []
    for name, window in ENLARGED.items():
        page.set_viewport_size(window)
        complaints += [f"{name}: {complaint}" for complaint in (*checks.sideways(page), *spilling(page), *cut(page))]
    return complaints + mute(page)


def spaced(page: Page) -> list[str]:
    """What is wrong with a page whose text a reader has spaced out."""
    # A reader's own style, which no policy of the page refuses.
    page.evaluate(
        "css => { const own = new CSSStyleSheet(); own.replaceSync(css); document.adoptedStyleSheets = [own]; }",
        SPACING,
    )
    complaints = [*checks.sideways(page), *spilling(page), *cut(page)]
    page.evaluate("() => { document.adoptedStyleSheets = []; }")
    return [f"spaced: {complaint}" for complaint in complaints]


def squeezed(page: Page) -> list[str]:
    """What is wrong with explorers and exercises in a very narrow column."""
    page.evaluate(
        "width => document.querySelectorAll('.explorer, .practice').forEach(panel => { panel.style.width = `${width}px`; })",
        COLUMN,
    )
    complaints = spilling(page)
    page.evaluate("document.querySelectorAll('.explorer, .practice').forEach(panel => { panel.style.width = ''; })")
    return [f"squeezed: {complaint}" for complaint in complaints]
