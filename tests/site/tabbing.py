"""A walk through a page by the Tab key: every stop is seen, has a name, and the walk ends.

The page judges each stop itself, when the next key comes: so a walk of two hundred stops needs no question to the browser in
between. Then the same stops are gone through backwards, where a sticky header hides what lies above.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.site.checks import FRAME

SPARE = 3  # keys beyond the number of stops: a browser may give one to itself, or to a box that scrolls

LIBRARY = r"""
const stops = 'a[href], button:not(.md-top), input, select, textarea, summary, iframe, [tabindex], [contenteditable]';
const shown = element => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
const chosen = element => {
    if (element.type !== 'radio') return true;
    const group = [...document.getElementsByName(element.name)];
    return element === (group.find(other => other.checked) ?? group[0]);
};
// Whoever focuses the search opens it; the Tab key closes it again.
const close = () => { if (document.getElementById('__search')?.checked) document.getElementById('__search').click(); };
const reachable = element => element.tabIndex >= 0 && !element.matches(':disabled') && !element.closest('[inert]')
    && shown(element) && chosen(element);
const named = element => {
    const at = element.closest('[id]'), text = (element.ariaLabel ?? element.textContent).trim().replace(/\s+/g, ' ');
    const classes = [...element.classList].map(name => `.${name}`).join('');
    return `<${element.localName}${classes}> `
        + `${JSON.stringify(text.slice(0, 40))} in #${at?.id ?? ''}`;
};
// A radio button or a box may be drawn by what stands next to it.
const drawn = element => Number(getComputedStyle(element).opacity) > 0.05 ? element : element.nextElementSibling ?? element;
const boxes = element => [...element.getClientRects()].filter(box => box.width > 1 && box.height > 1);
const parsed = colour => (colour.match(/[\d.]+/g) ?? []).map(Number);
const light = colour => colour.slice(0, 3).map(value => value / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
const behind = element => {
    for (let up = element.parentElement; up; up = up.parentElement) {
        const colour = parsed(getComputedStyle(up).backgroundColor);
        if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
};
const ratio = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
};
const cover = element => {
    let above = null;
    const passed = getComputedStyle(element).pointerEvents === 'none';
    const inside = (x, y) => {
        above = document.elementFromPoint(x, y) ?? above;
        return above && (element.contains(above) || above.contains(element) && passed);
    };
    const seen = boxes(element).some(({ left, right, top, bottom }) =>
        [0.5, 0.05, 0.95].some(i => [0.5, 0.05, 0.95].some(j => inside(left + i * (right - left), top + j * (bottom - top)))));
    return seen ? '' : above ? `<${above.localName}.${above.classList[0] ?? ''}>` : 'the edge of the window';
};
// Which sides of the outline lie within all that cuts off what sticks out.
const sides = (element, reach) => boxes(element).flatMap(box => {
    const edges = { left: box.left - reach, right: box.right + reach, top: box.top - reach, bottom: box.bottom + reach };
    let seen = ['left', 'right', 'top', 'bottom'];
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
        const style = getComputedStyle(up);
        const paint = /paint|content|strict/.test(style.contain);
        if (style.overflowX === 'visible' && !paint) continue;
        const frame = up.getBoundingClientRect();
        seen = seen.filter(side => side === 'left' || side === 'top'
            ? edges[side] >= frame[side] - 0.5 : edges[side] <= frame[side] + 0.5);
    }
    return seen;
});
const faults = element => {
    const found = [], seen = drawn(element);
    if (!shown(seen) || !boxes(seen).length) return ['takes no room'];
    const { outlineStyle, outlineWidth, outlineColor, outlineOffset, opacity } = getComputedStyle(seen);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) found.push('shows no focus');
    else {
        const contrast = ratio(parsed(outlineColor), behind(seen));
        if (contrast < 3) found.push(`has an outline of ${contrast.toFixed(1)} to 1 to its background`);
        if (sides(seen, parseFloat(outlineOffset) + parseFloat(outlineWidth)).length < 2) found.push('has its outline cut off');
    }
    if (Number(opacity) < 0.3) found.push('is transparent');
    return found;
};
"""

PREPARE = f"""begin => {{ {LIBRARY}
    document.activeElement?.blur();
    scrollTo(0, 0);
    if (begin) document.querySelector(begin).focus({{ focusVisible: true }});
    const walk = window.tabWalk = {{ reached: new Map(), covered: new Set() }};
    walk.expected = [...document.querySelectorAll(stops)].filter(reachable);
    walk.missed = () => walk.expected.filter(element => reachable(element) && !walk.reached.has(element));
    walk.judge = () => {{
        const element = document.activeElement;
        if (!element || element === document.body) return;
        if (walk.reached.has(element)) return;
        walk.reached.set(element, faults(element));
        if (cover(drawn(element))) walk.covered.add(element);
    }};
    walk.listen = event => {{ if (event.key === 'Tab') walk.judge(); }};
    addEventListener('keydown', walk.listen, {{ capture: true }});
    return walk.expected.length;
}}"""

MISSED = "() => { tabWalk.judge(); return tabWalk.missed().length; }"

REPORT = f"""async () => {{ {LIBRARY}
    const walk = window.tabWalk;
    removeEventListener('keydown', walk.listen, {{ capture: true }});
    const complaints = [...walk.reached].flatMap(([element, found]) => found.map(fault => `${{named(element)}} ${{fault}}`));
    complaints.push(...walk.missed().map(element => `${{named(element)}} is not reached by the Tab key`));
    const end = document.documentElement.scrollHeight;
    {FRAME}
    const come = element => {{ close(); element.focus({{ focusVisible: true }}); return document.activeElement === element; }};
    // Keys come faster than the theme follows a page that scrolls: what seems hidden is looked at again, at rest.
    const rest = async (element, from, way) => {{
        document.activeElement?.blur();
        scrollTo(0, from);
        await frame();
        if (!come(element)) return;
        await frame();
        const above = cover(drawn(element));
        if (above) complaints.push(`${{named(element)}} is hidden by ${{above}} on the way ${{way}}`);
    }};
    const back = [...walk.reached.keys()].reverse().filter(element => come(element) && cover(drawn(element)));
    for (const element of walk.covered) await rest(element, 0, 'down');
    for (const element of back) await rest(element, end, 'up');
    document.activeElement?.blur();
    close();
    scrollTo(0, 0);
    return [walk.reached.size, [...new Set(complaints)]];
}}"""


@dataclass(frozen=True)
class Walk:
    """How many stops there were, and what is wrong with them."""

    stops: int
    complaints: list[str]


def walk(page: Page, begin: str = "") -> Walk:
    """Press Tab from the beginning of the page, or of what is open on it, to the end, and go back."""
    left: int = page.evaluate(PREPARE, begin)
    session = page.context.new_cdp_session(page)
    key: dict[str, Any] = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
    while True:
        for _ in range(left + SPARE):
            session.send("Input.dispatchKeyEvent", key)
        before, left = left, page.evaluate(MISSED)
        if left == 0 or left >= before:  # all reached, or the focus is caught
            break
    session.detach()
    reached: int
    complaints: list[str]
    reached, complaints = page.evaluate(REPORT)
    return Walk(reached, [f"focus: {complaint}" for complaint in complaints])
