"""An explorer under the mouse and the finger: every handle can be dragged, and a finger finds what it aims at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

from tests.site.explorers import ask, awake, enter, press_reset, scenes, selector, shown, told, until

# px; one of them changes something. Upwards first: that is where a finger scrolls, if it is not told otherwise.
WAYS = ((0.0, -36.0), (36.0, 0.0), (0.0, 36.0), (-36.0, 0.0))
STEPS = 4
SMALLEST = 24  # px: WCAG 2.2, target size (minimum)
Gesture = Callable[[str, float, float], None]


def mouse(page: Page, name: str) -> list[str]:
    """Every handle, by the mouse; what was dragged is in the address, and comes back from it."""

    def gesture(kind: str, x: float, y: float) -> None:
        page.mouse.move(x, y)
        if kind != "move":
            getattr(page.mouse, kind)()

    tapped = taps(page, name, gesture)
    complaints, moved = dragging(page, name, gesture)
    complaints += tapped
    if moved and not complaints:
        complaints += came_back(page, name)
    return complaints


def finger(page: Page, name: str) -> list[str]:
    """Every handle, by a finger; and the page stays where it was."""
    with touching(page) as gesture:
        complaints, _ = dragging(page, name, gesture)
        complaints += taps(page, name, lambda kind, x, y: gesture(kind, x, y) if kind != "move" else None)
    return complaints


@contextmanager
def touching(page: Page) -> Iterator[Gesture]:
    """A finger on the page."""
    session = page.context.new_cdp_session(page)
    kinds = {"down": "touchStart", "move": "touchMove", "up": "touchEnd"}

    def gesture(kind: str, x: float, y: float) -> None:
        points = [] if kind == "up" else [{"x": x, "y": y}]
        session.send("Input.dispatchTouchEvent", {"type": kinds[kind], "touchPoints": points})

    yield gesture
    session.detach()


def taps(page: Page, name: str, gesture: Gesture) -> list[str]:
    """Places of the picture that choose something: all but the one that is chosen already change what is shown."""
    press_reset(page, name)
    names: list[str] = ask(
        page, name, "return [...new Set(all('.explorer-plot [data-set]').map(it => it.dataset.set))]"
    )
    idle = []
    for one in names:
        before = shown(page, name)
        place = meeting(page, name, f'[data-set="{one}"]')
        if place is None:
            return [f"nothing comes to {one}"]
        tap(gesture, place)
        if shown(page, name).picture == before.picture:
            idle.append(one)
    complaints = [f"a tap on {', '.join(idle)} changes nothing"] if len(idle) > 1 else []
    return complaints + ([] if takes_taps(page, name, gesture) else ["no tap in any picture does anything"])


def tap(gesture: Gesture, place: Sequence[float]) -> None:
    """Touch a place and let go."""
    for kind in ("move", "down", "up"):
        gesture(kind, *place)


def takes_taps(page: Page, name: str, gesture: Gesture) -> bool:
    """Whether an explorer that listens to taps does something at one of some places, in one of its scenes."""
    if not ask(page, name, "return Boolean((await kit()).explorer.tap)"):
        return True
    for scene in scenes(page, name):
        enter(page, name, scene)
        for number in range(page.locator(f"{selector(name)} .explorer-plot").count()):
            place = ask(page, name, MIDDLE, number)
            before = shown(page, name)
            tap(gesture, place)
            if shown(page, name).picture != before.picture:
                return True
    return False


MIDDLE = """
    const plot = all('.explorer-plot')[argument];
    plot.scrollIntoView({ block: 'center', behavior: 'instant' });
    await frame();
    const { left, top, width, height } = plot.getBoundingClientRect();
    return [left + 0.6 * width, top + 0.4 * height];
