"""What a lecture said, listed on a page of its own: the words, the verdict, why, where it is worked out, what holds it."""

from __future__ import annotations

import html
import re
from collections import Counter
from functools import cache
from posixpath import dirname, relpath

from markdown.extensions.toc import slugify

from scripts.claims import VERDICTS, Claim, ClaimError, Claims, lists
from scripts.claims.markers import held_by
from scripts.paths import DOCS, GENERATED, write_if_changed
from scripts.verification import listed

FOLDER = GENERATED / "claims"
COUNTED = {
    "holds": ("holds as it stands", "hold as they stand"),
    "holds when": ("holds when a condition is named", "hold when a condition is named"),
    "corrected": ("had to be corrected", "had to be corrected"),
    "answered": ("was left open and is answered", "were left open and are answered"),
}


def write() -> None:
    """Write what a lecture's pages include: the counts in a sentence, the claims by verdict, and every claim."""
    tests = held_by()
    for claims in lists():
        folder = FOLDER / claims.name
        write_if_changed(folder / "counts.md", counts(claims))
        write_if_changed(folder / "verdicts.md", verdicts(claims))
        write_if_changed(folder / "statements.md", entries(claims, tests))


def counts(claims: Claims) -> str:
    """How many claims got which verdict."""
    told = Counter(claim.verdict for claim in claims.claims)
    parts = [f"{told[verdict]} {COUNTED[verdict][told[verdict] != 1]}" for verdict in VERDICTS if told[verdict]]
    return f"Of {len(claims.claims)} statement{'' if len(claims.claims) == 1 else 's'} {listed(parts)}.\n"


def verdicts(claims: Claims) -> str:
    """The claims by verdict, each a link to its entry below."""
    links = {
        verdict: [f"[{claim.id}](#{claim.place})" for claim in claims.claims if claim.verdict == verdict]
        for verdict in VERDICTS
    }
    return "\n".join(f"{badge(verdict)}\n:   {' '.join(found)}\n" for verdict, found in links.items() if found)


def entries(claims: Claims, tests: dict[str, list[str]]) -> str:
    """Every claim, under the item of the agenda that it belongs to."""
    parts: dict[str, list[Claim]] = {}
    for claim in claims.claims:
        parts.setdefault(claim.part, []).append(claim)
    written = []
    for number, (part, members) in enumerate(parts.items(), start=1):
        written.append(f"## {number}. {part}\n")
        written.extend(entry(claim, claims.page, tests.get(claim.id, [])) for claim in members)
    return "\n".join(written)


def entry(claim: Claim, page: str, tests: list[str]) -> str:
    """One claim as a section of the page."""
    title, section = headings(claim.page)[""], headings(claim.page).get(claim.anchor)
    if section is None:
        raise ClaimError(
            f"{claim.id}: docs/{claim.page} has no section `{claim.anchor}`. It has: "
            f"{', '.join(name for name in headings(claim.page) if name)}."
        )
    place = relpath(claim.page, dirname(page))
    return f"""### {claim.topic} {{ #{claim.place} }}

<p class="claim" markdown>{badge(claim.verdict)} <span class="claim-place">{claim.id} · {html.escape(claim.slide)}</span></p>

> {claim.quote}

{claim.why}

Worked out in *{title}*: [{section}]({place}#{claim.anchor}).

{held(claim, tests)}
"""


def held(claim: Claim, tests: list[str]) -> str:
    """What holds a claim: its tests, and the fault that they must catch or the papers that it rests on."""
    lines = [f"- `{test}`" for test in tests]
    told = f"Held by {len(tests)} test{'' if len(tests) == 1 else 's'}"
    if claim.fault:
        told += " and a planted fault"
        lines += [
            "",
            f"At least one of them must fail when, in `{claim.fault.file}`, {code(claim.fault.find)} is replaced by "
            f"{code(claim.fault.put)}.",
        ]
    else:
        told += f" and {len(claim.citations)} papers"
        lines += ["", f"The papers: {', '.join(f'[@{key}]' for key in claim.citations)}."]
    return f'??? held "{told}"\n' + "\n".join(f"    {line}".rstrip() for line in lines)


def code(text: str) -> str:
    """A line of code, or its last line where a comment stands above it to tell the place."""
    return f"`{text.splitlines()[-1].strip()}`"


def badge(verdict: str) -> str:
    """A verdict as a word in a frame of its own kind."""
    return f'<span class="verdict verdict-{verdict.replace(" ", "-")}">{verdict}</span>'


@cache
def headings(page: str) -> dict[str, str]:
    """The sections of a page by their anchors, and its title under the empty one."""
    text = re.sub(r"^```.*?^```", "", (DOCS / page).read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    found = {slugify(told, "-"): told for told in re.findall(r"^##+ (.+?)\s*$", text, re.MULTILINE)}
    title = re.search(r"^# (.+?)\s*$", text, re.MULTILINE)
    return {"": title[1] if title else page} | found
