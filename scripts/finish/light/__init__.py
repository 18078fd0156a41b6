"""All that makes the built site lighter, in the order that it needs: what is left out of the pages is not looked for after."""

from __future__ import annotations

from pathlib import Path

from scripts.finish.light import ahead, deferred, fonts, formulas, modules, pictures, search_on_demand, styles


def write(site: Path) -> None:
    """Make the site lighter in its place. A reader sees, hears and finds the same."""
    search_on_demand.write(site)
    deferred.write(site)
    modules.write(site)
    formulas.write(site)
    pictures.write(site)
    fonts.write(site)
    ahead.write(site)
    styles.write(site)
