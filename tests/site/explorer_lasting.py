"""Whether an explorer lasts: what a thousand interactions leave behind, and twenty visits."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import CDPSession, Page

from tests.site.explorer_playing import away, back
from tests.site.explorer_pointer import grip, handles
from tests.site.explorers import PATIENCE, QUIET, ask, awake, press_reset, selector

WARM_UP = 100
INTERACTIONS = 1000
DRAGS = 10  # of these, by a real mouse, each with
MOVES = 10
# Machine code that is compiled anew for whatever comes often would hide what an explorer keeps, and at full speed a page is
# drawn no more than 60 times a second.
STEADY = ("--js-flags=--no-opt --no-maglev", "--disable-frame-rate-limit")
# What is left is the browser's own, measured at up to 25 kB. If each of a thousand interactions kept its state, which is
# the least that it could keep, that alone would be 60 kB and more; a picture's text would be megabytes.
HEAP_SLACK = 50_000  # bytes; of listeners not one
# What the last picture was made from may still wait for its collection: measured at up to 143 nodes. A node kept at each of a
# thousand interactions would be a thousand.
NODE_SLACK = 300
VISITS = 20
# The history keeps a record of each visit, and so does the browser; measured at 60 kB for twenty.
VISITS_SLACK = 150_000  # bytes

# Nothing but the explorer is drawn: a page of formulas around it takes most of the time, and keeps nothing of an explorer.
ALONE = """
    for (let up = section; up !== document.body; up = up.parentElement)
        for (const other of up.parentElement.children) if (other !== up) other.style.display = 'none';
"""
# An explorer may keep what is expensive, up to a bound: the greatest and the least of every slider fill that.
EXTREMES = """
    for (const end of ['max', 'min']) {
        for (const slider of fields().filter(visible).filter(element => element.type === 'range')) {
            slider.value = slider[end];
            slider.dispatchEvent(new Event('input', { bubbles: true }));
        }
        await frame();
    }
"""
# Each interaction goes to the next control in turn, to another value of it up to its first, and waits for its picture.
INTERACT = """
    const put = (element, value) => {
        element.value = value;
        element.dispatchEvent(new Event('input', { bubbles: true }));
        element.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const own = new Map();
    const acts = {
        range: (element, part) => {
            const low = Number(element.min);
            if (!own.has(element)) own.set(element, Math.max(element.value - low, (element.max - low) / 10));
            put(element, low + part * own.get(element));
        },
        'select-one': (element, part) => put(element, element.options[Math.floor(part * element.options.length)].value),
        radio: element => element.click(),
        checkbox: element => element.click(),
        button: element => element.click(),
        text: (element, part) => {
            if (!own.has(element)) own.set(element, element.value);
            put(element, part < 0.3 ? 'nonsense' : own.get(element));
        },
    };
    for (let i = 0; i < argument; i++) {
        const there = fields().filter(visible);
        const element = there[i % there.length];
        acts[element.type](element, (i * 0.6180339887498949) % 1);
        await frame();
    }
"""


@dataclass(frozen=True)
class Held:
    """What a page holds on to after a forced collection."""

    heap: int
    nodes: int
    listeners: int

    def __sub__(self, other: Held) -> Held:
        return Held(self.heap - other.heap, self.nodes - other.nodes, self.listeners - other.listeners)

    def __str__(self) -> str:
        return f"heap {self.heap / 1000:+.0f} kB, nodes {self.nodes:+d}, listeners {self.listeners:+d}"


def held(session: CDPSession) -> Held:
    """Collect all that nothing refers to, and count the rest."""
    for _ in range(3):  # what has a finaliser goes with the collection after
        session.send("HeapProfiler.collectGarbage")
    counted = session.send("Memory.getDOMCounters")
    heap = session.send("Runtime.getHeapUsage")["usedSize"]
    return Held(int(heap), counted["nodes"], counted["jsEventListeners"])


def grown(growth: Held, slack: int = HEAP_SLACK) -> list[str]:
    """What has grown by more than chance."""
    faults = {
        f"the heap has grown by {growth.heap / 1000:.0f} kB": growth.heap <= slack,
        f"{growth.nodes} more nodes": growth.nodes <= NODE_SLACK,
        f"{growth.listeners} more listeners": growth.listeners <= 0,
    }
    return [fault for fault, right in faults.items() if not right]


def interact(page: Page, name: str, count: int) -> None:
    """So many interactions, then the first state again, told and at rest."""
    ask(page, name, INTERACT, count)
    rest(page, name)


def rest(page: Page, name: str) -> None:
    """The first state, told and at rest."""
    ask(page, name, "document.activeElement.blur()")
    press_reset(page, name)
    page.wait_for_timeout(QUIET + 100)
    ask(page, name, "await frame(); await frame();")


def interactions(page: Page, name: str) -> Held:
    """How much more is held after a thousand interactions."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    ask(page, name, ALONE + EXTREMES)
    interact(page, name, WARM_UP)
    dragged(page, name, 1)
    before = held(session)
    by_mouse = dragged(page, name, DRAGS)
    interact(page, name, INTERACTIONS - by_mouse)
    after = held(session)
    session.detach()
    return after - before


def dragged(page: Page, name: str, times: int) -> int:
    """Drag the handles in turn; how many moves that were."""
    rest(page, name)
    names = handles(page, name)
    moves = 0
    for number in range(times if names else 0):
        place = grip(page, name, names[number % len(names)])
        if place is None:
            continue
        x, y = place
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(MOVES):
            page.mouse.move(x + 6 * (step % 5 - 2), y + 4 * (step % 3 - 1))
        page.mouse.up()
        moves += MOVES
        press_reset(page, name)
    rest(page, name)
    return moves


def trips(page: Page, address: str, name: str, times: int, live: bool) -> Held:
    """How much more a page of the site holds after leaving it and coming back so often, the explorer on it alive or not."""
    session = page.context.new_cdp_session(page)
    page.goto(address, wait_until="networkidle")  # until the theme knows its own pages, a link opens a new window
    page.evaluate("window.isStill = true")
    for number in range(3 + times):
        if number == 3:
            before = held(session)
        away(page, name)
        page.evaluate("history.back()")
        page.locator(selector(name)).wait_for(state="attached", timeout=PATIENCE)
        if live:
            awake(page, name)
        page.wait_for_timeout(QUIET)
    assert page.evaluate("window.isStill"), "the theme opened a new window"
    after = held(session)
    session.detach()
    return after - before


def visits(page: Page, name: str, times: int = VISITS) -> Held:
    """How much more is held after leaving the page and coming back so often, without a new window."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    for _ in range(3):
        away(page, name)
        back(page, name)
    rest(page, name)
    before = held(session)
    for _ in range(times):
        away(page, name)
        back(page, name)
    rest(page, name)
    after = held(session)
    session.detach()
    return after - before
