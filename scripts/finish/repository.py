"""Links at the foot of a page to its source and to a report of an error, where `REPO_URL` names a public repository.

mkdocs.yml's own `repo_url` stays empty: Material would ask the repository's host for its stars while a page is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlsplit

from scripts.finish.notes import Page

BRANCH = "main"
END = "</article>"
EDIT = {"github": "edit/{branch}/{file}", "gitlab": "-/edit/{branch}/{file}", "forgejo": "_edit/{branch}/{file}"}
REPORT = {
    "github": "issues/new?title={title}&body={body}",
    "gitlab": "-/issues/new?issue[title]={title}&issue[description]={body}",
    "forgejo": "issues/new?title={title}&body={body}",
}


def write(pages: Iterable[Page]) -> None:
    """Put the links at the foot of every page; without a repository, none."""
    repository = os.environ.get("REPO_URL", "").strip().rstrip("/")
    if not repository:
        return
    if urlsplit(repository).scheme not in ("http", "https"):
        raise ValueError(f"REPO_URL: expected an address such as https://example.org/owner/name, got {repository!r}")
    branch = os.environ.get("REPO_BRANCH", "").strip() or BRANCH
    for page in pages:
        text = page.file.read_text(encoding="utf-8")
        if 'class="nn-repository"' not in text:
            before, _, after = text.rpartition(END)
            page.file.write_text(f"{before}{links(page, repository, branch)}\n{END}{after}", encoding="utf-8")


def links(page: Page, repository: str, branch: str) -> str:
    """Both links of a page."""
    kind = host(repository)
    edit = EDIT[kind].format(branch=quote(branch), file=quote(f"docs/{page.source}"))
    body = f"Page: {page.address}\n\nWhat is wrong, and how do you know?\n"
    report = REPORT[kind].format(title=quote(f"{page.title}: "), body=quote(body))
    return (
        f'<p class="nn-repository"><a href="{escape(f"{repository}/{report}")}">Report an error</a>'
        f' <a href="{escape(f"{repository}/{edit}")}">Edit this page</a></p>'
    )


def host(repository: str) -> str:
    """Whose addresses the repository's are like, by its name; GitHub's where that tells nothing."""
    name = urlsplit(repository).netloc
    if "gitlab" in name:
        return "gitlab"
    return "forgejo" if any(told in name for told in ("codeberg", "forgejo", "gitea")) else "github"
