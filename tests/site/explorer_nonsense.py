"""Nonsense, typed and in the address: a clear message, and nothing is lost."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from playwright.sync_api import Page

from tests.site.explorers import Control, Scene, Shown, ask, enter, in_every_scene, press_reset, shown, told, visit

MARKUP = "<img src=x onerror=alert(1)>"
LONG = "9" * 5000
NONSENSE = {
    "nothing": "",
    "letters": "abc",
    "too large": "1e308",
    "negative": "-1",
    "not a number": "NaN",
    "markup": MARKUP,
    "very long": LONG,
}
# In the address alone: what would get in where a value is looked up carelessly, or shown as anything but text.
HOSTILE = (
    *("__proto__", "constructor", "toString", "hasOwnProperty", "document"),
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    '" autofocus onfocus=alert(1) ',
    "\0",
    "\u202etanh",
)
PERHAPS_RIGHT = "-1"  # many a number may be negative; then it must be taken like any other
EMPTY = ""  # a line that lists things may be without any
LONGEST_MESSAGE = 400  # signs for one field; a message is read out
LONGEST_QUERY = 60_000  # bytes; servers take no longer address


class Dialogs:
    """Every dialog that a page opens: each is a complaint, and is closed."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        page.on("dialog", self._opened)

    def _opened(self, dialog: Any) -> None:
        self.complaints.append(f"a dialog opened: {dialog.message}")
        dialog.dismiss()


def typed(page: Page, name: str) -> list[str]:
    """Every field of every scene under all nonsense."""

    def check(page: Page, name: str, new: list[Control], scene: Scene) -> list[str]:
        complaints = []
        for control in new:
            if control.kind == "text":
                complaints += [f"{control}: {complaint}" for complaint in field(page, name, control)]
                enter(page, name, scene)
        return complaints

    dialogs = Dialogs(page)
    return in_every_scene(page, name, check) + dialogs.complaints


def field(page: Page, name: str, control: Control) -> list[str]:
    """What is wrong with how a field takes nonsense, and then its own number again."""
    tried: list[dict[str, Any]] = ask(
        page,
        name,
        """const input = one(argument.selector);
        const own = input.value;
        const picture = () => [shown().summary, shown().slots].join();
        const write = async text => {
            const before = picture();
            input.focus();
            input.select();
            document.execCommand(text ? 'insertText' : 'delete', false, text);
            await frame();
            const message = one('.explorer-message');
            return {
                text, before, listed: Number.isNaN(Number(own)), kept: input.value,
                wrong: input.getAttribute('aria-invalid'), focused: document.activeElement === input,
                message: message.textContent, elements: message.childElementCount,
                injected: document.querySelectorAll('img[src="x"]').length,
                visible: message.checkVisibility(), role: message.getAttribute('role'),
                described: (input.getAttribute('aria-describedby') ?? '').split(' ').includes(message.id),
                picture: picture(),
            };
        };
        const first = picture();
        const tried = [];
        for (const text of argument.nonsense) tried.push(await write(text));
        return [...tried, { ...await write(own), before: first }];""",
        {"selector": control.selector, "nonsense": list(NONSENSE.values())},
    )
    complaints = []
    for sort, one in zip([*NONSENSE, "its own number"], tried, strict=True):
        faults = taken(one) if one["text"] not in NONSENSE.values() or is_taken(one) else refused(one)
        complaints += [f"{sort}: {fault}" for fault in faults + harm(one)]
    return complaints


def is_taken(one: dict[str, Any]) -> bool:
    """Whether what may be right was taken as right."""
    return (one["text"] == PERHAPS_RIGHT or (one["text"] == EMPTY and one["listed"])) and one["wrong"] is None


def taken(one: dict[str, Any]) -> list[str]:
    """What is wrong where a number is right: at the end its own, at which the picture is as it was."""
    if one["wrong"] is not None:
        return [f"refused: {one['message']}"]
    if one["text"] not in NONSENSE.values() and (one["message"] or one["picture"] != one["before"]):
        return [f"the picture of before doesn't come back; message: {one['message']!r}"]
    return []


