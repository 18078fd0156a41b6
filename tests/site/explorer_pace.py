"""How long an interaction with an explorer takes until it is seen, on a processor a quarter as fast."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from playwright.sync_api import CDPSession, Page

from tests.site.explorers import Control, ask, controls

BOUND = 50  # ms
SLOWER = 4
MEASURED = 50
FRAME = 1000 / 60  # ms
NOTHING = 9  # times that nothing is done, to know what looking costs

KEYS = {"range": ("ArrowRight", "ArrowLeft"), "radio": ("ArrowRight", "ArrowLeft"), "select": ("ArrowDown", "ArrowUp")}
PRESSES = ("Space", "Space")
TYPED = ("1", "2")

# From the moment of an interaction to the first moment after the frame that shows what came of it.
WATCH = """
    window.paints = [];
    window.paintWaits = 0;
    const channel = new MessageChannel();
    const began = [];
    channel.port1.onmessage = () => {
        const now = performance.now();
        while (began.length) window.paints.push(now - began.pop());
        window.paintWaits = 0;
    };
    document.addEventListener('keydown', event => {
        began.push(event.timeStamp);
        if (window.paintWaits) return;
        window.paintWaits = 1;
        requestAnimationFrame(() => channel.port2.postMessage(null));
    }, { capture: true });
    window.eventTimes = [];
    new PerformanceObserver(list => window.eventTimes.push(...list.getEntries().map(entry => [entry.name, entry.duration])))
        .observe({ type: 'event', durationThreshold: 16 });
"""
READY = "(one(argument.selector) ?? one(`${argument.group}:checked`)).focus(); await frame(); window.paints = [];"
PAINTED = """
    await frame();
    while (window.paintWaits) await new Promise(done => setTimeout(done));
    return window.paints;
"""


@dataclass(frozen=True)
class Pace:
    """Medians in ms: from an interaction to its picture, of all and of the slowest control; and two other views of it."""

    paint: float
    slowest: float
    control: str
    events: float  # the browser's own account, in steps of 8 ms, of those from 16 ms on
    processor: float  # four times what the page's main thread computes for it at full speed

    @property
    def least(self) -> float:
        """What it takes where nothing else wants the processor.

        The clock also counts how long a page waits for a processor that has other things to do. Four times the thread's own
        time, and a whole frame of waiting for the screen, are no less than what a reader waits on an idle machine.
        """
        return min(self.paint, self.processor + FRAME)

    def __str__(self) -> str:
        return (
            f"{self.paint:.0f} ms to paint (slowest: {self.control}, {self.slowest:.0f} ms; "
            f"Event Timing: {self.events:.0f} ms), of it {self.processor:.0f} ms of the page's own thread"
        )


def slow(found: Pace) -> list[str]:
    """What is too slow."""
    return [] if found.least <= BOUND else [f"an interaction takes {found}"]


def pace(page: Page, name: str) -> Pace:
    """Interactions by real keys, control by control in turn: by what they compute, then by the clock at a quarter's speed."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    ask(page, name, WATCH)
    there = controls(page, name, "range", "radio", "select", "checkbox", "button") or controls(page, name, "text")
    looking = median(computing(page, name, session, there[0], None) for _ in range(NOTHING))
    computed = [
        computing(page, name, session, there[number % len(there)], number // len(there) % 2)
        for number in range(MEASURED)
    ]
    page.evaluate("window.eventTimes.length = 0")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    times: dict[str, list[float]] = {}
    for number in range(MEASURED):
        control = there[number % len(there)]
        times.setdefault(control.key, []).append(interaction(page, name, control, number // len(there) % 2))
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    events = page.evaluate("window.eventTimes.filter(([kind]) => kind === 'keydown').map(([, duration]) => duration)")
    session.detach()
    slowest = max(times, key=lambda control: median(times[control]))
    every = [one for some in times.values() for one in some]
    processor = SLOWER * max(0.0, median(computed) - looking)
    return Pace(median(every), median(times[slowest]), slowest, median(events or [0]), processor)


def computing(page: Page, name: str, session: CDPSession, control: Control, way: int | None) -> float:
    """How many ms the main thread computes for an interaction; or, without one, for looking alone."""
    before = thread_time(session)
    if way is None:
        ask(page, name, READY, vars(control))
        ask(page, name, PAINTED)
    else:
        interaction(page, name, control, way)
    return thread_time(session) - before


def thread_time(session: CDPSession) -> float:
    """What the page's main thread has computed, in ms."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * float(next(one["value"] for one in metrics if one["name"] == "ThreadTime"))


def interaction(page: Page, name: str, control: Control, way: int) -> float:
    """Press a key on a control, this way or back; the ms until its picture was painted."""
    ask(page, name, READY, vars(control))
    page.keyboard.press({**KEYS, "text": TYPED}.get(control.kind, PRESSES)[way])
    taken: list[float] = ask(page, name, PAINTED)
    return taken[0]
