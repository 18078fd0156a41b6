"""The page "How these notes are verified", and the home page's numbers, out of the record."""

from __future__ import annotations

from datetime import date
from typing import Any

from scripts.mutation import recorded
from scripts.paths import DOCS, GENERATED, write_if_changed
from scripts.verification import counted, listed, load, total

TARGET = GENERATED / "verification"
HOME = ("equations", "inline", "snippets", "figures", "explorers", "exercises", "claims")
COLUMNS = ("equations", "inline", "snippets", "figures", "explorers", "exercises", "claims", "numbers", "citations")
HEADS = (
    "equations",
    "in the text",
    "snippets",
    "figures",
    "explorers",
    "exercises",
    "statements",
    "numbers",
    "citations",
)
PLANTED = {
    "equations": "a typo in an equation: a sign, a constant, a name, an index, an accent, parentheses, a fraction, a relation",
    "outputs": "another digit in a result that a snippet shows",
    "code": "another operator in a snippet",
    "figures": "a curve moved, two curves exchanged, another digit in a figure's table",
    "numbers": "another digit in the text",
    "javascript": "a fault in the mathematics of the explorers",
    "claims": "a fault in the code behind a statement of the lecture",
}
NOT_VERIFIED = """!!! warning "This copy was not verified"
    It was built without a run of the tests, or something changed since. Run `make test`, then `make site`: the second
    build shows what the first command has checked."""


def write() -> None:
    """Write the fragments that the pages include."""
    record = load()
    write_if_changed(TARGET / "record.md", NOT_VERIFIED + "\n" if record is None else verified(record))
    write_if_changed(TARGET / "home.md", home(record))
    write_if_changed(TARGET / "day.md", tested(record))


def home(record: dict[str, Any] | None) -> str:
    """The numbers in a sentence."""
    if record is None:
        return "This copy of the site was built without a run of the tests, so it shows no numbers of them.\n"
    checked = listed([f"**{counted(total(record, kind), kind)}**" for kind in HOME])
    tried, caught = (sum(mutants[which] for mutants in record["mutants"].values()) for which in ("tried", "caught"))
    return (
        f"The last run, on {day(record['date'])}, checked {checked}. Then it planted **{tried:,} mistakes**, one at a time, "
        f"and saw **{caught:,}** of them caught.\n"
    )


def tested(record: dict[str, Any] | None) -> str:
    """When the tests last passed, in a sentence."""
    if record is None:
        return "This copy of the site was built without a run of the tests, so it has no date of one.\n"
    return f"All tests last passed on **{day(record['date'])}**; what they look at is told below.\n"


def verified(record: dict[str, Any]) -> str:
    """What was checked, page by page, and how many planted mistakes were caught."""
    versions = record["versions"]
    return f"""**All {record["tests"]:,} tests passed on {day(record["date"])}**, with Python {versions["python"]}, NumPy \
{versions["numpy"]} and nnref {versions["nnref"]}.

## Page by page

<div class="nn-counts" markdown>

{page_table(record)}

</div>

A formula that stands on a page and in the reference counts on both.

## Planted mistakes

{mutant_table(record)}

{mutation()}
"""


def page_table(record: dict[str, Any]) -> str:
    """A row a page, and their sum."""
    rows = []
    for page, counts in sorted(record["pages"].items(), key=lambda item: order(item[0])):
        if any(counts.get(kind) for kind in COLUMNS) and (DOCS / f"{page}.md").is_file():
            rows.append([f"[{title(page)}]({link(page)})", *(counts.get(kind) for kind in COLUMNS)])
    rows.append(["**all**", *(total(record, kind) for kind in COLUMNS)])
    lines = ["| " + " | ".join(["page", *HEADS]) + " |", "|---|" + "--:|" * len(COLUMNS)]
    lines += [
        "| " + " | ".join([str(row[0]), *(f"{cell:,}" if cell else "" for cell in row[1:])]) + " |" for row in rows
    ]
    return "\n".join(lines)


def order(page: str) -> tuple[int, str]:
    """Home, the lectures, the notation, the reference, the rest; the first page of a folder first."""
    folders = ("index", "session", "notation", "reference")
    top = page.split("/")[0].split("-")[0]
    return folders.index(top) if top in folders else len(folders), page.replace("/index", "/")


def title(page: str) -> str:
    """A page's own title; those of the reference may repeat one of the lecture's."""
    lines = (DOCS / f"{page}.md").read_text(encoding="utf-8").splitlines()
    own = next((line.removeprefix("# ") for line in lines if line.startswith("# ")), page)
    return f"Reference: {own}" if page.startswith("reference/") and not page.endswith("/index") else own


def link(page: str) -> str:
    """From the page of the record to another."""
    return f"{page.removeprefix('about/')}.md" if page.startswith("about/") else f"../{page}.md"


def mutant_table(record: dict[str, Any]) -> str:
    """A row for each kind of planted mistake."""
    lines = ["| planted, one at a time | planted | caught | not caught |", "|---|--:|--:|--:|"]
    for kind, words in PLANTED.items():
        if counts := record["mutants"].get(kind):
            missed = counts["tried"] - counts["caught"]
            lines.append(f"| {words} | {counts['tried']:,} | {counts['caught']:,} | {missed:,} |")
    return "\n".join(lines)


def mutation() -> str:
    """What was found when nnref itself was spoilt, by a command of its own."""
    record = recorded.read()
    changed = "" if recorded.is_of_this_code(record) else " The package has changed since."
    return (
        f"nnref itself is spoilt by a command of its own, `make mutate`: on {day(record['date'])} it changed "
        f"{record['tried']:,} operators, constants and comparisons in the package, one at a time, and the tests noticed "
        f"{record['caught']:,} of them ({100 * record['share']:.1f} %).{changed} Each of the others is on a list, with "
        f"the reason."
    )


def day(text: str) -> str:
    """A date in words."""
    found = date.fromisoformat(text)
    return f"{found.day} {found:%B %Y}"


def readme_line(record: dict[str, Any]) -> str:
    """README's line; it holds what is the same wherever the tests run."""
    checked = listed([counted(total(record, kind), kind) for kind in HOME])
    typos = record["mutants"]["equations"]
    return f"**Verified:** {checked}; {typos['caught']:,} of {typos['tried']:,} typos planted in equations caught."
