"""What a page may load and run, told to the browser: a Content-Security-Policy in every page, and the same in `_headers`.

Run last of all that changes pages: the policy names each inline script and style by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.exceptions import BuildError

from scripts.finish import offline

SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
SOURCE = re.compile(r"""\bsrc\s*=""", re.IGNORECASE)
TYPE = re.compile(r"""\btype\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
# A script of any other type is data to a browser: it runs nothing of it, and asks no policy.
RUN = {"module", "importmap", "speculationrules", "text/javascript", "application/javascript", "text/ecmascript"}

CHARSET = '<meta charset="utf-8">'
META = '<meta http-equiv="Content-Security-Policy" content="{}"><meta name="referrer" content="no-referrer">'
OURS = re.compile(META.replace("{}", '[^"]*'))

DEFAULT_ADDRESS = "http://127.0.0.1:8000/"
HASHED_NAME = re.compile(r"\.[0-9a-f]{8}\.min\.(?:js|css)$")
A_YEAR = 31_536_000  # seconds
# Refused to the site itself and to whatever a page might come to frame. The clipboard stays: copy buttons write to it.
NO_DEVICES = "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()"
ABOUT_HEADERS = """\
# For hosts that read this file, such as Netlify and Cloudflare Pages; it belongs at the root of what they publish.
# Written by the build: the policy is the one that the pages carry, and frame-ancestors, which only a header can say.
"""


def write(site: Path, *, inserted: Iterable[str] = ()) -> None:
    """Put the policy into every page, and into `_headers` for a server.

    Args:
        site: The built site.
        inserted: Scripts that a server will put into the pages later.
    """
    pages = {path: OURS.sub("", path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    # The theme shows the next page without leaving the document: it stays under the policy of the page where a reader
    # came in. So each page allows the scripts of all pages.
    scripts = {*inserted, *(script for page in pages.values() for script in inline_scripts(page))}
    drawings = (path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.svg")))
    styles = {found[1] for text in (*pages.values(), *drawings) for found in STYLE.finditer(text)}
    told = policy(scripts, styles, from_folder=offline.is_asked())
    for path, page in pages.items():
        path.write_text(with_policy(page, told, path), encoding="utf-8")
    if not offline.is_asked():
        (site / "_headers").write_text(headers(site, told), encoding="utf-8")


def write_page(site: Path, page: Path) -> None:
    """Put the policy of the other pages into one that was built again; it has no script that they have not.

    Raises:
        BuildError: If it has: then all pages need another policy.
    """
    told = OURS.search((site / "index.html").read_text(encoding="utf-8"))
    text = page.read_text(encoding="utf-8")
    if told is None or not all(one in told[0] for one in hashes(inline_scripts(text))):
        raise BuildError(f"{page}: expected scripts that the site's policy names. Build the site again.")
    page.write_text(text.replace(CHARSET, CHARSET + told[0], 1), encoding="utf-8")


def policy(scripts: Iterable[str], styles: Iterable[str], *, from_folder: bool = False) -> str:
    """The policy, in the words of https://www.w3.org/TR/CSP3/."""
    # A file is of the same origin as no other, and browsers differ in what 'self' means then. Files it is, and no network.
    own = "'self' file:" if from_folder else "'self'"
    asked = ["font-src 'self'", "connect-src 'self'", "worker-src 'self'"]  # the search, and pages shown in place
    return "; ".join(
        [
            "default-src 'none'",
            " ".join([f"script-src {own}", *hashes(scripts)]),
            # The style element is matplotlib's, in figures that a reader opens by themselves.
            " ".join([f"style-src {own}", *hashes(styles)]),
            # KaTeX sets heights and margins of formulas in tens of thousands of style attributes. They can neither run
            # anything nor, under the directives below, fetch from elsewhere.
            "style-src-attr 'unsafe-inline'",
            f"img-src {own} data:",  # the theme's icons are data: in its stylesheets
            *(["font-src data:"] if from_folder else asked),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def inline_scripts(page: str) -> Iterator[str]:
    """The texts of a page that a browser would run."""
    for found in SCRIPT.finditer(page):
        attributes, text = found.groups()
        kind = TYPE.search(attributes)
        if not SOURCE.search(attributes) and (kind is None or kind[1].lower() in RUN):
            yield text


def hashes(texts: Iterable[str]) -> list[str]:
    """How a policy names inline scripts and styles, in an order that is the same in every build."""
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def with_policy(page: str, told: str, path: Path) -> str:
    """The page with the policy before anything that could load or run."""
    before, charset, after = page.partition(CHARSET)
    if not charset or re.search(r"<(?:script|link|style)\b", before):
        raise BuildError(f"{path}: expected {CHARSET} before every script and link: the policy is put after it.")
    return f"{before}{charset}{META.format(told)}{after}"


def headers(site: Path, told: str) -> str:
    """The text of `_headers`, for a site that begins at the path of SITE_URL."""
    base = urlsplit(os.environ.get("SITE_URL") or DEFAULT_ADDRESS).path.rstrip("/")
    lines = {
        "Content-Security-Policy": f"{told}; frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": NO_DEVICES,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    rules = [f"{base}/*", *(f"  {name}: {value}" for name, value in lines.items())]
    # The name of such a file changes with what is in it, so a browser need not ask for it again.
    for path in sorted(path for path in site.rglob("*") if HASHED_NAME.search(path.name)):
        rules += [
            f"{base}/{path.relative_to(site).as_posix()}",
            f"  Cache-Control: public, max-age={A_YEAR}, immutable",
        ]
    return ABOUT_HEADERS + "\n".join(rules) + "\n"
