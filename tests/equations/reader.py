"""A formula's tokens, taken one after the other."""

from __future__ import annotations

from collections.abc import Collection

from tests.equations.tokens import tokenize
from tests.equations.tree import Node, UnreadableError


class Reader:
    """Where we are in a formula; `functions` are the names that call what stands in parentheses after them."""

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

    def sum(self) -> Node:
        """Terms with signs between them: the largest thing that may stand in braces."""
        raise NotImplementedError
