"""A console: it runs code statement by statement, and tells the output of each with its line.

It is run as a file of its own by an interpreter that has nothing but what a reader has: the standard library alone.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import sys
import traceback


def told(tree: ast.Module) -> list[tuple[int, str]]:
    """The first line of each statement, and what a console prints for it: a traceback too, and then it goes on."""
    outputs, names = [], {"__name__": "__main__"}
    for node in tree.body:
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            try:
                exec(compile(ast.Interactive([node]), "<block>", "single"), names)
            except Exception as error:
                print("Traceback (most recent call last):")
                print("".join(traceback.format_exception_only(error)), end="")
        first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", []))])
        outputs.append((first, output.getvalue()))
    return outputs


if __name__ == "__main__":
    print(json.dumps(told(ast.parse(sys.stdin.read()))))