def refused(one: dict[str, Any]) -> list[str]:
    """What is wrong with how nonsense is refused."""
    quoted = one["text"].strip()[:20] or "nothing"
    faults = {
        "no message": one["message"] and one["visible"],
        "the message is no alert": one["role"] == "alert",
        f"the message doesn't quote it: {one['message'][:200]!r}": quoted in one["message"],
        f"the message has {len(one['message'])} signs": len(one["message"]) <= LONGEST_MESSAGE,
        f"aria-invalid is {one['wrong']!r}": one["wrong"] == "true",
        "the field doesn't name the message as its description": one["described"],
    }
    return [fault for fault, right in faults.items() if not right]


def harm(one: dict[str, Any]) -> list[str]:
    """What nonsense must never do."""
    faults = {
        "the last picture is lost": one["picture"] == one["before"] or one["wrong"] is None,
        f"what was typed is now {one['kept'][:40]!r}": one["kept"] == one["text"],
        "the focus is lost": one["focused"],
        "the message has elements": one["elements"] == 0,
        "an element came into the page": one["injected"] == 0,
    }
    return [fault for fault, right in faults.items() if not right]


def asked(page: Page, address: str, name: str) -> list[str]:
    """Nonsense in the address, for each parameter alone and for all together; at the end a change that makes sense."""
    dialogs = Dialogs(page)
    visit(page, address, name)
    first = shown(page, name)
    keys: list[str] = ask(page, name, "return Object.keys((await kit()).explorer.parameters)")
    complaints = alone(page, name)
    wrong = [text for text in NONSENSE.values() if text != PERHAPS_RIGHT]
    for turn in (0, len(wrong) // 2):  # so that few parameters too meet all of it
        texts = [wrong[(turn + number) % len(wrong)] for number in range(len(keys))]
        pairs = [f"{name}.{key}={quote(text)}" for key, text in zip(keys, texts, strict=True)]
        while sum(map(len, pairs)) > LONGEST_QUERY:
            pairs.remove(max(pairs, key=len))
        visit(page, f"{address}?{'&'.join(pairs)}", name)
        complaints += [f"nonsense in the address: {fault}" for fault in misread(page, name, first)]
    return complaints + unforgotten(page, name) + dialogs.complaints


def alone(page: Page, name: str) -> list[str]:
    """Parameters that take nonsense from the address without a word, or lose their first value to it."""
    found: list[str] = ask(
        page,
        name,
        """const { explorer, address } = await kit();
        const first = address.read(explorer, '').state;
        return Object.keys(explorer.parameters).flatMap(key => argument.flatMap(text => {
            const { state, complaints } = address.read(explorer, `?${new URLSearchParams({ [`${name}.${key}`]: text })}`);
            const right = complaints.length === 0 ? (text === argument.at(-1) && state[key] === Number(text))
                    || (text === '' && explorer.parameters[key].kind === 'text')
                : complaints.length === 1 && JSON.stringify(state) === JSON.stringify(first);
            return right ? [] : [`${key} takes ${JSON.stringify(text.slice(0, 40))} from the address`];
        }));""",
        [*HOSTILE, *(text for text in NONSENSE.values() if text != PERHAPS_RIGHT), PERHAPS_RIGHT],
    )
    return found


def misread(page: Page, name: str, first: Shown) -> list[str]:
    """What is wrong with an explorer that was asked for nonsense."""
    now = shown(page, name)
    elements, injected = ask(
        page,
        name,
        "return [one('.explorer-message').childElementCount, document.querySelectorAll('img[src=\"x\"]').length]",
    )
    faults = {
        "no message": bool(now.message),
        f"another first picture: {now.summary!r}": now.picture == first.picture,
        "an element came into the page": elements == injected == 0,
    }
    return [fault for fault, right in faults.items() if not right]


def unforgotten(page: Page, name: str) -> list[str]:
    """Whether the complaint about the address goes with the first change, and the nonsense from the address."""
    press_reset(page, name)
    now = told(page, name)
    complaints = [f"the message stays after Reset: {now.message!r}"] if now.message else []
    return complaints + ([f"the address keeps its nonsense: {now.search[:80]!r}"] if f"{name}." in now.search else [])
