"""What a product is made of: fractions, derivatives, sums over an index, norms, matrices, cases."""

from __future__ import annotations

from tests.equations.names import CLOSING, Names
from tests.equations.tree import Node, UnreadableError, parts

ELEMENTARY = frozenset({"exp", "log", "ln", "tanh", "sinh", "cosh", "sin", "cos", "max", "min", "sqrt"})
RELATIONS = {
    "=": "=",
    "<": "<",
    ">": ">",
    r"\le": "<=",
    r"\ge": ">=",
    r"\approx": "≈",
    r"\ne": "≠",
    r"\leftarrow": "←",
    r"\sim": "~",
    r"\Rightarrow": "⇒",  # as the lecture's slides write it: "gives"
}
BEFORE_A_SUM = ("", "&", "\\\\", ",", "+", "(", "[", "{", r"\lvert", *RELATIONS)
MULTIPLIED = (r"\cdot", r"\times", r"\odot", "/")
BIG = {r"\sum": "sum", r"\prod": "prod", r"\max": "max", r"\min": "min"}


class Factors(Names):
    """The parts of a product; `product` itself goes on with them."""

    def starts_factor(self) -> bool:
        """Whether the next token goes on with a product."""
        raise NotImplementedError

    def product(self) -> Node:
        """Factors side by side."""
        raise NotImplementedError

    def factor(self) -> Node:
        """What a product is made of."""
        position, token = self.position, self.token
        if token.isdigit():
            return self.scripts(self.number())
        if token in (r"\frac", r"\tfrac"):
            return self.fraction()
        if token == r"\partial":
            return self.slash_derivative()
        if token in (r"\sum", r"\prod") or (token in (r"\max", r"\min") and self.tokens[self.at + 1].text == "_"):
            return self.big(BIG[self.next()])
        if token == r"\sqrt":
            self.next()
            return Node("call", ("sqrt", (self.group(),), 0, None), position)
        if token[1:] in ELEMENTARY and token[0] == "\\":
            return self.elementary(self.next()[1:])
        if token == r"\begin":
            return self.scripts(self.environment())
        if token in CLOSING:
            self.next()
            inner = self.sum()
            self.expect(CLOSING[token])
            if token == r"\lvert":
                return self.scripts(Node("absolute", (inner,), position))
            if token == r"\lVert":
                return self.norm(inner, position)
            return self.scripts(Node("parentheses", (inner,), position))
        if token == "{":
            return self.braces()
        return self.scripts(self.name())

    def braces(self) -> Node:
        """What has a colour: nobody sees its braces, so that they must change nothing."""
        before, position = self.tokens[self.at - 1].text if self.at else "", self.position
        self.next()
        inner = self.sum()
        self.expect("}")
        single = inner.kind in ("name", "parentheses")
        goes_on = self.token in MULTIPLIED or self.starts_factor()
        if (
            (inner.kind in ("add", "subtract", "negate") and (goes_on or before not in BEFORE_A_SUM))
            or (inner.kind in ("juxtapose", "dot", "divide", "hadamard") and before in MULTIPLIED)
            or (inner.kind in ("prod", "max", "min", "differentiate") and goes_on)
            or (not single and self.token in ("^", "_", "'"))
        ):
            raise UnreadableError("nobody sees these braces: put parentheses around what they hold", position)
        return self.scripts(inner) if single else inner

    def norm(self, inner: Node, position: int) -> Node:
        r"""`\lVert x \rVert_2`, with its power."""
        self.expect("_")
        if self.group() != Node("number", ("2",)):
            raise self.refusal("only the norm with subscript 2 is known")
        return self.scripts(Node("norm", (inner,), position))

    def fraction(self) -> Node:
        """A quotient, a derivative, or the operator of one."""
        position = self.position
        self.next()
        for sign in (r"\partial", "d"):
            if self.token == "{" and self.tokens[self.at + 1].text == sign:
                return self.derivative(sign, position)
        node = Node("divide", (self.group(), self.group()), position)
        if self.token in ("^", "_", "'"):
            raise self.refusal("a script on a bare fraction: put parentheses around it")
        return node

    def derivative(self, sign: str, position: int) -> Node:
        r"""`\frac{\partial A}{\partial b}` is a quantity of its own; `\frac{d}{dz}` acts on the product that follows."""
        self.expect("{")
        self.expect(sign)
        above = None if self.token == "}" else self.variable()
        self.expect("}")
        self.expect("{")
        self.expect(sign)
        below = self.variable()
        self.expect("}")
        if above is not None:
            return Node("derivative", (above, below), position)
        body = self.factor()
        while self.starts_factor():
            body = Node("juxtapose", (body, self.factor()), position)
        if self.token in MULTIPLIED:
            raise self.refusal("where does what is differentiated end? Put parentheses around it")
        return Node("differentiate", (below, body), position)

    def slash_derivative(self) -> Node:
        r"""`\partial L / \partial w`."""
        position = self.position
        self.expect(r"\partial")
        above = self.variable()
        self.expect("/")
        self.expect(r"\partial")
        return Node("derivative", (above, self.variable()), position)

    def variable(self) -> Node:
        """A name with scripts that no argument follows."""
        functions, self.functions = self.functions, ()
        node = self.scripts(self.name())
        self.functions = functions
        return node

    def elementary(self, name: str) -> Node:
        r"""`\ln(x)`, `\log_{10}(x)`, `\tanh^2(x)`, `\tanh'(x)`."""
        position = self.tokens[self.at - 1].position
        base = power = None
        primes = 0
        while self.token in ("_", "^", "'"):
            sign = self.next()
            if sign == "'":
                primes += 1
            elif sign == "^" and power is None:
                power = self.group()
            elif sign == "_" and name == "log" and base is None:
                base = self.group()
            else:
                raise self.refusal(rf"\{name} with this script is not known")
        if self.token not in ("(", "["):
            raise self.refusal(rf"where does the argument of \{name} end? Use parentheses")
        if power is not None and power.kind == "negate":
            raise self.refusal(rf"\{name}^{{-1}} could be the inverse function: put parentheses around the value")
        node = Node("call", (name, self.arguments(), primes, base), position)
        return Node("power", (node, power), position) if power is not None else node

    def big(self, name: str) -> Node:
        r"""`\sum_{i=1}^{n}`, `\sum_{i \ne c}`, `\sum_{n \in S}`, `\max_{j}`, and the product that follows."""
        position = self.tokens[self.at - 1].position
        self.expect("_")
        braced = self.accept("{")
        index = self.name()
        low = high = other = members = None
        if braced:
            if self.accept("="):
                low = self.sum()
            elif self.accept(r"\ne"):
                other = self.sum()
            elif self.accept(r"\in"):
                members = self.sum()
            self.expect("}")
        if low is not None:
            if not self.accept("^"):
                raise self.refusal(rf"\{name} with a lower bound only")
            high = self.group()
        body = self.product()
        last = body.args[1] if body.kind in ("juxtapose", "dot", "divide") else None
        if name != "sum" and last is not None and index not in parts(last):
            raise UnreadableError(rf"does the last factor belong to the \{name}? Use parentheses", last.position)
        return Node(name, (index.args[0], low, high, other, members, body), position)

    def environment(self) -> Node:
        """A matrix, or a distinction of cases."""
        position, name = self.position, self.begin()
        rows: list[tuple[Node, ...]] = []
        row: list[Node] = []
        while self.token != r"\end":
            if name == "cases":
                value = self.sum()
                self.expect("&")
                rows.append((value, self.condition()))
            elif name == "bmatrix":
                row.append(self.sum())
                if self.accept("&"):
                    continue
                rows.append(tuple(row))
                row = []
            else:
                raise UnreadableError(f"the environment {name!r} is not known", position)
            if not self.accept("\\\\") and self.token != r"\end":
                raise self.refusal(f"can't read {self.token!r} in {name}")
        self.end(name)
        return Node("cases" if name == "cases" else "matrix", tuple(rows), position)

    def condition(self) -> Node:
        """When a case holds."""
        position = self.position
        if self.accept(r"\text") and (word := self.word()) not in ("if", "for"):
            raise UnreadableError(f"expected \\text{{if }}, got {word!r}", position)
        left = self.sum()
        if self.token not in RELATIONS:
            raise self.refusal("expected a relation in the condition")
        relation = RELATIONS[self.next()]
        return Node("condition", (left, relation, self.sum()), position)
