"""An explorer under the keyboard and in the ears: every control has a name, answers to its keys and keeps the focus."""

from __future__ import annotations

from collections import Counter
from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.site.explorers import (
    QUIET,
    Control,
    Scene,
    Shown,
    ask,
    controls,
    enter,
    in_every_scene,
    press_reset,
    selector,
    shown,
    told,
    until,
)

RANGE_KEYS = ("ArrowRight", "ArrowLeft", "ArrowLeft", "PageUp", "End", "Home")
SELECT_KEYS = ("ArrowDown", "ArrowUp")
OPTIONS = 12  # more than any choice has
NAMED_ROLES = ("slider", "textbox", "radio", "checkbox", "button", "combobox", "spinbutton", "img", "image")
RARE = {"radio", "img", "image"}  # several of these may share a name: the group around them has its own
CHANGES = 10
PAUSE = 40  # ms from one change to the next, well under the pause after which an explorer tells what it shows


def keyboard(page: Page, name: str, silent: tuple[str, ...] = ()) -> list[str]:
    """Every control of every scene, by the keyboard alone; those that are silent show nothing by themselves."""

    def check(page: Page, name: str, new: list[Control], scene: Scene) -> list[str]:
        complaints = unnamed(page, name) + tab_stops(page, name)
        spoken: set[str] = set()
        for control in new:
            complaints += [f"{control}: {complaint}" for complaint in exercise(page, name, control, scene, silent)]
            if control.kind not in spoken | {"reset", "play", "copy"}:
                complaints += [f"{control}: {complaint}" for complaint in unsaid(page, name)]
                spoken.add(control.kind)
            if control.kind not in ("reset", "play", "copy"):
                enter(page, name, scene)
        return complaints

    return in_every_scene(page, name, check) + chatter(page, name)


def unnamed(page: Page, name: str) -> list[str]:
    """Controls and pictures whose name is empty for a screen reader, and two of a kind with the same one."""
    session = page.context.new_cdp_session(page)
    nodes = accessible(session, name)
    session.detach()
    found = [(node["role"]["value"], node.get("name", {}).get("value", "").strip()) for node in nodes]
    complaints = [f"a {role} has no name" for role, words in found if not words]
    twice = Counter(one for one in found if one[1] and one[0] not in RARE)
    return complaints + [
        f"{count} of the kind {role} are named {words!r}" for (role, words), count in twice.items() if count > 1
    ]


def accessible(session: CDPSession, name: str) -> list[dict[str, Any]]:
    """What a screen reader is offered of an explorer, as far as it must have a name."""
    document = session.send("DOM.getDocument", {"depth": 0})
    found = session.send("DOM.querySelector", {"nodeId": document["root"]["nodeId"], "selector": selector(name)})
    nodes = session.send("Accessibility.queryAXTree", {"nodeId": found["nodeId"]})["nodes"]
    return [node for node in nodes if not node["ignored"] and node["role"]["value"] in NAMED_ROLES]


def tab_stops(page: Page, name: str) -> list[str]:
    """Controls that the Tab key doesn't come to, in their order."""
    wanted: list[str] = ask(
        page,
        name,
        """const wanted = fields().filter(visible).filter(element => element.type !== 'radio' || element.checked);
        wanted[0].focus({ preventScroll: true });
        return wanted.map(selectorOf);""",
    )
    reached = [wanted[0]]
    for _ in range(2 * len(wanted)):  # the picture may have stops of its own
        page.keyboard.press("Tab")
        focus = ask(page, name, "return shown().focus")
        if not focus:
            break
        reached.append(focus)
    missed = [selector for selector in wanted if selector not in reached]
    order = [selector for selector in reached if selector in wanted]
    complaints = [f"{selector}: Tab doesn't come to it" for selector in missed]
    return complaints + ([] if missed or order == wanted else [f"Tab goes {order}, the page shows {wanted}"])


def exercise(page: Page, name: str, control: Control, scene: Scene, silent: tuple[str, ...]) -> list[str]:
    """What is wrong with a control: nothing changes, the focus is lost, or a slider says nothing of its value."""
    if control.kind in ("reset", "play"):  # they have checks of their own
        return []
    if control.kind == "copy":
        return copying(page, name, control)
    if control.kind == "text":
        return typing(page, name, control)
    before = focus(page, name, control)
    if control.kind == "button":
        return button(page, name, control, scene)
    keys: tuple[str, ...] = {
        "range": RANGE_KEYS,
        "radio": ("ArrowRight",) * OPTIONS,
        "select": SELECT_KEYS * 2,
        "checkbox": ("Space",),
    }[control.kind]
    values = [value_of(page, name, control)]
    changed = False
    for key in keys:
        page.keyboard.press(key)
        now = shown(page, name)
        values.append(value_of(page, name, control))
        if not now.focus.startswith(control.key):
            return [f"{key} takes the focus away, to {now.focus or 'nothing'}"]
        if changed := now.picture != before.picture:
            break
    changed = changed or (control.key in silent and len(set(values)) > 1)
    complaints = [] if changed else ["no key changes the picture or the summary"]
    if control.kind == "range":
        complaints += mute(values)
    return complaints


