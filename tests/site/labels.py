"""Labels in the pictures of explorers, as they are painted: none is crossed by what it names or by another."""

from __future__ import annotations

from playwright.sync_api import Page

INK = 0.22  # of a line's height, above and below its letters
PACE = 2  # px along a curve


def crossed(page: Page) -> list[str]:
    """Labels that a curve, a point or another label runs into."""
    found: list[str] = page.evaluate(
        """([INK, PACE]) => [...document.querySelectorAll('.explorer-plot > svg')].flatMap(picture => {
            const place = picture.closest('[data-explorer], a');
            const name = place?.dataset.explorer ?? place?.querySelector('.explorer-title').textContent ?? 'a picture';
            const shown = element => element.checkVisibility({ opacityProperty: true });
            const box = (element, cut) => {
                const { left, right, top, bottom } = element.getBoundingClientRect();
                const off = cut * (bottom - top);
                return { left: left + 1, right: right - 1, top: top + off, bottom: bottom - off };
            };
            const labels = [...picture.querySelectorAll('text.label')].filter(shown)
                .map(label => ({ label, text: label.textContent, ...box(label, INK) }));
            // What a frame cuts off is not painted.
            const frame = element => {
                const inner = element.closest('svg.inside');
                if (!inner) return picture.getBoundingClientRect();
                const [x, y, width, height] = ['x', 'y', 'width', 'height'].map(side => inner[side].baseVal.value);
                const [from, to] = [[x, y], [x + width, y + height]]
                    .map(corner => new DOMPoint(...corner).matrixTransform(picture.getScreenCTM()));
                return { left: from.x, top: from.y, right: to.x, bottom: to.y };
            };
            const spots = [...picture.querySelectorAll('.curve:not(.contour), .point, .mark')].filter(shown)
                .flatMap(line => {
                    const { left, right, top, bottom } = frame(line), at = line.getScreenCTM(), places = [];
                    for (let far = 0, length = line.getTotalLength(); far <= length; far += PACE) {
                        const { x, y } = line.getPointAtLength(far).matrixTransform(at);
                        if (x >= left && x <= right && y >= top && y <= bottom) places.push([x, y, line]);
                    }
                    return places;
                });
            return labels.flatMap(({ label, text, left, right, top, bottom }) => {
                const on = spots.filter(([x, y]) => x > left && x < right && y > top && y < bottom);
                const others = labels.filter(other => other.label !== label
                    && other.left < right && other.right > left && other.top < bottom && other.bottom > top);
                const names = [...on.map(([, , line]) => line.getAttribute('class')), ...others.map(other => other.text)];
                const by = [...new Set(names)];
                return by.length ? [`${name}: ${text} is crossed by ${by.join(' and ')}`] : [];
            });
        })""",
        [INK, PACE],
    )
    return found
