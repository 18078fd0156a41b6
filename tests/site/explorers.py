"""The explorers: where they stand, what they show, and which controls they have.

Every check of an explorer takes a page in a browser and returns its complaints, so that the same functions see the explorers
of the site and the ones with a planted fault.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from scripts import explorers
from scripts.paths import DOCS
from tests.site import checks

Scene = dict[str, str]  # what differs from the first state, as the address writes it
Check = Callable[[Page, str, list["Control"], Scene], list[str]]

PATIENCE = 20_000  # ms, for a machine under load
QUIET = 400  # ms without a change, after which an explorer tells what it shows
POLL = 30  # ms


@dataclass(frozen=True)
class Explorer:
    """An explorer and the page on which it stands, relative to the site's base; and what it opens with there."""

    name: str
    page: str
    first: str

    def __str__(self) -> str:
        return f"{self.name} on {self.page}"


@dataclass(frozen=True)
class Shown:
    """What a reader has before them; of pictures and all other slots but the summary a number that changes when they do."""

    summary: str
    slots: int
    message: str
    told: str  # by the polite status line
    search: str
    focus: str  # the selector of what has the focus, if it is of this explorer

    @property
    def picture(self) -> tuple[str, int]:
        """All that follows from the state."""
        return self.summary, self.slots


@dataclass(frozen=True)
class Control:
    """Something to set: its selector inside the explorer, and what it is."""

    selector: str
    kind: str  # range, text, radio, checkbox, select, play, reset, copy, button
    group: str  # of a radio button: its selector without the value

    @property
    def key(self) -> str:
        """What it sets: all radio buttons of a group set the same."""
        return self.group or self.selector

    def __str__(self) -> str:
        return self.selector


def places() -> list[Explorer]:
    """Every `[explorer: name]` of the pages; of each explorer that place first in which it opens as it is."""
    found = []
    for place in explorers.places():
        stem = place.page.relative_to(DOCS).with_suffix("").as_posix()
        found.append(Explorer(place.name, f"{stem}/".removesuffix("index/"), place.first))
    return sorted(found, key=lambda each: (each.name, each.first))


PLACES = places()
EXPLORERS = list({each.name: each for each in reversed(PLACES)}.values())[::-1]

# What every script of these tests may use.
LIBRARY = (
    checks.FRAME
    + """
const section = document.querySelector(`section[data-explorer="${name}"]`);
// An explorer shows its first picture with the next frame, and all else with the one after: await frame().
const all = selector => [...section.querySelectorAll(selector)];
const one = selector => section.querySelector(selector);
const base = () => new URL('./', document.querySelector('script[src*="start.mjs"]').src).href;
const kit = async () => {
    const [{ default: explorer }, { opened }, address] = await Promise.all(
        ['explorers/' + name, 'kit/parameters', 'kit/address'].map(module => import(`${base()}${module}.mjs`)));
    return { explorer: opened(explorer, section.dataset.first ?? ''), address };
};
const attribute = (element, key) => `[${key}="${CSS.escape(element.getAttribute(key))}"]`;
const selectorOf = element => {
    const tag = element.localName;
    const kind = tag === 'input' ? attribute(element, 'type') : '';
    const key = ['data-parameter', 'data-play', 'data-step', 'data-another', 'data-set', 'data-copy', 'data-reset', 'id']
        .find(key => element.hasAttribute(key));
    if (!key) return `${tag}:nth-of-type(${[...element.parentNode.children].indexOf(element) + 1})`;
    return tag + kind + attribute(element, key) + (element.type === 'radio' ? attribute(element, 'value') : '');
};
const kindOf = element => ['play', 'reset', 'copy'].find(key => element.dataset[key] !== undefined)
    ?? (element.localName === 'input' ? element.type : element.localName);
const fields = () => all('button, input, select, textarea');
const visible = element => element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled');
const digest = text => {
    let hash = 2166136261;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
    return hash >>> 0;
};
const shown = () => ({
    summary: one('.explorer-summary').textContent.trim(),
    slots: digest(all('[data-slot]:not(.explorer-summary)').map(slot => slot.innerHTML).join('\\n')),
    message: one('.explorer-message').textContent,
    told: one('.explorer-live').textContent.trim(),
    search: location.search,
    focus: section.contains(document.activeElement) ? selectorOf(document.activeElement) : '',
});
const unfold = () => all('details').forEach(details => { details.open = true; });
"""
)


def ask(page: Page, name: str, script: str, argument: Any = None) -> Any:
    """What a script says of an explorer; it may wait, and use all of the library."""
    return page.evaluate(f"async ([name, argument]) => {{ {LIBRARY} {script} }}", [name, argument])


def selector(name: str) -> str:
    """Where an explorer is on its page."""
    return f'section[data-explorer="{name}"]'


def visit(page: Page, address: str, name: str) -> None:
    """Go to an explorer's page, and to the explorer on it, until it is alive."""
    page.goto(address)
    awake(page, name)


