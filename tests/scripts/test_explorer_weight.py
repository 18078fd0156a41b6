"""No explorer makes its page much heavier."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.benchmarks import explorer_weight as weight


@pytest.fixture(scope="module")
def weights() -> dict[str, weight.Weight]:
    """What every explorer adds to its page."""
    found = weight.weights()
    print(weight.table(found))
    return {one.name: one for one in found}


@pytest.mark.parametrize("name", weight.names())
def test_an_explorer_adds_little_to_its_page(weights: dict[str, weight.Weight], name: str) -> None:
    assert weights[name].whole <= weights[name].budget


def test_what_is_imported_through_others_is_counted(tmp_path: Path) -> None:
    texts = {
        "explorers/a.mjs": 'import * as nn from "../nn.mjs";\nconst more = () => import("./a/more.mjs");\n',
        "explorers/a/more.mjs": 'new Worker(new URL("worker.mjs", import.meta.url));\n'
        'new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });\n',
        "explorers/a/worker.mjs": "import '../../kit/plot.mjs'\n",
        "nn.mjs": 'export * from "./nn/softmax.mjs";\nexport {\n  a,\n  b,\n} from "./nn/linear.mjs";\n',
        "nn/softmax.mjs": "import { sum } from './linear.mjs'; // not from ./nothing\n",
        "nn/linear.mjs": "",
        "nn/unused.mjs": "",
        "kit/plot.mjs": 'import { softmax } from "../nn.mjs";\n',
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = weight.imported([tmp_path / "explorers" / "a.mjs"])
    assert {path.relative_to(tmp_path.resolve()).as_posix() for path in found} == set(texts) - {"nn/unused.mjs"}


def test_a_module_too_large_is_noticed() -> None:
    assert weight.Weight("activation", 1, weight.BUDGET - 99, 100).whole > weight.BUDGET
    assert weight.Weight("playground", 1, weight.BUDGET, 0).budget > weight.BUDGET
