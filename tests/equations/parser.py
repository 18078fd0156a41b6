r"""A strict parser for the LaTeX of the notes: what it can't read with certainty it refuses.

    chains      = chain (gap or new row) chain ...         every relation of a chain is checked
    sum         = product (+ or -) product ...
    product     = factor factor ..., with \cdot, \times, \odot and /
    factor      = number, name with scripts, call, fraction, sum or product sign, norm, matrix, cases, (sum)

Whether `g(x)` calls or multiplies, the notation decides: the parser is told which names are functions. Whether `z^2` is a
power or a layer is left to the values.
"""

from __future__ import annotations

from collections.abc import Collection

from tests.equations.tokens import tokenize
from tests.equations.tree import Chain, Node, UnreadableError

GREEK = frozenset({
    "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu",
    "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "varphi", "chi", "psi", "omega", "Gamma", "Delta", "Theta",
    "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega", "ell",
})  # fmt: skip
ACCENTS = frozenset({"hat", "bar", "tilde"})
FONTS = frozenset({"mathcal"})
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
CLOSING = {"(": ")", "[": "]", r"\lvert": r"\rvert", r"\lVert": r"\rVert"}
BIG = {r"\sum": "sum", r"\prod": "prod", r"\max": "max", r"\min": "min"}


class Parser:
    """One formula, read from left to right."""

    def __init__(self, source: str, functions: Collection[str] = ()) -> None:
        self.tokens = tokenize(source)
        self.at = 0
        self.functions = functions

    @property
    def token(self) -> str:
        """The token that comes next."""
        return self.tokens[self.at].text

    @property
    def position(self) -> int:
        """Where it begins."""
        return self.tokens[self.at].position

    def next(self) -> str:
        """Take a token."""
        self.at += 1
        return self.tokens[self.at - 1].text

    def accept(self, text: str) -> bool:
        """Take the token if it is this one."""
        if self.token == text:
            self.at += 1
            return True
        return False

    def expect(self, text: str) -> None:
        """Take the token, which must be this one."""
        if not self.accept(text):
            raise self.refusal(f"expected {text!r}, got {self.token or 'the end'!r}")

    def refusal(self, message: str) -> UnreadableError:
        """What is wrong at the token that comes next."""
        return UnreadableError(message, self.position)

    # Statements

    def chains(self) -> list[Chain]:
        """The statements of a formula, each a chain of relations."""
        aligned = self.token == r"\begin" and self.environment_ahead() == "aligned"
        if aligned:
            self.begin()
        chains: list[Chain] = []
        while self.token and self.token != r"\end":
            self.statement(chains)
        if aligned:
            self.end("aligned")
        if self.accept(".") or self.accept(","):
            pass
        if self.token:
            raise self.refusal(f"can't read {self.token!r} here")
        for chain in chains:
            if not chain.relations:
                raise UnreadableError("nothing is said of this: expected a relation", chain.sides[0].position)
        if not chains:
            raise UnreadableError("the formula is empty")
        return chains

    def statement(self, chains: list[Chain]) -> None:
        """A chain, or a row that goes on with the chain above."""
        while self.accept("&"):
            pass
        if self.token in RELATIONS:
            if not chains:
                raise self.refusal("a relation with nothing on its left")
        else:
            chains.append(Chain([self.sum()], []))
        chain = chains[-1]
        while self.token in RELATIONS or self.token == "&":
            if self.accept("&"):
                continue
            chain.relations.append(RELATIONS[self.next()])
            while self.accept("&"):
                pass
            chain.sides.append(self.sum())
        if self.token in (",", "."):
            self.next()
        if not self.accept("\\\\") and self.token not in ("", r"\end") and not self.tokens[self.at].after_gap:
            raise self.refusal(f"can't read {self.token!r} here")

    def environment_ahead(self) -> str:
        """The name of the environment that begins here."""
        return "".join(token.text for token in self.tokens[self.at + 2 : self.at + 14]).split("}")[0]

    def begin(self) -> str:
        r"""Take `\begin{name}`."""
        self.expect(r"\begin")
        return self.word()

    def end(self, name: str) -> None:
        r"""Take `\end{name}`."""
        self.expect(r"\end")
        if self.word() != name:
            raise self.refusal(rf"expected \end{{{name}}}")

    def word(self) -> str:
        """Letters in braces."""
        self.expect("{")
        letters = ""
        while self.token not in ("}", ""):
            letters += self.next()
        self.expect("}")
        return letters

    # Sums and products

    def sum(self) -> Node:
        """Terms with signs between them."""
        node = self.product()
        while self.token in ("+", "-"):
            position = self.position
            kind = "add" if self.next() == "+" else "subtract"
            if self.token in ("+", "-"):
                raise self.refusal("a sign after a sign: use parentheses")
            node = Node(kind, (node, self.product()), position)
        return node

    def starts_factor(self) -> bool:
        """Whether the next token goes on with the product."""
        token = self.token
        if not token or self.tokens[self.at].after_gap:
            return False
        if token[0] != "\\":
            return token[0].isalnum() or token in CLOSING or token == "{"
        name = token[1:]
        return (
            token in CLOSING
            or name in GREEK
            or name in ACCENTS
            or name in FONTS
            or name in ELEMENTARY
            or name in ("operatorname", "text", "frac", "tfrac", "sum", "prod", "begin", "partial")
        )

    def product(self) -> Node:
        """Factors side by side, or with a sign between them."""
        position = self.position
        if self.accept("-"):
            return Node("negate", (self.product(),), position)
        node, after_slash = self.factor(), False
        while True:
            position, token = self.position, self.token
            if token in (r"\cdot", r"\times", r"\odot"):
                self.next()
                if self.token in ("-", "+"):
                    raise self.refusal("a sign after a sign of multiplication: use parentheses")
                if token == r"\odot" and node.kind == "juxtapose":
                    raise UnreadableError(r"a matrix product beside \odot: put parentheses around it", position)
                node = Node("hadamard" if token == r"\odot" else "dot", (node, self.factor()), position)
            elif token == "/":
                self.next()
                node, after_slash = Node("divide", (node, self.factor()), position), True
                continue
            elif self.starts_factor():
                if node.kind == "hadamard":
                    raise self.refusal(r"a factor after \odot: use parentheses")
                if after_slash:
                    raise self.refusal(r"a/b c could be read in two ways: write \frac")
                if token[0].isdigit():
                    raise self.refusal(r"a number after a factor: write \cdot between them")
                node = Node("juxtapose", (node, self.factor()), position)
            else:
                return node
            after_slash = False

    # Factors

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
            self.next()
            inner = self.sum()
            self.expect("}")
            return self.scripts(Node("parentheses", (inner,), position))
        return self.scripts(self.name())

    def number(self) -> Node:
        """Digits, with a point or without."""
        position, text = self.position, self.next()
        while self.token.isdigit() or (
            self.token == "." and "." not in text and self.tokens[self.at + 1].text.isdigit()
        ):
            if self.position != self.tokens[self.at - 1].position + 1:
                raise self.refusal("two numbers side by side")
            text += self.next()
        return Node("number", (text,), position)

    def group(self) -> Node:
        """What stands in braces, or the one token that TeX would take."""
        position = self.position
        if self.accept("{"):
            node = self.sum()
            self.expect("}")
            return node
        if self.token.isdigit():
            following = self.tokens[self.at + 1]
            if following.text.isdigit() and following.position == position + 1:
                raise self.refusal("TeX takes one digit here: use braces")
            return Node("number", (self.next(),), position)
        if self.token[:1].isalpha() or self.token[1:] in GREEK:
            return Node("name", (self.next().lstrip("\\"),), position)
        raise self.refusal(f"expected an argument in braces, got {self.token or 'the end'!r}")

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
        node = Node("call", (name, self.arguments(), primes, base), position)
        return Node("power", (node, power), position) if power is not None else node

    def arguments(self) -> tuple[Node, ...]:
        """What stands in the parentheses of a function."""
        closing = CLOSING[self.next()]
        found = [self.sum()]
        while self.accept(","):
            found.append(self.sum())
        self.expect(closing)
        return tuple(found)

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
        return Node(name, (index.args[0], low, high, other, members, self.product()), position)

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

    # Names and their scripts

    def name(self) -> Node:
        """A letter, a word, or one of them with an accent."""
        position, token = self.position, self.token
        command = token[1:] if token[:1] == "\\" else ""
        if token[:1].isalpha():
            return Node("name", (self.next(),), position)
        if command in GREEK:
            self.next()
            return Node("name", (command,), position)
        if command in ACCENTS:
            self.next()
            braced = self.accept("{")
            inner = self.name().args[0]
            if braced:
                self.expect("}")
            return Node("name", (f"{command} {inner}",), position)
        if command in FONTS or command in ("operatorname", "text"):
            self.next()
            return Node("name", (self.word(),), position)
        raise self.refusal(f"can't read {token or 'the end'!r} here")

    def scripts(self, node: Node) -> Node:
        """Primes, subscript, superscript and, for a function, its arguments."""
        position, primes = node.position, 0
        below: tuple[Node, ...] | None = None
        above: Node | None = None
        while self.token in ("_", "^", "'"):
            sign = self.next()
            if sign == "'" and above is None:
                primes += 1
            elif sign == "_" and below is None:
                below = self.subscript()
            elif sign == "^" and above is None:
                above = self.superscript()
            else:
                raise self.refusal("two scripts in one place")
        name = node.args[0] if node.kind == "name" else None
        label = below[0] if below is not None and len(below) == 1 and below[0].kind == "label" else None
        if label is not None:
            name = f"{name}_{label.args[0]}"
            node, below = Node("name", (name,), position), None
        if name in self.functions and self.token in ("(", "["):
            if above is not None:
                raise self.refusal("a script between a function and its argument: put parentheses around the value")
            return self.scripts(Node("apply", (name, below, self.arguments(), primes), position))
        if primes:  # such as s', where s stands for a function's value
            if node.kind != "name":
                raise self.refusal("a prime on something without a name")
            node = Node("name", (node.args[0] + "'" * primes,), position)
        if below is None and above is None:
            return node
        return Node("scripted", (node, below, above), position)

    def subscript(self) -> tuple[Node, ...]:
        r"""`ij` and `i, j` are two indices; `t-1` is one; `\text{new}` is part of the name."""
        if not self.accept("{"):
            return (self.group(),)
        if self.token in (r"\text", r"\operatorname"):
            position = self.position
            self.next()
            label = Node("label", (self.word(),), position)
            self.expect("}")
            return (label,)
        found: list[Node] = []
        while True:
            while self.token[:1].isalpha() and self.tokens[self.at + 1].text[:1].isalnum():
                found.append(Node("name", (self.next(),), self.position))
            digits = self.token.isdigit()
            if digits and found and self.tokens[self.at + 1].text == "}":
                found.append(Node("number", (self.next(),), self.position))
            elif digits and self.tokens[self.at + 1].text[:1].isalnum():
                found.append(Node("number", (self.next(),), self.position))
                continue
            else:
                found.append(self.sum())
            if self.accept("}"):
                return tuple(found)
            self.expect(",")

    def superscript(self) -> Node:
        r"""A power, a layer, or the sign of a transpose."""
        position = self.position
        if self.accept(r"\top"):
            return Node("top", (), position)
        if self.token == "{" and self.tokens[self.at + 1].text == r"\top":
            self.next()
            self.next()
            self.expect("}")
            return Node("top", (), position)
        return self.group()


def parse(source: str, functions: Collection[str] = ()) -> list[Chain]:
    """The statements of a formula; `functions` are the names that call what stands in parentheses after them.

    Raises:
        UnreadableError: If the formula is outside the subset, or could be read in two ways.
    """
    return Parser(source, functions).chains()
