"""Every check of explorers notices the fault that it is there for, and nothing on an explorer without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.javascripts import explorer_numbers
from tests.site import browser as browsers
from tests.site import checks, explorer_lasting, explorer_pace, planting
from tests.site.explorer_address import remembered
from tests.site.explorer_keyboard import keyboard
from tests.site.explorer_loading import fetched, nothing_to_do, unscripted
from tests.site.explorer_nonsense import asked, typed
from tests.site.explorer_playing import playing
from tests.site.explorer_pointer import finger, mouse, small_targets
from tests.site.explorers import models, visit
from tests.site.planting import NAME, Fault
from tests.site.traffic import Traffic

pytestmark = [pytest.mark.slow, pytest.mark.planted]

FEW_INTERACTIONS = 200  # a fault shows long before the thousandth
FEW_VISITS = 4
EXPLORER, PAGE, START = f"javascripts/explorers/{NAME}.mjs", "index.html", "javascripts/start.mjs"
LIVE, ADDRESS, PARAMETERS, PLOT, POINTERS = (
    f"javascripts/kit/{name}.mjs" for name in ("explorer", "address", "parameters", "plot", "pointers")
)
Plant = Callable[..., str]


@pytest.fixture
def plant(server: tuple[Path, str], tmp_path: Path) -> Plant:
    """`plant(*faults)`: the address of a small site with an explorer that has these faults."""
    folder, base = server
    name = f"{tmp_path.parent.name}-{tmp_path.name}"  # several processes may share the folder
    place = folder / "planted" / name

    def write(*faults: Fault) -> str:
        planting.plant(place, *faults)
        return f"{base.removesuffix('notes/')}planted/{name}/"

    return write


@pytest.fixture(scope="module")
def steady(browser: Browser) -> Iterator[Browser]:
    """A browser in which nothing grows but what a page keeps."""
    opened = browsers.open_browser(browser.browser_type, extra=explorer_lasting.STEADY)
    yield opened
    opened.close()


@pytest.fixture
def desk(arrive: Any, server: tuple[Path, str]) -> tuple[Page, Traffic]:
    """A reader with a keyboard and a mouse."""
    page, traffic = arrive(server[1].removesuffix("notes/"))
    return page, traffic


def cases(*planted: tuple[str, str, list[Fault]]) -> pytest.MarkDecorator:
    """What the check must say ('' for nothing), and the faults, by name."""
    return pytest.mark.parametrize(("said", "faults"), [one[1:] for one in planted], ids=[one[0] for one in planted])


def judge(complaints: list[str], said: str) -> None:
    """The right complaint is there; or none at all."""
    assert bool(complaints) == bool(said), complaints
    assert not said or any(said in complaint for complaint in complaints), complaints


ANY_NAME = (PARAMETERS, "names.includes(text)", "text in settings.options")
ALIVE = 'this.element.dataset.live = "";'
KEEP = "(window.kept ??= []).push"
SHOW = "patch(slot, html);"
PAUSED = "this.pause();\n      return"
HIDDEN = "{ display: none !important }"
SMALL = "all: unset !important; display: block !important; width: 24px !important; height: 10px !important"
ANEW = (LIVE, SHOW, "slot.innerHTML = html;")
SAID = 'bring(input, "ariaValueText", spoken(parameter, value));'
TELL = 'this.live.textContent = this.errors.size ? "" : this.slot("summary").textContent;'
INPUT = '<span class="control"><input type="text" aria-label="Mark" data-parameter="mark" value="${state.mark}"></span>'
BUTTON = '<button type="button" data-set="far">Far</button>'


@cases(
    ("sound", "", []),
    (
        "an input in a slot that is made anew",
        "typing takes the focus away",
        [(EXPLORER, "table: `<p>", f"table: `{INPUT}<p>"), ANEW],
    ),
    ("a control without a name", "a textbox has no name", [(PAGE, ' aria-label="z, exact value"', "")]),
    ("a slider without a name", "a slider has no name", [(PAGE, f'for="{NAME}-rate">Rate<', f'for="{NAME}-rate"><')]),
    ("two with one name", "2 of the kind textbox", [(PAGE, "Rate, exact value", "z, exact value")]),
    ("a slider that moves nothing", "no key changes", [(EXPLORER, "state.rate * 0.99", "0.1 * 0.99")]),
    ("a choice that does nothing", "no key changes", [(EXPLORER, "values, state.colour)", 'values, "function")')]),
    ("a field that does nothing", "no number typed", [(EXPLORER, "* state.w,", "* 2,")]),
    ("a button that does nothing", "changes nothing", [(EXPLORER, "({ z: z === REACH ? -REACH : REACH })", "({ z })")]),
    (
        "a button in a slot that is made anew",
        "takes the focus away",
        [(PAGE, BUTTON, ""), (EXPLORER, "table: `<p>", f"table: `{BUTTON}<p>${{state.z}}"), ANEW],
    ),
    (
        "a button that Tab passes by",
        "Tab doesn't come to it",
        [(PAGE, '<button type="button" data-set', '<button type="button" tabindex="-1" data-set')],
    ),
    ("a control that never shows", "never to be seen", [(EXPLORER, "by: ({ steep }) => steep", "by: () => false")]),
    (
        "a slider that says nothing",
        "says nothing of the value",
        [(LIVE, SAID, 'bring(input, "ariaValueText", "");')],
    ),
    (
        "a slider that says its first value for ever",
        "of every value",
        [(LIVE, SAID, "")],
    ),
    ("nothing is said", "the status line says ''", [(LIVE, TELL, "")]),
    ("a chatterbox", "talks while a slider moves", [(LIVE, "const QUIET = 400", "const QUIET = 4")]),
    ("no status line", "no polite status line", [(PAGE, 'class="explorer-live" role="status"', 'class="explorer-live"')]),
)  # fmt: skip
def test_a_fault_under_the_keyboard_is_noticed(
    desk: tuple[Page, Traffic], plant: Plant, said: str, faults: list[Fault]
) -> None:
    page, _ = desk
    visit(page, plant(*faults), NAME)
    judge(keyboard(page, NAME), said)


STUCK: Fault = (EXPLORER, 'name === "z" ? { z: at(width).x.invert(place.x) }', 'name === "z" ? { z: state.z }')
NEVER_LET_GO: Fault = (POINTERS, "(held = null)", "null")
NOT_WRITTEN: Fault = (
    ADDRESS,
    "else asked.set(name, text);",
    'else if (key !== "mark") asked.set(name, text);',
)


@cases(
    ("sound", "", []),
    ("a handle that stays", "handle z: dragging changes nothing", [STUCK]),
    ("a handle that is never let go", "still held", [NEVER_LET_GO]),
    ("what is dragged is not in the address", "what was dragged is", [NOT_WRITTEN]),
    ("covered", "others cover it", [(PAGE, "</main>", '<div style="position: fixed; inset: 0"></div></main>')]),
)
def test_a_fault_under_the_mouse_is_noticed(
    desk: tuple[Page, Traffic], plant: Plant, said: str, faults: list[Fault]
) -> None:
    page, _ = desk
    visit(page, plant(*faults), NAME)
    judge(mouse(page, NAME), said)


@cases(
    ("sound", "", []),
    ("a handle that stays", "handle z: dragging changes nothing", [STUCK]),
    (
        "a handle that the page takes for scrolling",
        "handle mark",
        [
            (POINTERS, 'listen("touchstart", stay);', ""),
        ],
    ),
    ("a small button", "24 by 10 px", [(PAGE, "</style>", f"[data-reset] {{ {SMALL} }}</style>")]),
    ("a small handle", "handle z is", [(PLOT, 'r="22"', 'r="9"')]),
    ("too wide", "sideways", [(PAGE, "</style>", ".explorer-controls { width: 500px }</style>")]),
)  # fmt: skip
def test_a_fault_under_a_finger_is_noticed(
    arrive: Any, server: tuple[Path, str], plant: Plant, said: str, faults: list[Fault]
) -> None:
    page, _ = arrive(server[1], viewport={"width": 390, "height": 844}, has_touch=True)
    visit(page, plant(*faults), NAME)
    judge([*small_targets(page, NAME), *checks.sideways(page), *finger(page, NAME)], said)


AS_MARKUP: Fault = (LIVE, "this.message.textContent = text;", "this.message.innerHTML = text;")
RETYPED: Fault = (LIVE, "if (!wrong && input !== document.activeElement)", "if (true)")
REFUSED = "this.controls();\n      this.complain();"
NAMED, DESCRIBED = 'aria-label="Rate, exact value"', f'aria-describedby="{NAME}-message"'
ANY_NUMBER: Fault = (PARAMETERS, "if (value >= min && value <= max", "if (Number.isFinite(value)")


@cases(
    ("sound", "", []),
    ("a message written as HTML", "the message has elements", [AS_MARKUP]),
    ("a script of the reader's runs", "a dialog opened", [AS_MARKUP]),
    ("what was typed is lost", "what was typed is now", [RETYPED]),
    ("no message", "no message", [(LIVE, "this.message.textContent = text;", "void text;")]),
    ("no alert", "the message is no alert", [(PAGE, ' role="alert"', "")]),
    (
        "an empty aria-invalid",
        "aria-invalid is ''",
        [(LIVE, 'wrong ? "true" : null', 'wrong ? "" : null')],
    ),
    ("a message of 5,000 signs", "signs", [(PARAMETERS, "shown.length > 30", "shown.length > 1e9")]),
    ("far too large", "too large: no message", [ANY_NUMBER]),
    ("the picture is lost", "the last picture is lost", [(LIVE, REFUSED, f'{REFUSED} this.picture.innerHTML = "";')]),
    ("no description", "doesn't name the message", [(PAGE, f"{NAMED} {DESCRIBED}", NAMED)]),
)  # fmt: skip
def test_a_fault_under_typed_nonsense_is_noticed(
    desk: tuple[Page, Traffic], plant: Plant, said: str, faults: list[Fault]
) -> None:
    page, _ = desk
    visit(page, plant(*faults), NAME)
    judge(typed(page, NAME), said)


@cases(
    ("sound", "", []),
    ("a message written as HTML", "an element came into the page", [AS_MARKUP]),
    ("far too large", "from the address", [ANY_NUMBER]),
    ("names that every object has", 'takes "__proto__" from the address', [ANY_NAME]),
    (
        "a lax parameter",
        "mark takes",
        [(EXPLORER, "if (value >= 0 && value <= 1) return value;", "if (!(value > 1)) return value || 0.5;")],
    ),
    ("no message", "no message", [(LIVE, "this.message.textContent = text;", "void text;")]),
    (
        "a message that stays",
        "the message stays",
        [
            (LIVE, '["address", ...Object.keys(changes)]', "Object.keys(changes)"),
            (LIVE, "this.errors.clear();", ""),
        ],
    ),
)
def test_a_fault_under_nonsense_in_the_address_is_noticed(
    desk: tuple[Page, Traffic], plant: Plant, said: str, faults: list[Fault]
) -> None:
    page, _ = desk
    judge(asked(page, plant(*faults), NAME), said)


WRITE = "export function write(explorer, state, search) {\n  const asked = new URLSearchParams"
FIRST = "defaults(this.explorer.parameters)"


@cases(
    ("sound", "", []),
    ("not in the address", "a reload shows", [(ADDRESS, "else asked.set(name, text);", "")]),
    (
        "what others wrote is lost",
        "is lost from the address",
        [(ADDRESS, f"{WRITE}(search);", f"{WRITE}();")],
    ),
    (
        "Reset leaves a value",
        "Reset brings",
        [(LIVE, f"this.set({FIRST});", f"this.set({{ ...{FIRST}, w: 3 }});")],
    ),
    (
        "Reset leaves the address",
        "after Reset the address",
        [(ADDRESS, "asked.delete(name);", "asked.set(name, text);")],
    ),
)  # fmt: skip
def test_a_fault_in_what_the_address_remembers_is_noticed(
    desk: tuple[Page, Traffic], plant: Plant, said: str, faults: list[Fault]
) -> None:
    page, _ = desk
    judge(remembered(page, plant(*faults), NAME), said)


@cases(
    ("sound", "", []),
    ("it doesn't run", "it doesn't run", [(LIVE, "this.advance(key, pace(this.state[key]));", "")]),
    (
        "it doesn't pause",
        "it doesn't pause",
        [(LIVE, "cancelAnimationFrame(this.playing);", "")],
    ),
    (
        "it freezes after a pause",
        "after a pause Step changes nothing",
        [(LIVE, PAUSED, PAUSED.replace("\n", " cancelAnimationFrame(this.frame); this.frame = 1;\n"))],
    ),
    ("it doesn't end", "it doesn't end", [(LIVE, "if (value === max) this.pause();", "")]),
    (
        "it moves though motion is not wanted",
        "where motion is not wanted",
        [(LIVE, "(prefers-reduced-motion: reduce)", "(prefers-reduced-motion: no)")],
    ),
    (
        "it outlives its page",
        "after its page has gone",
        [(LIVE, 'this.signal.addEventListener("abort", () => this.stop(), { once: true });', "")],
    ),
)  # fmt: skip
def test_a_fault_in_what_plays_is_noticed(
    desk: tuple[Page, Traffic], plant: Plant, said: str, faults: list[Fault]
) -> None:
    page, _ = desk
    visit(page, plant(*faults), NAME)
    judge(playing(page, NAME), said)


OWN = "import(`./explorers/${element.dataset.explorer}.mjs"


@cases(
    ("sound", "", []),
    ("fetched too soon", "are fetched already", [(START, 'const NEAR = "400px";', 'const NEAR = "4000px";')]),
    (
        "fetched twice",
        "is fetched 2 times",
        [(START, f"{OWN}`)", f"{OWN}`).then(() => {OWN}?again`))")],
    ),
)  # fmt: skip
def test_what_is_fetched_too_soon_is_noticed(
    desk: tuple[Page, Traffic], plant: Plant, said: str, faults: list[Fault]
) -> None:
    page, traffic = desk
    judge(fetched(page, traffic, plant(*faults), NAME), said)


@cases(
    ("sound", "", []),
    ("fetched in vain", "without need", [(START, "\nlet leave", '\nimport("./kit/explorer.mjs");\n\nlet leave')]),
)
def test_what_is_fetched_in_vain_is_noticed(
    desk: tuple[Page, Traffic], plant: Plant, said: str, faults: list[Fault]
) -> None:
    page, traffic = desk
    address = plant((PAGE, f'data-explorer="{NAME}"', ""), *faults)
    judge(nothing_to_do(page, traffic, address), said)


@cases(
    ("sound", "", []),
    ("controls that do nothing", "controls can be set", [(PAGE, '<fieldset class="explorer-body" disabled>', "<fieldset>")]),
    ("no picture", "a picture is not to be seen", [(PAGE, "</style>", f".explorer-plot svg {HIDDEN}</style>")]),
    ("no word of it", "nothing says that it stands still", [(PAGE, "JavaScript runs", "it may")]),
    ("two pictures", "to be seen twice", [(PAGE, "</style>", ".explorer .narrow { display: block !important }</style>")]),
    ("no summary", "the summary is not to be seen", [(PAGE, "</style>", ".explorer-summary { display: none }</style>")]),
)  # fmt: skip
def test_what_is_missing_without_javascript_is_noticed(
    arrive: Any, server: tuple[Path, str], plant: Plant, said: str, faults: list[Fault]
) -> None:
    page, _ = arrive(server[1], java_script_enabled=False)
    page.goto(plant(*faults))
    judge(unscripted(page, NAME), said)


@cases(
    ("sound", "", []),
    ("another number", "value", [(EXPLORER, "* state.w,", "* state.w * (1 + 1e-11),")]),
    ("another number in a list", "values[", [(EXPLORER, "(factor * z))", "(factor * z) + 1e-11)")]),
    ("one more", "numbers: ", [(EXPLORER, "mark: state.mark,", "mark: state.mark, more: 1,")]),
)  # fmt: skip
def test_another_number_is_noticed(
    desk: tuple[Page, Traffic], plant: Plant, tmp_path: Path, said: str, faults: list[Fault]
) -> None:
    page, _ = desk
    sound = planting.plant(tmp_path / "sound")
    visit(page, plant(*faults), NAME)
    state, found = models(page, NAME)
    assert state == sound["states"][0]
    judge(explorer_numbers.judge(NAME, [state], [found], sound["numbers"][:1]).complaints, said)


@cases(
    ("sound", "", []),
    ("a listener", "more listeners", [(LIVE, SHOW, f'{SHOW} slot.addEventListener("x", () => html);')]),
    ("a node", "more nodes", [(LIVE, SHOW, f"{SHOW} {KEEP}(slot.cloneNode(true));")]),
    ("a state", "the heap has grown", [(LIVE, SHOW, f"{SHOW} {KEEP}({{ ...this.state, text: String(Math.random()) }});")]),
)  # fmt: skip
def test_what_interactions_leave_behind_is_noticed(
    steady: Browser, plant: Plant, monkeypatch: pytest.MonkeyPatch, said: str, faults: list[Fault]
) -> None:
    monkeypatch.setattr(explorer_lasting, "INTERACTIONS", FEW_INTERACTIONS)
    context = steady.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    visit(page, plant(*faults), NAME)
    growth = explorer_lasting.interactions(page, NAME)
    context.close()
    judge(explorer_lasting.grown(growth), said)


@cases(
    ("sound", "", []),
    (
        "a listener of the window",
        "more listeners",
        [(LIVE, ALIVE, f'{ALIVE} window.addEventListener("resize", () => this.draw());')],
    ),
    ("its element", "more nodes", [(LIVE, ALIVE, f"{ALIVE} {KEEP}(this.element);")]),
)  # fmt: skip
def test_what_visits_leave_behind_is_noticed(steady: Browser, plant: Plant, said: str, faults: list[Fault]) -> None:
    context = steady.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    visit(page, plant(*faults), NAME)
    growth = explorer_lasting.visits(page, NAME, FEW_VISITS)
    context.close()
    judge(explorer_lasting.grown(growth, explorer_lasting.VISITS_SLACK), said)


VIEW = "const { value, left, drawn, mark } = numbers;"
WORK = "const end = performance.now() + 40; while (performance.now() < end);"


@cases(("sound", "", []), ("slow", "takes", [(EXPLORER, VIEW, f"{VIEW} {WORK}")]))
def test_what_is_slow_is_noticed(desk: tuple[Page, Traffic], plant: Plant, said: str, faults: list[Fault]) -> None:
    page, _ = desk
    visit(page, plant(*faults), NAME)
    judge(explorer_pace.slow(explorer_pace.pace(page, NAME)), said)
