"""A page on paper: the text alone, in dark ink, unfolded and whole."""

from __future__ import annotations

from playwright.sync_api import Page

INK = 4.5  # to 1, against white


def printed(page: Page) -> list[str]:
    """What is wrong with a page as the browser would print it; a reader in dark mode prints too."""
    page.emulate_media(media="print")
    page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
    found: list[str] = page.evaluate(
        """async ink => {
            const shown = element => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
                && element.getClientRects().length > 0;
            const all = selector => [...document.querySelectorAll(selector)];
            const parsed = colour => (colour.match(/[\\d.]+/g) ?? []).map(Number);
            const linear = value => value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
            const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
            const short = element => element.textContent.trim().replace(/\\s+/g, ' ').slice(0, 50);
            const behind = element => {
                for (let up = element; up; up = up.parentElement) {
                    const colour = parsed(getComputedStyle(up).backgroundColor);
                    if (colour.length === 3 || colour[3] === 1) return colour;
                }
                return [255, 255, 255];
            };
            const faint = element => {
                const colours = [parsed(getComputedStyle(element).color), behind(element)];
                const [dark, bright] = colours.map(light).sort((a, b) => a - b);
                return (bright + 0.05) / (dark + 0.05) < ink;
            };
            const words = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
            // Of a formula the whole and what has a colour of its own.
            const letters = '.katex-mathml, .katex-mathml *, .katex-html *:not(.enclosing), svg *';
            const text = all('.md-content *').filter(element => !element.matches(letters))
                .filter(element => (words(element) || element.matches('.katex, .enclosing')) && shown(element));
            const screen = '.md-header, .md-tabs, .md-sidebar, .md-footer, .md-top, .md-search, .md-skip, .md-code__nav,'
                + '.headerlink, ' + '.explorer-controls, .explorer-feet, .practice form, .practice-progress, nav';
            const wide = all('.md-content :is(p, pre, code, table, figure, img, svg, .math-display, .scroll, section)')
                .filter(element => shown(element) && !element.closest('svg svg, .katex'));
            return [
                ...all(screen).filter(shown).map(element => `has the screen's ${element.className || element.localName}`),
                ...all('.md-content details:not(.md-content details details)').filter(details => details.children.length > 1
                    && !shown(details.children[1])).map(details => `${short(details)} stays folded`),
                ...all('figure.drawn').filter(figure => {
                    const pictures = [...figure.querySelectorAll('img')].filter(shown).map(picture => picture.src);
                    return pictures.length !== 1 || !pictures[0].endsWith('-wide-light.svg#only-light');
                }).map(figure => `${figure.id} is not shown once, wide and light`),
                ...text.filter(faint).slice(0, 5).map(element => `${short(element)} is too faint`),
                ...(light(behind(document.querySelector('.md-content'))) > 0.9 ? [] : ['the paper is dark']),
                ...wide.filter(element => getComputedStyle(element).overflowX !== 'visible')
                    .filter(element => element.scrollWidth > element.clientWidth + 1)
                    .map(element => `<${element.localName}.${element.classList[0] ?? ''}> ${short(element)} is cut off`),
            ];
        }""",
        INK,
    )
    page.evaluate("() => { dispatchEvent(new Event('afterprint')); }")
    page.emulate_media(media="screen")
    return [f"print: {complaint}" for complaint in found]
