"""What plays: it runs, pauses, ends by itself and with the page; and where motion is not wanted, it jumps."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.site.explorers import (
    PATIENCE,
    Control,
    Scene,
    Shown,
    ask,
    awake,
    in_every_scene,
    press_reset,
    selector,
    shown,
    told,
    until,
)

SECOND = 1000
# Counts what an explorer asks of the next frame, as long as anything of it lives.
COUNT = r"""
    window.framesAsked ??= 0;
    if (!window.requestAnimationFrame.counts) {
        const original = window.requestAnimationFrame;
        window.requestAnimationFrame = callback => {
            if (/\/javascripts\/(kit|parts|explorers)\//.test(new Error().stack)) window.framesAsked += 1;
            return original(callback);
        };
        window.requestAnimationFrame.counts = true;
    }
"""


def playing(page: Page, name: str) -> list[str]:
    """Every Play button that there is."""

    def check(page: Page, name: str, new: list[Control], _: Scene) -> list[str]:
        keys = [ask(page, name, "return one(argument).dataset.play", one.selector) for one in new if one.kind == "play"]
        complaints = []
        for key in keys:
            for part in (runs, ends, resets, jumps, leaves):
                press_reset(page, name)
                complaints += [f"Play {key}: {complaint}" for complaint in part(page, name, key)]
        return complaints

    return in_every_scene(page, name, check)


def play(page: Page, name: str, key: str) -> Shown:
    """Focus on a Play button and press it; what was shown before."""
    before = Shown(**ask(page, name, "one(`[data-play='${argument}']`).focus(); await frame(); return shown();", key))
    page.keyboard.press("Enter")
    return before


def state(page: Page, name: str, key: str) -> tuple[str, str]:
    """What a Play button says, and whether it is pressed."""
    words, pressed = ask(
        page, name, "const it = one(`[data-play='${argument}']`); return [it.textContent, it.ariaPressed];", key
    )
    return words, pressed


def runs(page: Page, name: str, key: str) -> list[str]:
    """It moves by itself, and pauses; then the address and the status line follow, and other controls still answer."""
    before = play(page, name, key)
    moving = until(page, name, lambda now: now.picture != before.picture, milliseconds=SECOND)
    further = until(page, name, lambda now: now.picture != moving.picture, milliseconds=SECOND)
    complaints = [] if before.picture != moving.picture != further.picture else ["it doesn't run"]
    if state(page, name, key) != ("Pause", "true"):
        complaints.append(f"while it runs its button says {state(page, name, key)}")
    page.keyboard.press("Space")
    paused = shown(page, name)
    told_of = told(page, name)
    if told_of.picture != paused.picture:
        complaints.append("it doesn't pause")
    if state(page, name, key) != ("Play", "false"):
        complaints.append(f"while it rests its button says {state(page, name, key)}")
    if told_of.told != told_of.summary:
        complaints.append(f"after a pause the status line says {told_of.told!r}")
    if f"{name}.{key}=" not in told_of.search:
        complaints.append(f"after a pause the address has {told_of.search!r}")
    if told_of.focus != before.focus:
        complaints.append(f"it takes the focus away, to {told_of.focus or 'nothing'}")
    ask(page, name, "one(`[data-step='${argument}']`)?.click()", key)
    stepped = shown(page, name)
    if stepped.picture == told_of.picture:
        complaints.append("after a pause Step changes nothing")
    return complaints


def ends(page: Page, name: str, key: str) -> list[str]:
    """At its end it stops by itself."""
    ask(
        page,
        name,
        """const slider = one(`input[type=range][data-parameter='${argument}']`);
        slider.value = slider.max - 3 * (slider.step || 1);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await frame();""",
        key,
    )
    play(page, name, key)
    page.wait_for_timeout(100)
    for _ in range(50):
        if state(page, name, key) == ("Play", "false"):
            return []
        page.wait_for_timeout(100)
    return [f"it doesn't end: its button says {state(page, name, key)}"]


def resets(page: Page, name: str, key: str) -> list[str]:
    """Reset ends it, and shows the first state."""
    before = play(page, name, key)
    until(page, name, lambda now: now.picture != before.picture, milliseconds=SECOND)
    press_reset(page, name)
    now = told(page, name)
    complaints = [] if now.picture == before.picture else [f"Reset brings {now.summary!r}, not {before.summary!r}"]
    if state(page, name, key) != ("Play", "false"):
        complaints.append(f"after Reset its button says {state(page, name, key)}")
    return complaints


def jumps(page: Page, name: str, key: str) -> list[str]:
    """Where motion is not wanted, a press goes some steps at once, and nothing moves."""
    page.emulate_media(reduced_motion="reduce")
    before = play(page, name, key)
    jumped = shown(page, name)
    page.wait_for_timeout(200)
    later = shown(page, name)
    # What follows the reader's own scrolling, as shadows do, has another timeline.
    moving = ask(
        page,
        name,
        "return section.getAnimations({ subtree: true }).some(({ timeline }) => timeline === document.timeline)",
    )
    page.emulate_media(reduced_motion="no-preference")
    complaints = [] if before.picture != jumped.picture else ["without motion it doesn't go on"]
    if later.picture != jumped.picture or moving:
        complaints.append("it moves where motion is not wanted")
    return complaints


def leaves(page: Page, name: str, key: str) -> list[str]:
    """It ends with its page, though the window stays; then the reader comes back."""
    ask(page, name, COUNT)
    play(page, name, key)
    page.wait_for_timeout(100)
    away(page, name)
    asked = page.evaluate("window.framesAsked")
    page.wait_for_timeout(300)
    later = page.evaluate("window.framesAsked")
    back(page, name)
    return [] if asked and later == asked else [f"it asks for {later - asked} frames after its page has gone"]


def away(page: Page, name: str) -> None:
    """To a page beside it, as the site's own links go: without a new window."""
    page.evaluate("document.querySelector('.md-footer__link').click()")
    page.locator(selector(name)).wait_for(state="detached", timeout=PATIENCE)


def back(page: Page, name: str) -> None:
    """Back in the history, until the explorer lives again."""
    page.evaluate("history.back()")
    awake(page, name)
