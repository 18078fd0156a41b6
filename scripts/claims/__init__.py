"""What the lectures say, statement by statement, with a verdict: read from `docs/claims` and refused where it does not fit.

A list a lecture: `docs/claims/session-04.yml` holds S4-01 and all that follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from scripts.paths import DOCS, ROOT

FOLDER = DOCS / "claims"
VERDICTS = ("holds", "holds when", "corrected", "answered")
IDENTIFIER = re.compile(r"S(?P<session>\d+)-\d\d")


class ClaimError(ValueError):
    """A list of claims says something that can't be; the message names the file and the claim."""


@dataclass(frozen=True)
class Fault:
    """A mistake to plant: in `file`, the one place that reads `find` gets `put` instead."""

    file: str
    find: str
    put: str

    def planted(self, text: str) -> str:
        """The file's text with the mistake in it.

        Raises:
            ClaimError: If the text to find isn't there exactly once.
        """
        if (times := text.count(self.find)) != 1:
            raise ClaimError(
                f"{self.file}: expected the fault's text {self.find!r} exactly once, found it {times} times. "
                f"Follow the code: choose another `find` for it."
            )
        return text.replace(self.find, self.put)


@dataclass(frozen=True)
class Claim:
    """One statement of the lecture."""

    id: str
    quote: str
    """The lecture's words, in Markdown."""
    part: str
    """The item of the lecture's agenda."""
    slide: str
    topic: str
    verdict: str
    why: str
    page: str
    """The page that works it out, from `docs`."""
    anchor: str
    """The section on that page."""
    fault: Fault | None = None
    citations: tuple[str, ...] = ()
    """For a claim on history: keys of the bibliography."""
    needs: str = ""
    """A package without which the claim's tests can't run, where not every Python has it."""

    @property
    def place(self) -> str:
        """The name that its box on the page, and its entry on the list, have in an address."""
        return self.id.lower()


@dataclass(frozen=True)
class Claims:
    """The claims of a lecture, in order."""

    name: str
    """That of the list's file, such as session-04."""
    lecture: str
    page: str
    """The page that lists them, from `docs`."""
    claims: tuple[Claim, ...]

    def of(self, identifier: str) -> Claim:
        """The claim of that id.

        Raises:
            ClaimError: If there is none.
        """
        for claim in self.claims:
            if claim.id == identifier:
                return claim
        raise ClaimError(
            f"{identifier}: no such claim. The list goes from {self.claims[0].id} to {self.claims[-1].id}; correct the "
            f"number, or add the claim to docs/claims/{self.name}.yml."
        )


def lists(folder: Path = FOLDER) -> tuple[Claims, ...]:
    """The lists of all lectures, in the order of their sessions.

    Raises:
        ClaimError: If one does not fit.
    """
    return tuple(load(path) for path in sorted(folder.glob("*.yml")))


def every(folder: Path = FOLDER) -> tuple[Claim, ...]:
    """The claims of all lectures."""
    return tuple(claim for listed in lists(folder) for claim in listed.claims)


def path_of(identifier: str, folder: Path = FOLDER) -> Path:
    """The list in which a claim of that id belongs: its number names the session.

    Raises:
        ClaimError: If there is none.
    """
    path = folder / f"{session_of(identifier)}.yml"
    if not path.is_file():
        raise ClaimError(f"{identifier}: no such claim. Correct the number, or begin docs/claims/{path.name} with it.")
    return path


def session_of(identifier: str) -> str:
    """The session that a claim belongs to: session-04 for S4-10."""
    found = IDENTIFIER.fullmatch(identifier)
    if found is None:
        raise ClaimError(f"{identifier}: expected an id such as S4-07.")
    return f"session-{int(found['session']):02}"


def load(path: Path) -> Claims:
    """Read a list of claims.

    Raises:
        ClaimError: If a field is missing, unknown or empty, an id stands twice or in another session's list, or a verdict
            is none.
    """
    where = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
    try:
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
        claims = tuple(_claim(entry) for entry in written["claims"])
        if repeated := sorted({c.id for c in claims if [d.id for d in claims].count(c.id) > 1}):
            raise ClaimError(
                f"{', '.join(repeated)}: stands there more than once. Give each claim a number of its own."
            )
        if strange := [claim.id for claim in claims if session_of(claim.id) != path.stem]:
            raise ClaimError(
                f"{', '.join(strange)}: expected in docs/claims/{session_of(strange[0])}.yml. Correct the number, or move it."
            )
        return Claims(path.stem, written["lecture"], written["page"], claims)
    except ClaimError as error:
        raise ClaimError(f"{where}: {error}") from error
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise ClaimError(
            f"{where}: expected `lecture`, `page` and `claims`, a list of claims, got {error!r}."
        ) from error


def _claim(entry: dict[str, Any]) -> Claim:
    name = str(entry.get("id", "a claim without id"))
    known = {field.name for field in fields(Claim)}
    required = known - {"fault", "citations", "needs"}
    if missing := sorted(required - {key for key, value in entry.items() if value}):
        raise ClaimError(f"{name}: expected the fields {', '.join(missing)}, found none. Write them.")
    if unknown := sorted(entry.keys() - known):
        raise ClaimError(f"{name}: unknown fields {', '.join(unknown)}. Expected are {', '.join(sorted(known))}.")
    session_of(name)
    if entry["verdict"] not in VERDICTS:
        raise ClaimError(f"{name}: expected a verdict among {', '.join(VERDICTS)}, got {entry['verdict']!r}.")
    if bool(entry.get("fault")) == bool(entry.get("citations")):
        raise ClaimError(
            f"{name}: expected either a `fault` that its tests must catch or, for a claim on history, `citations`."
        )
    fault = Fault(**entry["fault"]) if entry.get("fault") else None
    return Claim(**(entry | {"fault": fault, "citations": tuple(entry.get("citations", ()))}))