def focus(page: Page, name: str, control: Control) -> Shown:
    """Put the focus on a control; what is shown then."""
    return Shown(**ask(page, name, "one(argument).focus(); await frame(); return shown();", control.selector))


UPSET = """
    const field = one(argument);
    field.value = Number(field.value) * 0.5 + 0.25;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await frame();
"""


def value_of(page: Page, name: str, control: Control) -> tuple[str, str]:
    """The value of a control, and how it is said."""
    script = "const found = one(argument); return [found.value, found.getAttribute('aria-valuetext') ?? ''];"
    value, said = ask(page, name, script, control.selector)
    return value, said


def mute(values: list[tuple[str, str]]) -> list[str]:
    """What is wrong with how a slider says its values."""
    complaints = [f"says nothing of the value {value}" for value, said in values if not said.strip()]
    said_by_value = dict(values)
    if len(said_by_value) > 1 and len(set(said_by_value.values())) == 1:
        complaints.append(f"says {values[0][1]!r} of every value")
    return complaints


def button(page: Page, name: str, control: Control, scene: Scene) -> list[str]:
    """What is wrong with a button: both Enter and Space press it.

    One that repairs what a reader has typed has nothing to do at first; then each field gets another number for it.
    """
    fields = [field.selector for field in controls(page, name, "text")]
    for key in ("Enter", "Space"):
        for upset in (None, *fields):
            enter(page, name, scene)
            if upset:
                ask(page, name, UPSET, upset)
            before = focus(page, name, control)
            page.keyboard.press(key)
            now = shown(page, name)
            if now.focus != before.focus:
                return [f"{key} takes the focus away, to {now.focus or 'nothing'}"]
            if now.picture != before.picture:
                break
        else:
            return [f"{key} changes nothing"]
    return []


def copying(page: Page, name: str, control: Control) -> list[str]:
    """What is wrong with a button that copies: it must say what came of it, and keep the focus."""
    before = focus(page, name, control)
    page.keyboard.press("Enter")
    now = until(page, name, lambda now: now.told not in (before.told, before.summary), milliseconds=2 * QUIET)
    if now.focus != before.focus:
        return [f"Enter takes the focus away, to {now.focus or 'nothing'}"]
    return [] if now.told not in ("", before.told, before.summary) else ["the status line doesn't say what came of it"]


def typing(page: Page, name: str, control: Control) -> list[str]:
    """What is wrong with a field: no number that it takes changes the picture, or what was typed doesn't stay.

    A number that makes sense only beside others, such as one of several probabilities, may be refused as a whole.
    """
    before = focus(page, name, control)
    refused = False
    for text in others(value_of(page, name, control)[0]):
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(text)
        now = shown(page, name)
        if now.focus != before.focus:
            return [f"typing takes the focus away, to {now.focus or 'nothing'}"]
        kept, wrong = ask(page, name, "const it = one(argument); return [it.value, it.ariaInvalid];", control.selector)
        if kept != text:
            return [f"typed {text}, it has {kept!r}"]
        refused = refused or (bool(now.message) and wrong is None)
        if now.picture != before.picture and wrong is None and not now.message:
            return []
    return [] if refused else ["no number typed changes the picture or the summary"]


def others(text: str) -> list[str]:
    """What could be typed instead: other numbers; or a line of several things, without the last."""
    try:
        current = float(text)
    except ValueError:
        return [text[: text.rstrip(";, ").rfind(sign)] for sign in (";", ",", " ") if sign in text.strip()]
    numbers = (current + 1, current - 1, current + 0.1, current - 0.1, current / 2, 0, 1, 2)
    return [f"{number:.6g}" for number in numbers]


def unsaid(page: Page, name: str) -> list[str]:
    """Whether the polite status line says the summary after a pause, or leaves that to the message of an error."""
    now = told(page, name)
    if now.message or now.told == now.summary:
        return []
    return [f"the status line says {now.told!r} of {now.summary!r}"]


def chatter(page: Page, name: str) -> list[str]:
    """Whether the status line waits for a pause: while a reader moves a control it says nothing."""
    if not ask(page, name, "return one('.explorer-live')?.role === 'status'"):
        return ["there is no polite status line"]
    slider = ask(page, name, "return fields().filter(visible).some(element => element.type === 'range')")
    if not slider:
        return []
    page.wait_for_timeout(2 * QUIET)  # what was changed before has been told
    said: list[str] = ask(
        page,
        name,
        """const said = [];
        const watch = new MutationObserver(() => said.push(one('.explorer-live').textContent));
        watch.observe(one('.explorer-live'), { childList: true, characterData: true, subtree: true });
        const slider = fields().filter(visible).find(element => element.type === 'range');
        for (let step = 1; step <= argument.changes; step++) {
            slider.value = Number(slider.min) + (step / argument.changes) * (slider.max - slider.min);
            slider.dispatchEvent(new Event('input', { bubbles: true }));
            await new Promise(done => setTimeout(done, argument.pause));
        }
        watch.disconnect();
        return said;""",
        {"changes": CHANGES, "pause": PAUSE},
    )
    press_reset(page, name)
    # On a busy machine a pause of ours may grow to one of the reader's.
    return [] if len(said) <= CHANGES / 3 else [f"the status line talks while a slider moves: {said}"]
