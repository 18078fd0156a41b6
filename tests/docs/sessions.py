"""Running a block of code alone, as a reader who pasted it would, and comparing what it prints with what the page shows.

The comparison is exact, but for blanks at the ends of lines and the stack within a traceback: what the pages show is rounded
to fewer digits than two platforms agree on, so a tolerance would only hide wrong digits.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

RUNNABLE = ("pycon", "python")
QUIET_TENSORFLOW = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "CUDA_VISIBLE_DEVICES": "-1"}

CONSOLE = Path(__file__).with_name("console.py").read_text(encoding="utf-8")


@dataclass
class Statement:
    """What is typed at one prompt, from its first line in the copied text on, and what is shown to come back."""

    line: int
    code: list[str]
    output: list[str]


def read(session: str) -> list[Statement]:
    """The statements of a console session.

    Raises:
        ValueError: If something stands before the first prompt, or a prompt lacks its blank.
    """
    statements: list[Statement] = []
    typed = 0
    for line in session.splitlines():
        prompt = re.match(r"(>>>|\.\.\.)(?: (.*))?$", line)
        if prompt and (prompt[1] == ">>>" or (statements and not statements[-1].output)):
            typed += 1
            if prompt[1] == ">>>":
                statements.append(Statement(typed, [], []))
            statements[-1].code.append((prompt[2] or "").rstrip())
        elif not statements:
            raise ValueError(f"expected a session to begin with >>>, got {line!r}")
        elif line.startswith(">>>"):
            raise ValueError(f"expected a blank after the prompt, got {line!r}")
        else:
            statements[-1].output.append(line)
    return statements


def typed(statements: list[Statement]) -> str:
    """All that is typed in a session."""
    return "\n".join(line for statement in statements for line in statement.code).strip("\n")


@dataclass(frozen=True)
class Ran:
    """What came of running a block: what each statement printed, by its first line, and what should not have been."""

    outputs: list[tuple[int, str]]
    fault: str


def faults(python: str, language: str, shown: str, copied: str | None, *, talkative: bool = False) -> list[str]:
    """What differs between a block as the page shows it and as it runs alone; nothing, if all is well."""
    if wrong := misread(language, shown, copied):
        return [wrong]
    statements = read(shown) if language == "pycon" else []
    return judged(statements, ran(python, language, copied or shown, talkative=talkative))


def misread(language: str, shown: str, copied: str | None) -> str | None:
    """What is wrong with a block before it runs: it is no session, or the copy button gives something else."""
    if language == "python":
        return None
    try:
        statements = read(shown)
    except ValueError as error:
        return str(error)
    if copied is None:
        return "the copy button would copy prompts and output: the block has no data-copy"
    if without_trailing_blanks(copied) != typed(statements):
        return f"the copy button gives\n{copied}\nand the session shows\n{typed(statements)}"
    return None


def ran(python: str, language: str, code: str, *, talkative: bool = False) -> Ran:
    """Run a block alone.

    A `talkative` library may warn and report on standard error; what a session shows must still be what it prints.
    """
    is_session = language == "pycon"
    try:
        ended = run(python, CONSOLE if is_session else code, code if is_session else "", talkative=talkative)
    except subprocess.TimeoutExpired as error:
        return Ran([], f"expected it to end within {error.timeout} seconds")
    if ended.returncode or (ended.stderr and not talkative) or (is_session and not ended.stdout):
        return Ran([], ended.stderr or "it ended before its last statement")
    return Ran(json.loads(ended.stdout.splitlines()[-1]) if is_session else [], "")


def judged(statements: list[Statement], ran: Ran) -> list[str]:
    """What differs between what a block shows and what it printed when it ran."""
    if ran.fault:
        return [ran.fault]
    return [fault for statement in statements if (fault := difference(statement, ran.outputs))]


def difference(statement: Statement, outputs: list[tuple[int, str]]) -> str | None:
    """What is wrong with the output shown for a statement."""
    lines = range(statement.line, statement.line + len(statement.code))
    got = without_stack(without_trailing_blanks("".join(output for line, output in outputs if line in lines)))
    shown = without_stack(without_trailing_blanks("\n".join(statement.output)))
    if got == shown:
        return None
    return f"line {statement.line}: {' '.join(statement.code).strip()}\nthe page shows\n{shown}\nit prints\n{got}"


def without_trailing_blanks(text: str) -> str:
    """The text without the blanks that nobody sees."""
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip("\n")


def without_stack(output: str) -> str:
    """A traceback without the indented lines after its first, which differ between a console and a page."""
    return re.sub(r"(?m)^(Traceback \(most recent call last\):\n)(?:[ \t].*\n)+", r"\1", output)


def run(python: str, code: str, given: str = "", *, talkative: bool = False) -> subprocess.CompletedProcess[str]:
    """Run `code` alone: in an interpreter and an empty folder of its own; a warning is an error, unless `talkative`."""
    command = [python, "-I", *([] if talkative else ["-W", "error"]), "-c", code]
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(
            command,
            cwd=Path(folder),
            env=environment(talkative=talkative),
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


def environment(*, talkative: bool) -> dict[str, str]:
    """The variables of a block's environment."""
    return os.environ | (QUIET_TENSORFLOW if talkative else {})
