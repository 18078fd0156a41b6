"""Names with accents, subscripts and superscripts, and the functions among them with their arguments."""

from __future__ import annotations

from tests.equations.reader import Reader
from tests.equations.tree import Node

GREEK = frozenset({
    "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu",
    "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "varphi", "chi", "psi", "omega", "Gamma", "Delta", "Theta",
    "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega", "ell",
})  # fmt: skip
ACCENTS = frozenset({"hat", "bar", "tilde"})
FONTS = frozenset({"mathcal"})
CLOSING = {"(": ")", "[": "]", r"\lvert": r"\rvert", r"\lVert": r"\rVert"}


class Names(Reader):
    """The smallest parts of a formula."""

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

    def arguments(self) -> tuple[Node, ...]:
        """What stands in the parentheses of a function."""
        closing = CLOSING[self.next()]
        found = [self.sum()]
        while self.accept(","):
            found.append(self.sum())
        self.expect(closing)
        return tuple(found)
