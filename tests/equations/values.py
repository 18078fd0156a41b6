"""The values of names, sums, products and functions: shapes are strict, indices start at 1 and stay within bounds."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from tests.equations.arithmetic import Nothing, added, dimensions, multiplied, pick, transposed
from tests.equations.scenario import Assignment, Draws, Expectation, Function, Indexed, Law, Layers, Scenario
from tests.equations.tree import Node, UnreadableError

ELEMENTARY: dict[str, Callable[..., Any]] = {
    "exp": np.exp,
    "ln": np.log,
    "sqrt": np.sqrt,
    "tanh": np.tanh,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "sin": np.sin,
    "cos": np.cos,
    "max": np.maximum,
    "min": np.minimum,
}
CONSTANTS = {"e": math.e, "pi": math.pi}


class Values:
    """Evaluates trees in one sample, for one assignment of the indices."""

    def __init__(self, scenario: Scenario, assignment: Assignment | None = None) -> None:
        self.scenario = scenario
        self.bound: dict[str, Any] = dict(assignment or {})
        self.used: set[str | tuple[str, str]] = set()
        self.shift: dict[int, float] = {}  # by how much a typed number is moved, to see what its rounding does
        self.assigned = False  # whether we are left of an arrow
        self.met: set[int] = set()  # where the conditions stand that held
        self.scale = 0.0  # the largest term of a sum so far: its rounding is what may be left when terms cancel

    def __call__(self, node: Node) -> Any:
        """The value of a tree.

        Raises:
            UnreadableError: If a symbol has no meaning, or an operation none between these shapes.
        """
        operation = getattr(self, node.kind, None)
        if operation is None:
            raise UnreadableError(f"{node.kind} has no value", node.position)
        try:
            return operation(node, *node.args)
        except (ArithmeticError, TypeError, ValueError, KeyError, IndexError) as error:
            raise UnreadableError(f"{type(error).__name__}: {error}", node.position) from error

    def quantity(self, node: Node) -> Any:
        """The value of a tree, which must be a number, a vector or a matrix."""
        value = self(node)
        if isinstance(value, Indexed) and value.alone is not None:
            return value.alone
        if isinstance(value, dict):
            raise UnreadableError("an index or a layer is missing", node.position)
        return value

    # Numbers and names

    def number(self, node: Node, text: str) -> float:
        return (float(text) if "." in text else int(text)) + self.shift.get(node.position, 0)

    def name(self, node: Node, name: str) -> Any:
        value = self.value_of(name, node.position)
        if isinstance(value, Function | Expectation):
            raise UnreadableError(f"the function {name} without its argument", node.position)
        return value

    def value_of(self, name: str, position: int) -> Any:
        """What a name stands for."""
        if name in self.bound:
            return self.bound[name]
        if self.assigned and name in self.scenario.after:
            self.used.add(name)
            return self.scenario.after[name]
        if name in self.scenario.values:
            self.used.add(name)
            return self.scenario.values[name]
        if name in CONSTANTS:
            return CONSTANTS[name]
        raise UnreadableError(f"{name!r} has no meaning here", position)

    def scripted(self, node: Node, base: Node, below: tuple[Node, ...] | None, above: Node | None) -> Any:
        value, below = self.named_base(base, below)
        if isinstance(value, Layers):
            if above is None or above.kind == "top":
                raise UnreadableError("a layer is missing", node.position)
            value, above = pick(value, (self(above),), node.position), None
        if below is not None:
            value = pick(value, tuple(self(index) for index in below), node.position)
        if isinstance(value, dict):
            raise UnreadableError("an index is missing", node.position)
        if above is None:
            return value
        return transposed(value, node.position) if above.kind == "top" else self.raised(node, base, value, above)

    def named_base(self, base: Node, below: tuple[Node, ...] | None) -> tuple[Any, tuple[Node, ...] | None]:
        """The value under the scripts; a subscript that is part of a declared name, as in beta_1, is used up."""
        if base.kind != "name":
            return self.quantity(base), below
        if below is not None and len(below) == 1 and below[0].kind in ("number", "name"):
            longer = f"{base.args[0]}_{below[0].args[0]}"
            if longer in self.scenario.values:
                return self.value_of(longer, base.position), None
        return self.name(base, base.args[0]), below

    def raised(self, node: Node, base: Node, value: Any, above: Node) -> Any:
        """A power."""
        exponent = self.quantity(above)
        if dimensions(value) or dimensions(exponent):
            raise UnreadableError("a power of an array, or an array as exponent", node.position)
        if base == Node("name", ("e",)) and "e" not in self.scenario.values and "e" not in self.bound:
            return np.exp(exponent)
        if isinstance(value, int | float) and value == 0 and not np.iscomplexobj(exponent) and exponent < 0:
            raise UnreadableError("a negative power of 0", node.position)
        return np.power(value, exponent * 1.0) if not np.iscomplexobj(value) else value**exponent

    def power(self, node: Node, base: Node, exponent: Node) -> Any:
        return self.raised(node, base, self.quantity(base), exponent)

    def parentheses(self, node: Node, inner: Node) -> Any:
        return self.quantity(inner)

    def top(self, node: Node) -> Any:
        raise UnreadableError("the sign of a transpose alone", node.position)

    # Sums and products

    def negate(self, node: Node, inner: Node) -> Any:
        value = self.quantity(inner)
        return value if isinstance(value, Nothing) else -value

    def add(self, node: Node, left: Node, right: Node) -> Any:
        return self.added(self.quantity(left), self.quantity(right), node.position)

    def subtract(self, node: Node, left: Node, right: Node) -> Any:
        value = self.quantity(right)
        return self.added(self.quantity(left), value if isinstance(value, Nothing) else -value, node.position)

    def added(self, x: Any, y: Any, position: int) -> Any:
        """A sum; the size of its terms is remembered."""
        for term in (x, y):
            if not isinstance(term, Nothing):
                self.scale = max(self.scale, abs(term) if isinstance(term, int | float) else np.max(np.abs(term)))
        return added(x, y, position)

    def juxtapose(self, node: Node, left: Node, right: Node) -> Any:
        return multiplied(self.quantity(left), self.quantity(right), node.position)

    def dot(self, node: Node, left: Node, right: Node) -> Any:
        x, y = self.quantity(left), self.quantity(right)
        if dimensions(x) and dimensions(y):
            raise UnreadableError(r"\cdot between arrays: write the product side by side, or \odot", node.position)
        return x * y

    def hadamard(self, node: Node, left: Node, right: Node) -> Any:
        x, y = self.quantity(left), self.quantity(right)
        if not dimensions(x) or np.shape(x) != np.shape(y):
            raise UnreadableError(rf"\odot between the shapes {np.shape(x)} and {np.shape(y)}", node.position)
        return x * y

    def divide(self, node: Node, above: Node, below: Node) -> Any:
        x, y = self.quantity(above), self.quantity(below)
        if dimensions(y):
            raise UnreadableError("division by an array", node.position)
        if np.any(np.asarray(y) == 0):
            raise UnreadableError("division by 0", node.position)
        return x / y

    # Functions

    def absolute(self, node: Node, inner: Node) -> Any:
        value = self.quantity(inner)
        if dimensions(value) or np.iscomplexobj(value):
            raise UnreadableError("the absolute value of an array, or its derivative", node.position)
        return abs(value)

    def norm(self, node: Node, inner: Node) -> Any:
        value = self.quantity(inner)
        if not dimensions(value):
            raise UnreadableError("the norm of a number", node.position)
        if isinstance(value, Draws):
            return np.sqrt((value**2).sum(axis=tuple(range(value.ndim - 1))))
        return float(np.linalg.norm(np.asarray(value), 2))

    def call(self, node: Node, name: str, arguments: tuple[Node, ...], primes: int, base: Node | None) -> Any:
        bound = self.scenario.values.get(name)
        if isinstance(bound, Function):
            self.used.add(name)
            return self.applied(bound, arguments, primes, node.position)
        if primes:
            raise UnreadableError(f"no derivative of {name} is known here", node.position)
        values = [self.quantity(argument) for argument in arguments]
        if len(values) != (2 if name in ("max", "min") else 1):
            raise UnreadableError(f"{name} of {len(values)} arguments", node.position)
        if name == "log":
            declared = self.scenario.values.get("log") if base is None else self.quantity(base)
            if declared is None:
                raise UnreadableError(r"a logarithm without its base: write \ln or \log_{10}", node.position)
            return np.log(values[0]) / math.log(declared)
        if any(np.iscomplexobj(value) for value in values) and name in ("max", "min"):
            raise UnreadableError(f"no derivative of {name} is known", node.position)
        return ELEMENTARY[name](*values)

    def apply(
        self, node: Node, name: str, below: tuple[Node, ...] | None, arguments: tuple[Node, ...], primes: int
    ) -> Any:
        function = self.value_of(name, node.position)
        if below is not None:
            function = pick(function, tuple(self(index) for index in below), node.position)
        if isinstance(function, Expectation):
            (argument,) = arguments
            value = self.quantity(argument)
            if not isinstance(value, Draws) or primes:
                raise UnreadableError(f"{name} of something that is not random", node.position)
            result = function.of(np.asarray(value))
            return float(result) if np.ndim(result) == 0 else result
        if not isinstance(function, Function):
            raise UnreadableError(f"the function {name} needs an index", node.position)
        return self.applied(function, arguments, primes, node.position)

    def applied(self, function: Function, arguments: tuple[Node, ...], primes: int, position: int) -> Any:
        """The value of a function, or of its derivative; with a complex argument, by the rule of the chain."""
        values = [self.quantity(argument) for argument in arguments]
        ladder = (function.code, *function.derivatives)
        if primes >= len(ladder):
            raise UnreadableError("no derivative of this order is known here", position)
        if not any(np.iscomplexobj(value) for value in values):
            result = ladder[primes](*values)
            if isinstance(values[0], Draws):
                return np.asarray(result).view(Draws)
            return result if np.ndim(result) or isinstance(result, Law) else float(result)
        if len(values) != 1 or primes + 1 >= len(ladder):
            raise UnreadableError("no derivative of this function is known here", position)
        real = values[0].real
        return float(ladder[primes](real)) + 1j * float(ladder[primes + 1](real)) * values[0].imag
