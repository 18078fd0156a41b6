"""After MkDocs: what is made from the built site, or mended in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scripts.finish import accessible, llms, notebooks, notes, offer, policy, repository, search, sharing
from scripts.verification import foot


def finish(site: Path, *, inserted: Iterable[str] = ()) -> None:
    """All that the pages need, in an order in which each finds what it needs.

    `inserted` are scripts that a server will put into the pages.
    """
    foot.write(site)
    search.write(site)
    accessible.write(site)
    policy.write(site, inserted=inserted)  # last: it names what is in the pages by its hash


def finish_page(site: Path, page: Path) -> None:
    """The same for one page that was built again in a finished site."""
    foot.write_page(site, page)
    accessible.write_page(site, page)
    policy.write_page(site, page)


def publish(site: Path) -> None:
    """What leaves the site or leads to it; `make serve` does without, so that an edit shows at once."""
    pages = notes.read(site)
    notebooks.write(site, pages)
    llms.write(site, pages)
    sharing.write(site, pages)
    repository.write(pages)
    offer.write(site)
