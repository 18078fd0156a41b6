r"""A line of numbers must be its general formula with these numbers put in, term by term: `0 \cdot \ln(…)` counts too."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import product
from typing import Any

from tests.equations.evaluate import Evaluator
from tests.equations.parser import Parser
from tests.equations.rounding import ROUNDED
from tests.equations.scenario import Scenario
from tests.equations.tree import Chain, FalseError, Node, UnreadableError, parts

EXACT = 1e-12  # two numbers that are the same but for rounding

Term = tuple[int, list[Any]]  # a sign, and the factors


def require(chains: Iterable[Chain], scenario: Scenario) -> None:
    """Every chain with a line of numbers must hold an instance of one of the scenario's general formulas.

    Raises:
        FalseError: If one doesn't.
    """
    if not scenario.worked:
        return
    instances = [instance for general in scenario.worked for instance in instances_of(general, scenario)]
    for chain in chains:
        lines = [side for side in chain.sides if is_line(side)]
        found = [any(same(terms(line, None), instance) for instance in instances) for line in lines]
        for line, right in zip(lines, found, strict=True):
            if not right and (not any(found) or has_zero(line)):
                raise FalseError("not the general formula with these numbers in it", line.position)


def is_line(node: Node) -> bool:
    """Whether a side is made of at least two typed numbers and no names, or has a factor that counts for nothing."""
    kinds = [each.kind for each in parts(node)]
    named = any(each.kind == "name" and each.args[0] != "e" for each in parts(node))
    return has_zero(node) or (not named and kinds.count("number") > 1 and not {"matrix", "derivative"} & set(kinds))


def has_zero(node: Node) -> bool:
    """Whether something is multiplied by a typed 0, so that the value doesn't tell whether it is right."""
    products = (each for each in parts(node) if each.kind in ("dot", "juxtapose"))
    return any(Node("number", ("0",)) in each.args for each in products)


@cache
def instances_of(general: str, scenario: Scenario) -> list[list[Term]]:
    """A general formula with the sample's numbers in it, once for each assignment of its indices."""
    tree = Parser(general, scenario.functions).sum()
    bound = {node.args[0] for node in parts(tree) if node.kind in ("sum", "prod")}
    names = {node.args[0] for node in parts(tree) if node.kind == "name"} & set(scenario.ranges)
    indices = sorted(names - bound - set(scenario.values))
    spans = [scenario.ranges[index] for index in indices]
    found = []
    for values in product(*spans):
        evaluator = Evaluator(scenario, dict(zip(indices, values, strict=True)))
        try:
            found.append(terms(tree, evaluator))
        except UnreadableError:  # an index that another one puts out of range
            continue
    return found


def terms(node: Node, evaluator: Evaluator | None) -> list[Term]:
    """A sum as signed products; with an evaluator, names and sums are written out in numbers."""
    if node.kind in ("add", "subtract"):
        sign = 1 if node.kind == "add" else -1
        return terms(node.args[0], evaluator) + [(sign * s, f) for s, f in terms(node.args[1], evaluator)]
    if node.kind == "negate":
        return [(-sign, factors) for sign, factors in terms(node.args[0], evaluator)]
    if node.kind == "sum" and evaluator is not None:
        index, *bounds, body = node.args
        written = []
        for value in evaluator.span(node, index, tuple(bounds)):
            evaluator.bound[index] = value
            written += terms(body, evaluator)
        evaluator.bound.pop(index, None)
        return written
    found = factors(node, evaluator)
    sign = 1
    for number, factor in enumerate(found):
        if factor[0] == "number" and factor[1] < 0:
            sign, found[number] = -sign, ("number", -factor[1], factor[2])
    return [(sign, sorted(found, key=lambda factor: (factor[0], factor[1] if factor[0] == "number" else 0)))]


def factors(node: Node, evaluator: Evaluator | None) -> list[Any]:
    """The factors of a product, each a number with what its rounding allows, or an operation on sums."""
    kind, args = node.kind, node.args
    if kind in ("juxtapose", "dot"):
        return factors(args[0], evaluator) + factors(args[1], evaluator)
    if kind == "parentheses":
        inner = terms(args[0], evaluator)
        if len(inner) == 1:
            sign, found = inner[0]
            return [*found, ("number", -1.0, 0.0)] if sign < 0 and not is_number(found) else signed(sign, found)
        return [("sum", inner)]
    if kind == "number":
        decimals = len(args[0].partition(".")[2])
        return [("number", float(args[0]), 0.5 * 10.0**-decimals if decimals >= ROUNDED else EXACT)]
    if kind == "divide":
        return [("divide", terms(args[0], evaluator), terms(args[1], evaluator))]
    if kind in ("call", "apply"):
        arguments = args[1] if kind == "call" else args[2]
        primes = args[2] if kind == "call" else args[3]
        base = args[3] if kind == "call" and args[3] is not None else Node("number", ("1",))
        return [("call", args[0], primes, [terms(each, evaluator) for each in arguments], terms(base, evaluator))]
    if kind == "scripted" and (args[0].kind != "name" or args[0] == Node("name", ("e",))) and args[1] is None:
        return [("power", factors(args[0], evaluator), terms(args[2], evaluator))]
    if kind == "power":
        return [("power", factors(args[0], evaluator), terms(args[1], evaluator))]
    if evaluator is not None and kind in ("name", "scripted") and node != Node("name", ("e",)):
        return [("number", float(evaluator.quantity(node)), EXACT)]
    return [("other", node)]


def is_number(found: list[Any]) -> bool:
    """Whether a product is one number."""
    return len(found) == 1 and found[0][0] == "number"


def signed(sign: int, found: list[Any]) -> list[Any]:
    """A single number with its sign put back."""
    if sign < 0:
        return [("number", -found[0][1], found[0][2])]
    return found


def same(shown: Any, general: Any) -> bool:
    """Whether two canonical forms agree, each shown number to its own digits."""
    if isinstance(shown, list | tuple):
        if isinstance(shown, tuple) and shown and shown[0] == "number":
            numbers = isinstance(general, tuple) and general[0] == "number"
            return numbers and abs(shown[1] - general[1]) <= shown[2] * (1 + 1e-6)
        return (
            isinstance(general, list | tuple)
            and len(shown) == len(general)
            and all(same(one, other) for one, other in zip(shown, general, strict=True))
        )
    return bool(shown == general)
