"""The boxes on the pages that quote the lecture: their numbers, their words, their verdicts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from scripts.claims import VERDICTS, Claim

BOX = re.compile(r'^!!! lecture "(?P<title>[^"\n]*\((?P<id>S\d+-\d\d)\))"\n(?P<body>(?:(?: {4}.*)?\n)+)', re.MULTILINE)
VERDICT = re.compile(rf"\*\*({'|'.join(sorted(VERDICTS, key=len, reverse=True))})\b[^*]*\*\*", re.IGNORECASE)


@dataclass(frozen=True)
class Box:
    """One box, as a page's source has it."""

    page: str
    line: int
    id: str
    body: str

    @property
    def verdict(self) -> str | None:
        """The first verdict in bold."""
        found = VERDICT.search(self.body)
        return found[1].lower() if found else None


def boxes(docs: Path) -> list[Box]:
    """The boxes of all pages."""
    found = []
    for path in sorted(docs.rglob("*.md")):
        if "generated" not in path.relative_to(docs).parts:
            text = path.read_text(encoding="utf-8") + "\n"
            page = path.relative_to(docs).as_posix()
            found += [Box(page, line(text, box), box["id"], box["body"]) for box in BOX.finditer(text)]
    return found


def line(text: str, found: re.Match[str]) -> int:
    """The line on which a match begins."""
    return text.count("\n", 0, found.start()) + 1


def plain(text: str) -> str:
    """Words and formulas alone: no white space, no quotation marks, no dollar signs, no emphasis."""
    return re.sub(r'[\s$"“”*]', "", text)


def faults(claims: tuple[Claim, ...], found: list[Box]) -> list[str]:
    """What is wrong between the list of claims and the boxes."""
    wrong = []
    for claim in claims:
        mine = [box for box in found if box.id == claim.id]
        if len(mine) != 1:
            places = ", ".join(f"docs/{box.page}:{box.line}" for box in mine) or "none"
            wrong.append(
                f"{claim.id}: expected one box on docs/{claim.page}, found {len(mine)} ({places}). Quote the lecture there "
                f'under !!! lecture "The lecture said ({claim.id})".'
            )
            continue
        wrong += [f"docs/{mine[0].page}:{mine[0].line}: {told}" for told in differences(claim, mine[0])]
    known = {claim.id for claim in claims}
    wrong += [
        f"docs/{box.page}:{box.line}: {box.id} is in no list. Correct it, or add it to docs/claims."
        for box in found
        if box.id not in known
    ]
    return wrong


def differences(claim: Claim, box: Box) -> list[str]:
    """Where a box says another thing than the list."""
    told = []
    if box.page != claim.page:
        told.append(
            f"expected the box of {claim.id} on docs/{claim.page}, as docs/claims has it. Change one of the two."
        )
    if plain(claim.quote) not in plain(box.body):
        told.append(f"expected {claim.id}'s words {claim.quote!r}, as docs/claims has them. Change one of the two.")
    if box.verdict != claim.verdict:
        told.append(
            f"expected {claim.id}'s verdict in bold, **{claim.verdict.capitalize()}**, before any other, got {box.verdict!r}. "
            f"Change it here or in docs/claims."
        )
    return told
