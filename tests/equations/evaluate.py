"""The value of a whole formula: with derivatives, sums over a range, matrices and cases."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.equations.arithmetic import COMPARE, Nothing, dimensions, multiplied, pick
from tests.equations.scenario import Column, Layers
from tests.equations.tree import Node, UnreadableError, parts
from tests.equations.values import Values

STEP = 1e-30  # of the complex step: its square is lost beside any value, so that the derivative is exact


class Evaluator(Values):
    """Evaluates all that the parser reads."""

    # Derivatives

    def derivative(self, node: Node, above: Node, below: Node) -> Any:
        (over, over_groups), (under, under_groups) = self.spelled(above), self.spelled(below)
        if (over, under) not in self.scenario.derivatives:
            raise UnreadableError(f"the derivative of {over} in {under} has no meaning here", node.position)
        self.used.add((over, under))
        value = self.scenario.derivatives[over, under]
        if callable(value):
            return value(
                *(tuple(index for _, group in groups for index in group) for groups in (over_groups, under_groups))
            )
        if over_groups:
            raise UnreadableError(f"{over} has no parts here whose derivative is known", node.position)
        for sign, group in under_groups:
            if (sign == "^") != isinstance(value, Layers):
                raise UnreadableError("a layer is missing, or an index stands in its place", node.position)
            value = pick(value, group, node.position)
        if isinstance(value, dict):
            raise UnreadableError("an index or a layer is missing", node.position)
        return value

    def spelled(self, node: Node) -> tuple[str, list[tuple[str, tuple[int, ...]]]]:
        """The name of a quantity, and its scripts with their indices, the layer first."""
        if node.kind == "name":
            return node.args[0], []
        base, below, above = node.args
        if node.kind != "scripted" or base.kind != "name":
            raise UnreadableError("only a named quantity has a derivative here", node.position)
        name = base.args[0]
        groups = []
        if above is not None:
            groups.append(("^", (self(above),)))
        if below is not None:
            if len(below) == 1 and below[0].kind in ("number", "name") and self.known(f"{name}_{below[0].args[0]}"):
                return f"{name}_{below[0].args[0]}", groups
            groups.append(("_", tuple(self(index) for index in below)))
        return name, groups

    def known(self, name: str) -> bool:
        """Whether derivatives are declared of this name, or in it."""
        return any(name in pair for pair in self.scenario.derivatives)

    def differentiate(self, node: Node, below: Node, body: Node) -> Any:
        """By a complex step through the formula, and through nnref's own derivative for its functions."""
        if below.kind != "name" or dimensions(value := self.quantity(below)):
            raise UnreadableError("only a number can be stepped aside", node.position)
        names = {part.args[0] for part in parts(body) if part.kind == "name"}
        if below.args[0] not in names or names & set(self.scenario.code):
            raise UnreadableError(f"how this depends on {below.args[0]}, the formula doesn't say", node.position)
        stepped = Evaluator(self.scenario, self.bound)
        stepped.used, stepped.met = self.used, self.met
        stepped.bound[below.args[0]] = complex(value, STEP)
        return float(np.imag(stepped.quantity(body)) / STEP)

    # Over a range

    def span(self, node: Node, index: str, bounds: tuple[Node | None, ...]) -> list[int]:
        """The values of the index of a sum."""
        low, high, other, members = bounds
        if index in self.bound or index in self.scenario.values:
            raise UnreadableError(f"the index {index!r} is in use already", node.position)
        if low is not None and high is not None:
            first, last = self(low), self(high)
            if first != int(first) or last != int(last) or last < first - 1:
                raise UnreadableError(f"a sum from {first} to {last}", node.position)
            return list(range(int(first), int(last) + 1))
        if members is not None:
            chosen = self(members)
            if not isinstance(chosen, frozenset):
                raise UnreadableError("expected a set", node.position)
            return sorted(chosen)
        declared = self.scenario.ranges.get(index)
        if declared is None:
            raise UnreadableError(f"the range of {index!r} is not declared", node.position)
        values = declared(self.bound) if callable(declared) else declared
        return [value for value in values if other is None or value != self(other)]

    def terms(self, node: Node, index: str, bounds: tuple[Node | None, ...], body: Node) -> list[Any]:
        """What is added, multiplied or compared."""
        found = []
        span = self.span(node, index, bounds)
        for value in span:
            self.bound[index] = value
            found.append(self.quantity(body))
        self.bound.pop(index, None)
        return found

    def sum(self, node: Node, index: str, *rest: Any) -> Any:
        terms = self.terms(node, index, rest[:-1], rest[-1])
        total: Any = terms[0] if terms else Nothing()
        for term in terms[1:]:
            total = self.added(total, term, node.position)
        return total

    def prod(self, node: Node, index: str, *rest: Any) -> Any:
        product: Any = 1
        for factor in self.terms(node, index, rest[:-1], rest[-1]):
            product = multiplied(product, factor, node.position)
        return product

    def max(self, node: Node, index: str, *rest: Any) -> Any:
        return max(self.terms(node, index, rest[:-1], rest[-1]))

    def min(self, node: Node, index: str, *rest: Any) -> Any:
        return min(self.terms(node, index, rest[:-1], rest[-1]))

    # Matrices and cases

    def matrix(self, node: Node, *rows: tuple[Node, ...]) -> Any:
        entries = np.array([[float(self.quantity(entry)) for entry in row] for row in rows])
        if len(rows) == 1:
            return entries[0]
        return entries[:, 0].view(Column) if entries.shape[1] == 1 else entries

    def condition(self, node: Node, left: Node, relation: str, right: Node) -> bool:
        return COMPARE[relation](self.quantity(left), self.quantity(right))

    def cases(self, node: Node, *rows: tuple[Node, Node]) -> Any:
        holding = [(value, condition) for value, condition in rows if self(condition)]
        if len(holding) != 1:
            raise UnreadableError(f"{len(holding)} of the cases hold at once", node.position)
        ((value, condition),) = holding
        self.met.add(condition.position)
        return self.quantity(value)
