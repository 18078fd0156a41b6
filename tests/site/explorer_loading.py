"""What is fetched for an explorer, and when; and what there is of it without JavaScript."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Request

from tests.site.explorers import ask, awake, selector
from tests.site.traffic import Traffic

FOLDER = re.compile(r"(?<!/assets)/javascripts/(.+)")  # ours, not the theme's
START = "start.mjs"
NEAR = 400  # px below the window, from where on an explorer is fetched
CLEAR = 100  # px, so that a line more or less on the page makes no difference


class Modules:
    """The modules that a page asks for, by their place in the folder."""

    def __init__(self, page: Page) -> None:
        self.asked: list[str] = []
        page.on("request", self._asked)

    def _asked(self, request: Request) -> None:
        if match := FOLDER.search(request.url):
            self.asked.append(match[1].partition("?")[0])


def fetched(page: Page, traffic: Traffic, address: str, name: str) -> list[str]:
    """What comes before the explorer is near, and what comes then."""
    modules = Modules(page)
    page.goto(address)
    traffic.settle(page)
    below = page.evaluate(
        "there => document.querySelector(there).getBoundingClientRect().top - innerHeight", selector(name)
    )
    own = [module for module in modules.asked if module.startswith(f"explorers/{name}")]
    complaints = []
    if below > NEAR + CLEAR and own:
        complaints.append(f"{below:.0f} px below the window {own} are fetched already")
    awake(page, name)
    traffic.settle(page)
    if modules.asked.count(f"explorers/{name}.mjs") != 1:
        complaints.append(f"explorers/{name}.mjs is fetched {modules.asked.count(f'explorers/{name}.mjs')} times")
    there = page.evaluate("[...document.querySelectorAll('[data-explorer]')].map(found => found.dataset.explorer)")
    strange = [
        module
        for module in modules.asked
        if module.startswith("explorers/") and module.split("/")[1].removesuffix(".mjs") not in there
    ]
    return complaints + [f"{module} is of no explorer on the page" for module in strange]


def nothing_to_do(page: Page, traffic: Traffic, address: str) -> list[str]:
    """On a page without anything to explore or to practise, only the module that looks for it is fetched."""
    modules = Modules(page)
    page.goto(address)
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    traffic.settle(page)
    return [] if modules.asked == [START] else [f"without need {modules.asked} are fetched"]


def unscripted(page: Page, name: str) -> list[str]:
    """What is missing of an explorer where no script runs. The page is open; the scripts here are the test's own."""
    found = ask(
        page,
        name,
        """const there = (within, selector) => [...within.querySelectorAll(selector)].filter(it => it.checkVisibility());
        const words = selector => there(section, selector).map(it => it.textContent.trim()).join(' ');
        const isDrawn = plot => there(plot, 'svg').some(svg => svg.getBoundingClientRect().width > 100);
        return {
            pictures: all('.explorer-plot').map(isDrawn),
            columns: all('[data-slot]').map(slot => there(slot, ':scope > .wide, :scope > .narrow').length),
            prompt: words('.explorer-prompt'), summary: words('.explorer-summary'), alone: words('.explorer-alone'),
            enabled: fields().filter(element => !element.matches(':disabled')).map(selectorOf),
            message: words('.explorer-message'),
        };""",
    )
    faults = {
        "a picture is not to be seen": all(found["pictures"]),
        "something is to be seen twice, for the wide and for the narrow column": max(found["columns"]) <= 1,
        "the prompt is not to be seen": bool(found["prompt"]),
        "the summary is not to be seen": bool(found["summary"]),
        "nothing says that it stands still": "JavaScript" in found["alone"],
        f"controls can be set: {found['enabled']}": not found["enabled"],
        f"it complains: {found['message']}": not found["message"],
    }
    return [fault for fault, right in faults.items() if not right]
