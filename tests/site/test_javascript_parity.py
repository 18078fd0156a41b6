"""The mathematics that readers' browsers load, against nnref: the comparisons of `tests/javascripts`, in Chromium."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from scripts import fixtures
from scripts.paths import ROOT
from tests.site.traffic import Traffic

pytestmark = pytest.mark.slow

MODULES = ROOT / "tests" / "javascripts"
COMPARE = """async ([base, text]) => {
  const nn = await import(`${base}javascripts/nn.mjs`);
  const { compareAll, read } = await import(`${base}parity.mjs`);
  const cases = read(text);
  return { compared: cases.length, ...compareAll(nn, cases) };
}"""


def test_nn_computes_in_chromium_what_nnref_computes(
    arrive: Callable[..., tuple[Page, Traffic]], served: str, tmp_path: Path
) -> None:
    text = fixtures.write(tmp_path / "fixtures.json").read_text(encoding="utf-8")
    page, traffic = arrive(served)
    for name in ("parity.mjs", "nearness.mjs"):
        page.route(served + name, partial(Route.fulfill, path=MODULES / name, content_type="text/javascript"))
    page.goto(served)
    answer = page.evaluate(COMPARE, [served, text])
    traffic.settle(page)
    assert answer["failures"] == []
    assert answer["compared"] == len(fixtures.collect())
    assert max(answer["errors"].values()) > 0  # it did compute: no two machines round every exponential alike
    assert traffic.take() == []
