"""The docstrings: their examples run in an empty namespace, nothing that they promise to say is missing."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import griffe
import pytest

import nnref
from scripts.paths import ROOT
from tests.docs import public, sources

EMPTY: dict[str, object] = {}
PYTHON_FILES = sorted(path for folder in ("nnref", "scripts", "tests") for path in (ROOT / folder).rglob("*.py"))
BRIDGE = "nnref.keras"  # its examples import Keras, so they run where the pages' blocks do, in a process of their own
SECTIONS = {"parameters": "Args", "returns": "Returns", "raises": "Raises", "examples": "Examples"}


def examples() -> Iterator[doctest.DocTest]:
    """The examples of every docstring in the package, private ones too, each without the names of its module."""
    finder = doctest.DocTestFinder()
    for found in pkgutil.iter_modules(nnref.__path__, "nnref."):
        if found.name == BRIDGE:
            continue
        module = importlib.import_module(found.name)
        yield from (test for test in finder.find(module, found.name, globs=EMPTY) if test.examples)


def failures(test: doctest.DocTest) -> str:
    """What doctest says about the examples of a docstring; nothing, if they are right."""
    told: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    return "".join(told)


@pytest.mark.parametrize("test", [pytest.param(test, id=test.name) for test in examples()])
def test_the_examples_of_a_docstring_run_in_an_empty_namespace(test: doctest.DocTest) -> None:
    assert failures(test) == ""


@pytest.mark.parametrize(
    "session",
    [
        pytest.param(">>> sigmoid(0.0)\n0.5\n", id="a-missing-import"),
        pytest.param(
            ">>> from nnref import sigmoid\n>>> sigmoid([0.0, 1.0]).round(4)\narray([0.5   , 0.7312])\n", id="a-digit"
        ),
        pytest.param(">>> import numpy as np\n>>> np.array([1.0, 2.0])\narray([1, 2])\n", id="ints-for-floats"),
        pytest.param(">>> import warnings\n>>> warnings.warn('no')\n", id="a-warning"),
    ],
)
def test_a_fault_planted_in_an_example_is_caught(session: str) -> None:
    assert failures(doctest.DocTestParser().get_doctest(session, EMPTY, "planted", None, 0))


def public_functions() -> list[FunctionType]:
    """The functions that the package offers."""
    exported = [getattr(nnref, name) for name in nnref.__all__ if inspect.isfunction(getattr(nnref, name))]
    return exported + [function for module in public.modules() for function in public.functions_of(module)]


@pytest.fixture(scope="module")
def package() -> griffe.Object:
    """The package as the reference sees it."""
    return sources.Project(ROOT).package


@pytest.mark.parametrize("function", public_functions(), ids=lambda function: function.__name__)
def test_a_public_docstring_has_its_parts(function: FunctionType, package: griffe.Object) -> None:
    path = f"{function.__module__}.{function.__name__}".removeprefix("nnref.")
    # These move numbers or look names up, and compute nothing.
    without_formula = ["the formula"] if function.__module__ == BRIDGE or path == "initializers.get" else []
    assert missing_parts(package[path]) == without_formula


def missing_parts(function: griffe.Function) -> list[str]:
    """What a function's docstring leaves out."""
    if function.docstring is None:
        return ["the docstring"]
    sections = function.docstring.parsed
    missing = [name for kind, name in SECTIONS.items() if kind not in {section.kind.value for section in sections}]
    if not sources.displayed(function.docstring.value):
        missing.append("the formula")
    documented = [
        argument.name for section in sections if section.kind.value == "parameters" for argument in section.value
    ]
    signature = [parameter.name.lstrip("*") for parameter in function.parameters]
    if [name.lstrip("*") for name in documented] != signature:
        missing.append(f"an argument: the signature has {signature}, Args has {documented}")
    return missing


def planted(docstring: str) -> griffe.Function:
    """A function with this docstring."""
    code = f'def planted(z):\n    r"""{docstring}"""\n    raise ValueError\n'
    return griffe.visit("m", filepath=ROOT / "m.py", code=code, docstring_parser=griffe.Parser.google)["planted"]


WHOLE = """A sentence.

    $$
    y = z
    $$

    Args:
        z: Here.

    Returns:
        There.

    Raises:
        ValueError: Always.

    Examples:
        >>> 1
        1
    """


def test_a_whole_docstring_misses_nothing() -> None:
    assert missing_parts(planted(WHOLE)) == []


@pytest.mark.parametrize(
    ("part", "missing"),
    [
        ("    $$\n    y = z\n    $$\n", "the formula"),
        ("    Args:\n        z: Here.\n", "Args"),
        ("        z: Here.\n", "an argument"),
        ("    Returns:\n        There.\n", "Returns"),
        ("    Raises:\n        ValueError: Always.\n", "Raises"),
        ("    Examples:\n        >>> 1\n        1\n", "Examples"),
    ],
    ids=["formula", "args", "argument", "returns", "raises", "examples"],
)
def test_a_part_taken_from_a_docstring_is_missed(part: str, missing: str) -> None:
    assert part in WHOLE
    replacement = "        y: Here.\n" if missing == "an argument" else ""
    assert any(told.startswith(missing) for told in missing_parts(planted(WHOLE.replace(part, replacement))))


@pytest.mark.parametrize("path", PYTHON_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_docstring_with_a_backslash_is_raw(path: Path) -> None:
    assert sources.docstring_faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param('"""The angle $\\theta$."""', id="module"),
        pytest.param('def f():\n    """The slope $\\\\nabla$."""', id="escaped"),
        pytest.param('class C:\n    """A tab\there."""', id="control-character"),
    ],
)
def test_a_docstring_that_is_not_raw_is_caught(source: str) -> None:
    assert sources.docstring_faults(source)


def test_a_raw_docstring_passes() -> None:
    assert sources.docstring_faults('r"""The angle $\\theta$."""\ndef f():\n    """Plain."""') == []
