"""An edit of a page's text, shown without building the other pages again: what makes `make serve` quick on a long course.

The last whole build is kept in memory. A page whose text alone changed is converted, put into the theme and written by itself.
Whatever other pages could show of it (its title, what it cites, the explorers that it places), a new or a removed page, and
every other kind of file lead to a whole build; so does a page with anything to warn of.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import CountHandler

from scripts import cited
from scripts.explorers import PLACE
from scripts.finish import finish_page

IGNORED = ("__pycache__", ".part")


class Settings(Config):
    """There is nothing to set."""


class Keeper(BasePlugin[Settings]):
    """Keeps what a build knows, so that a single page can be built after it."""

    def __init__(self) -> None:
        super().__init__()
        self.nav: Navigation | None = None
        self.files: Files | None = None
        self.env: Any = None

    def on_nav(self, nav: Navigation, /, **_: Any) -> Navigation:
        """The pages in their order."""
        self.nav = nav
        return nav

    def on_env(self, env: Any, /, *, files: Files, **_: Any) -> Any:
        """The files, and the theme's templates."""
        self.env, self.files = env, files
        return env


def snapshot(watched: Iterable[Path]) -> dict[Path, int]:
    """When each file was last written."""
    times = {}
    for place in watched:
        for path in [place] if place.is_file() else place.rglob("*"):
            if path.is_file() and not any(name in str(path) for name in IGNORED):
                times[path] = path.stat().st_mtime_ns
    return times


def differences(before: dict[Path, int], after: dict[Path, int]) -> set[Path]:
    """The files that were changed, made or removed."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


@dataclass
class Built:
    """The last whole build."""

    config: MkDocsConfig
    site: Path
    finish: Callable[[Path], None]  # what is done to the site after MkDocs
    keeper: Keeper = field(default_factory=Keeper)
    texts: dict[Path, str] = field(default_factory=dict)

    @property
    def docs(self) -> Path:
        """Where the pages' sources are."""
        return Path(self.config.docs_dir)

    def whole(self, address: str) -> None:
        """Build every page."""
        self.config.plugins["nnref-keeper"] = self.keeper
        mkdocs_build.build(self.config, serve_url=address)
        self.finish(self.site)
        self.texts = {path: path.read_text(encoding="utf-8") for path in cited.pages(self.docs)}

    def pages_alone(self, changed: Iterable[Path]) -> bool:
        """Build these pages, if they are pages and nothing else has to change; whether that was all."""
        files = [self.page_of(path) for path in changed]
        known = [file for file in files if file is not None]
        return bool(known) and len(known) == len(files) and all(self.page_alone(file) for file in known)

    def page_of(self, path: Path) -> File | None:
        """The page that a file is the source of."""
        if self.keeper.files is None or path not in self.texts or not path.is_file():
            return None
        return self.keeper.files.get_file_from_path(path.relative_to(self.docs).as_posix())

    def page_alone(self, file: File) -> bool:
        """Build one page; not if others show something of it that changed, or if there is anything to warn of."""
        page, nav, files = file.page, self.keeper.nav, self.keeper.files
        if page is None or nav is None or files is None:
            return False
        path = self.docs / file.src_uri
        text = path.read_text(encoding="utf-8")
        before = (page.title, page.meta, shared(self.texts[path]))
        warnings = CountHandler()
        warnings.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(warnings)
        try:
            mkdocs_build._populate_page(page, self.config, files, False)
            if (page.title, page.meta, shared(text)) != before:
                return False
            self.config.plugins["autorefs"].on_env(self.keeper.env, config=self.config, files=Files([file]))
            mkdocs_build._build_page(page, self.config, files.documentation_pages(), nav, self.keeper.env, False)
            page.validate_anchor_links(files=files, log_level=self.config.validation.links.anchors)
            finish_page(self.site, Path(file.abs_dest_path))
        except Exception:
            return False  # the whole build says what is wrong, as it always does
        finally:
            logging.getLogger("mkdocs").removeHandler(warnings)
        if warnings.get_counts():
            return False
        self.texts[path] = text
        return True


def shared(text: str) -> tuple[list[str], list[str]]:
    """What of a page's text others depend on: its citations and its explorers."""
    return [key for _, key in cited.citations(text)], [found[0] for found in PLACE.finditer(text)]
