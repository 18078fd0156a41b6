"""Which tests are asked about a mutant, and in which order."""

from __future__ import annotations

from collections.abc import Collection

from scripts.mutation.lines import Line
from scripts.mutation.mutants import Mutant
from scripts.mutation.session import Test


class Order:
    """Only tests that run the changed line: first those that caught its neighbours, then the quickest."""

    def __init__(self, tests: dict[str, Test]) -> None:
        self._tests = tests
        self._at: dict[Line, set[str]] = {}
        for name, test in tests.items():
            for line in test.lines:
                self._at.setdefault(line, set()).add(name)
        self._caught: dict[str, dict[str, int]] = {}
        self._number = 0

    def names(self, mutant: Mutant) -> list[str]:
        """The tests' names, the likeliest first."""
        seen = self._at.get((mutant.module, mutant.statement), set())
        lately = self._caught.get(mutant.module, {})
        return sorted(seen, key=lambda name: (-lately.get(name, -1), self._tests[name].seconds, name))

    def caught(self, mutant: Mutant, by: str) -> None:
        """Remember what caught a mutant."""
        self._number += 1
        self._caught.setdefault(mutant.module, {})[by] = self._number

    def limit(self, names: Collection[str]) -> float:
        """A generous limit for these tests: many times what they took."""
        return 20.0 + 5.0 * sum(self._tests[name].seconds for name in names)
