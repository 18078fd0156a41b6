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

from tests.equations.factors import ELEMENTARY, MULTIPLIED, RELATIONS, Factors
from tests.equations.names import ACCENTS, CLOSING, FONTS, GREEK
from tests.equations.tree import Chain, Node, UnreadableError


class Parser(Factors):
    """One formula, read from left to right."""

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
        if chains and self.token == "-" and self.tokens[self.at - 1].text == "&":
            raise self.refusal(
                "a row that begins with a sign could go on with the row above: put parentheses around it"
            )
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

    # Sums and products

    def sum(self) -> Node:
        """Terms with signs between them."""
        node = self.product()
        while self.token in ("+", "-"):
            position = self.position
            if self.tokens[self.at].after_gap:
                raise self.refusal("a sign after a gap could begin a new statement: use parentheses, or no gap")
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
            if token in MULTIPLIED[:-1]:
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


def parse(source: str, functions: Collection[str] = ()) -> list[Chain]:
    """The statements of a formula; `functions` are the names that call what stands in parentheses after them.

    Raises:
        UnreadableError: If the formula is outside the subset, or could be read in two ways.
    """
    return Parser(source, functions).chains()
