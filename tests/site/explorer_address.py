"""The address of an explorer: a reload shows what was shown, Reset forgets it, and what others wrote there stays."""

from __future__ import annotations

from urllib.parse import parse_qsl

from playwright.sync_api import Page

from tests.site.explorers import ask, awake, shown, told, until, visit

OTHERS = "?h=lecture&another.z=3&n=%C5%B7+2"  # of the search, of another explorer, and whatever else
# As a reader would: each control gets another value; one that the others don't go with gets its own again.
CHANGE = """
    const another = {
        range: element => Number(element.min) + 0.37 * (element.max - element.min),
        text: element => String(Number(element.value) === 0 ? 1 : Number((Number(element.value) * 0.9).toPrecision(3))),
        'select-one': element => [...element.options].map(option => option.value).find(value => value !== element.value),
        checkbox: element => !element.checked,
    };
    const put = (element, value) => {
        if (element.type === 'checkbox') element.checked = value; else element.value = value;
        element.dispatchEvent(new Event('input', { bubbles: true }));
        element.dispatchEvent(new Event('change', { bubbles: true }));
    };
    let changed = 0;
    const seen = new Set();
    for (let left = true; left;) {
        left = false;
        for (const element of fields()) {
            if (!visible(element) || element.matches('button') || seen.has(selectorOf(element))) continue;
            left = true;
            seen.add(selectorOf(element));
            if (element.type === 'radio') {
                if (!element.checked && !seen.has(element.name)) { seen.add(element.name); element.click(); changed += 1; }
                await frame();
                continue;
            }
            const own = element.type === 'checkbox' ? element.checked : element.value;
            const wanted = another[element.type]?.(element);
            if (wanted === undefined) continue;
            put(element, wanted);
            await frame();
            if (one('.explorer-message').textContent) { put(element, own); await frame(); } else changed += 1;
        }
    }
    return changed;
"""
VALUES = """
    const value = element => element.matches('[type=radio], [type=checkbox]') ? element.checked : element.value;
    return fields().filter(element => visible(element) && !element.matches('button'))
        .map(element => `${selectorOf(element)}: ${value(element)}`);
"""


def remembered(page: Page, address: str, name: str) -> list[str]:
    """Change all that can be changed, reload, reset."""
    visit(page, address + OTHERS, name)
    first = shown(page, name)
    if not ask(page, name, CHANGE):
        return ["nothing can be changed"]
    changed = told(page, name)
    if changed.message:
        return [f"what was changed is refused: {changed.message}"]
    values = ask(page, name, VALUES)
    complaints = [] if changed.picture != first.picture else ["no change shows"]
    complaints += [f"after changes {fault}" for fault in lost(changed.search)]
    page.reload()
    awake(page, name)
    again = until(page, name, lambda now: now.picture == changed.picture, milliseconds=1000)
    if again.picture != changed.picture:
        complaints.append(f"a reload shows {again.summary!r}, not {changed.summary!r}; address {changed.search!r}")
    if ask(page, name, VALUES) != values:
        complaints.append(f"a reload has {ask(page, name, VALUES)}, not {values}")
    if again.search != changed.search:
        complaints.append(f"a reload changes the address from {changed.search!r} to {again.search!r}")
    return complaints + reset(page, name, first.picture)


def lost(search: str) -> list[str]:
    """What others wrote into the address and is no longer there."""
    now = parse_qsl(search.removeprefix("?"), keep_blank_values=True)
    return [f"{key} is lost from the address" for key, value in parse_qsl(OTHERS[1:]) if (key, value) not in now]


def reset(page: Page, name: str, first: tuple[str, int]) -> list[str]:
    """Reset by the keyboard: the first state and its address, and the focus stays."""
    ask(page, name, "one('[data-reset]').focus()")
    page.keyboard.press("Enter")
    until(page, name, lambda now: f"{name}." not in now.search, milliseconds=2000)
    now = told(page, name)
    complaints = [f"after Reset {fault}" for fault in lost(now.search)]
    if now.picture != first:
        complaints.append(f"Reset brings {now.summary!r}, not {first[0]!r}")
    if f"{name}." in now.search:
        complaints.append(f"after Reset the address still has {now.search!r}")
    if now.focus != 'button[data-reset=""]':
        complaints.append(f"Reset takes the focus away, to {now.focus or 'nothing'}")
    return complaints