"""


def meeting(page: Page, name: str, there: str) -> list[float] | None:
    """A place at which a pointer meets one of these elements: on its line, or in its middle."""
    found: list[float] | None = ask(
        page,
        name,
        """const onLine = element => [0.5, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9].map(part => {
            const { x, y } = element.getPointAtLength(part * element.getTotalLength())
                .matrixTransform(element.getScreenCTM());
            return [x, y];
        });
        const middle = element => {
            const { left, top, width, height } = element.getBoundingClientRect();
            return [[left + width / 2, top + height / 2]];
        };
        all('.explorer-plot')[0].scrollIntoView({ block: 'center', behavior: 'instant' });
        await frame();
        for (const element of all(`.explorer-plot ${argument}`).flatMap(it => [it, ...it.querySelectorAll('*')])) {
            const line = element.matches('line, path, polyline');
            const places = line ? onLine(element) : middle(element);
            const found = places.find(([x, y]) => document.elementFromPoint(x, y)?.closest(argument));
            if (found) return found;
        }
        return null;""",
        there,
    )
    return found


def handles(page: Page, name: str) -> list[str]:
    """The names of what can be dragged."""
    found: list[str] = ask(
        page, name, "return [...new Set(all('.explorer-plot [data-drag]').map(it => it.dataset.drag))]"
    )
    return found


def dragging(page: Page, name: str, gesture: Gesture) -> tuple[list[str], int]:
    """The complaints about handles, each dragged from the first state, and how many could be dragged."""
    complaints = []
    moved = 0
    names = handles(page, name)
    for handle in names:
        press_reset(page, name)
        place = grip(page, name, handle)
        if place is None:
            complaints.append(f"handle {handle}: others cover it")
            continue
        before = position(page)
        complaints += [f"handle {handle}: {said}" for said in drag(page, name, place, gesture)]
        moved += 1
        if position(page) != before:
            complaints.append(f"handle {handle}: dragging moves the page from {before} to {position(page)}")
    return complaints, moved


def grip(page: Page, name: str, handle: str) -> tuple[float, float] | None:
    """A place at which a pointer meets the handle and no other: its middle, or around it where others lie on it."""
    found: list[float] | None = ask(
        page,
        name,
        """const handle = all('.explorer-plot [data-drag]').find(it => it.dataset.drag === argument);
        handle.scrollIntoView({ block: 'center', behavior: 'instant' });
        await frame();
        const box = handle.getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        const around = [0, 45, 90, 135, 180, 225, 270, 315].map(angle => angle * Math.PI / 180)
            .map(angle => [x + 0.8 * box.width / 2 * Math.cos(angle), y + 0.8 * box.height / 2 * Math.sin(angle)]);
        const mine = ([x, y]) =>
            document.elementFromPoint(x, y)?.closest('[data-drag]')?.dataset.drag === argument;
        return [[x, y], ...around].find(mine) ?? null;""",
        handle,
    )
    return (found[0], found[1]) if found else None


def drag(page: Page, name: str, place: tuple[float, float], gesture: Gesture) -> list[str]:
    """Take hold, move this way and that until something changes, and let go; then nothing moves any more."""
    x, y = place
    before = shown(page, name)
    gesture("down", x, y)
    changed = False
    for across, down in WAYS:
        for step in range(1, STEPS + 1):
            gesture("move", x + across * step / STEPS, y + down * step / STEPS)
        if changed := shown(page, name).picture != before.picture:
            break
    gesture("up", x + across, y + down)
    if not changed:
        return ["dragging changes nothing"]
    after = shown(page, name)
    if after.message:
        return [f"dragging is refused: {after.message}"]
    page.mouse.move(x + 9, y + 9)
    return [] if shown(page, name).picture == after.picture else ["it is still held after it was let go"]


def position(page: Page) -> list[float]:
    """How far the page has been scrolled."""
    found: list[float] = page.evaluate("[scrollX, scrollY]")
    return found


def came_back(page: Page, name: str) -> list[str]:
    """Whether what was dragged is in the address, and a reload shows it again."""
    before = told(page, name)
    if f"{name}." not in before.search:
        return [f"what was dragged is not in the address: {before.search!r}"]
    page.reload()
    awake(page, name)
    after = until(page, name, lambda now: now.picture == before.picture, milliseconds=1000)
    return (
        [] if after.picture == before.picture else [f"what was dragged is lost: {before.summary!r}, {after.summary!r}"]
    )


def small_targets(page: Page, name: str) -> list[str]:
    """Controls and handles that are too small for a finger; the label that belongs to a control is part of it."""
    found: list[dict[str, Any]] = ask(
        page,
        name,
        """const boxes = element => [element, element.closest('label')].filter(Boolean)
            .map(part => part.getBoundingClientRect());
        const size = element => [Math.max(...boxes(element).map(box => box.width)),
                                 Math.max(...boxes(element).map(box => box.height))];
        return [...fields().filter(visible).map(element => ({ what: selectorOf(element), size: size(element) })),
            ...all('[data-drag]').map(element => ({ what: `handle ${element.dataset.drag}`, size: size(element) }))];""",
    )
    return [
        f"{one['what']} is {one['size'][0]:.0f} by {one['size'][1]:.0f} px"
        for one in found
        if min(one["size"]) < SMALLEST - 0.01
    ]