def awake(page: Page, name: str) -> None:
    """Bring the explorer into view, and wait for its first picture."""
    page.locator(selector(name)).wait_for(state="attached", timeout=PATIENCE)
    checks.whole(page)
    ask(page, name, "section.scrollIntoView({ block: 'center', behavior: 'instant' })")
    page.locator(f"{selector(name)}[data-live]").wait_for(state="attached", timeout=PATIENCE)
    ask(page, name, "unfold(); await frame(); await frame();")


def shown(page: Page, name: str) -> Shown:
    """What the explorer shows after the next frame."""
    return Shown(**ask(page, name, "await frame(); return shown();"))


def until(page: Page, name: str, right: Callable[[Shown], bool], milliseconds: float = PATIENCE) -> Shown:
    """What the explorer shows as soon as it is right, or at the end of patience."""
    waited = 0.0
    while not right(now := shown(page, name)) and waited < milliseconds:
        page.wait_for_timeout(POLL)
        waited += POLL
    return now


def told(page: Page, name: str) -> Shown:
    """What the explorer shows once it has said so and has written it into the address."""
    page.wait_for_timeout(QUIET)
    return until(page, name, lambda now: bool(now.message) or now.told == now.summary, milliseconds=2 * QUIET)


def models(page: Page, name: str) -> tuple[dict[str, Any], Any]:
    """The state in which the explorer opens, and the numbers that its served module has for it."""
    state, numbers = ask(
        page,
        name,
        """const { explorer, address } = await kit();
        const encoded = value =>
            typeof value === 'number' && !Number.isFinite(value) ? String(value)
            : ArrayBuffer.isView(value) || Array.isArray(value) ? [...value].map(encoded)
            : value && typeof value === 'object'
                ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, encoded(part)]))
            : value;
        const state = address.read(explorer, '').state;
        return [state, encoded(explorer.model(state))];""",
    )
    return state, numbers


def controls(page: Page, name: str, *kinds: str) -> list[Control]:
    """The controls that are to be seen, in their order; of a group of radio buttons the one that is chosen."""
    found = ask(
        page,
        name,
        """return fields().filter(visible).filter(element => element.type !== 'radio' || element.checked).map(element => ({
            selector: selectorOf(element), kind: kindOf(element),
            group: element.type === 'radio' ? selectorOf(element).replace(/\\[value=.*$/, '') : '',
        }))""",
    )
    return [Control(**one) for one in found if not kinds or one["kind"] in kinds]


def press_reset(page: Page, name: str) -> Shown:
    """Back to the first state, by the explorer's own button."""
    return Shown(**ask(page, name, "one('[data-reset]').click(); await frame(); return shown();"))


def scenes(page: Page, name: str) -> list[Scene]:
    """States in which, taken together, every control is to be seen; the first is the explorer's own.

    A control may be there only for some choices: each single choice and the samples are tried for it.
    """
    found: list[Scene] = ask(
        page,
        name,
        """const { explorer, address } = await kit();
        const { parameters, relevant = {} } = explorer;
        const first = address.read(explorer, '').state;
        const single = Object.entries(parameters).flatMap(([key, { kind, options }]) =>
            options ? Object.keys(options).map(value => ({ [key]: value }))
            : kind === 'toggle' ? [{ [key]: !first[key] }] : []);
        const there = (key, state) => relevant[key]?.(state) ?? true;
        const hidden = new Set(Object.keys(relevant).filter(key => parameters[key] && !there(key, first)));
        const found = [{}];
        for (const changes of [...single, ...explorer.samples]) {
            const revealed = [...hidden].filter(key => there(key, { ...first, ...changes }));
            if (!revealed.length) continue;
            found.push(Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, parameters[key].write(value)])));
            revealed.forEach(key => hidden.delete(key));
        }
        return found;""",
    )
    return found


def enter(page: Page, name: str, scene: Scene) -> None:
    """From wherever it is, into a scene: by Reset, and then by the controls."""
    ask(
        page,
        name,
        """one('[data-reset]').click();
        for (const [key, text] of Object.entries(argument)) {
            const controls = all(`[data-parameter="${CSS.escape(key)}"]`);
            const element = controls.find(it => it.type === 'radio' ? it.value === text : it.type !== 'range');
            if (!element) continue;
            if (element.type === 'checkbox') element.checked = text === '1';
            else if (element.type === 'radio') element.checked = true;
            else element.value = text;
            element.dispatchEvent(new Event('input', { bubbles: true }));
        }
        await frame();""",
        scene,
    )


def in_every_scene(page: Page, name: str, check: Check) -> list[str]:
    """The complaints of a check that takes, in every scene, the controls not seen before."""
    complaints: list[str] = []
    seen: set[str] = set()
    for scene in scenes(page, name):
        enter(page, name, scene)
        new = [control for control in controls(page, name) if control.key not in seen]
        complaints += check(page, name, new, scene)
        seen |= {control.key for control in new}
    press_reset(page, name)
    everything: list[str] = ask(
        page,
        name,
        "return fields().map(element => selectorOf(element).replace(/(type=\"radio\".*)\\[value=.*$/, '$1'))",
    )
    return complaints + [f"{key}: never to be seen" for key in dict.fromkeys(everything) if key not in seen]
