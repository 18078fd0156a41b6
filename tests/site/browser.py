"""The browser that the tests drive, and what happens where there is none."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, BrowserType

from scripts import browser as found
from scripts.browser import NoBrowserError, fetch

DID_NOT_RUN = "BROWSER TESTS DID NOT RUN"


def open_browser(
    chromium: BrowserType,
    environment: Mapping[str, str] = os.environ,
    fetch: Callable[[], bool] = fetch,
    extra: tuple[str, ...] = (),
) -> Browser:
    """A browser, or no test at all; with `extra` flags for those that need them."""
    try:
        return found.open_browser(chromium, environment, fetch, extra)
    except NoBrowserError as error:
        give_up(str(error), environment)


def give_up(complaint: str, environment: Mapping[str, str] = os.environ) -> NoReturn:
    """Where CI runs the tests a missing browser is a failure; elsewhere it is said loudly."""
    message = f"{DID_NOT_RUN}: {complaint}"
    if environment.get("CI", "").lower() in ("true", "1"):
        pytest.fail(message, pytrace=False)
    pytest.skip(message)
