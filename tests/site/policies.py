"""What is wrong with the policy of a built site, read from its files alone and without the code that wrote them."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tests.site import hosting

LONGEST_LINE = 2000  # Cloudflare Pages reads no longer line of `_headers`
DATA = ("application/json", "application/ld+json", "text/plain")  # scripts of these types are never run
LOADING = {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping", "xlink:href"}
TOLD_ONLY = {"canonical", "alternate", "license"}  # a link with such a relation loads nothing
WANTED = {
    "default-src": {"'none'"},
    "style-src-attr": {"'unsafe-inline'"},
    "img-src": {"'self'", "data:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "worker-src": {"'self'"},
    "base-uri": {"'none'"},
    "form-action": {"'none'"},
}
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
Policy = dict[str, set[str]]


class Markup(HTMLParser):
    """What a page says of its policy, and all that the policy is about."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.policies: list[str] = []
        self.inline: dict[str, list[str]] = {"script": [], "style": []}
        self.faults: list[str] = []
        self._inside: str | None = None
        self._loads = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attributes}
        if tag == "meta" and own.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(own["content"])
            self.faults += ["the policy comes after something that loads or runs"] if self._loads else []
        self._loads |= tag in ("script", "style", "link", "img", "body")
        self._inside = tag if tag == "style" or (tag == "script" and is_run(own)) else None
        if self._inside:
            self.inline[tag].append("")
        for name, value in own.items():
            loads = name in LOADING or (name == "href" and tag in ("link", "use", "image", "base"))
            if name.startswith("on"):
                self.faults.append(f"<{tag} {name}> runs a script of its own")
            if value.strip().lower().startswith("javascript:"):
                self.faults.append(f"<{tag} {name}> is a script: {value[:60]}")
            if loads and is_foreign(value) and own.get("rel") not in TOLD_ONLY:
                self.faults.append(f"<{tag} {name}> loads from elsewhere: {value[:80]}")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.inline[self._inside][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = None


def is_run(attributes: dict[str, str]) -> bool:
    """Whether the text of a script element is run."""
    return "src" not in attributes and attributes.get("type", "").lower() not in DATA


def is_foreign(address: str) -> bool:
    """Whether an address leads away from the site, which is linked within itself by relative ones."""
    return bool(re.match(r"\s*(?:(?!data:)[a-z][a-z0-9+.-]*:|//)", address, re.IGNORECASE))


def read(policy: str) -> Policy:
    """A policy as its directives and what each allows."""
    parts = [part.split() for part in policy.split(";")]
    return {part[0]: set(part[1:]) for part in parts if part}


def named(text: str) -> str:
    """How a policy names an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def faults(site: Path, base: str) -> list[str]:
    """All that is wrong with the policy of a site that is served at the path `base`, which begins and ends with a slash."""
    pages = {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))
    }
    marked = {name: Markup(text) for name, text in pages.items()}
    found = [f"{name}: {fault}" for name, page in marked.items() for fault in page.faults]
    found += [
        f"{name}: {len(page.policies)} policies, not 1" for name, page in marked.items() if len(page.policies) != 1
    ]
    policies = Counter(policy for page in marked.values() for policy in page.policies)
    if not policies:
        return [*found, "no page has a policy"]
    (usual, _), *others = policies.most_common()
    found += [f"{count} pages have another policy: {policy}" for policy, count in others]
    scripts = {named(text) for page in marked.values() for text in page.inline["script"]}
    styles = {named(text) for page in marked.values() for text in page.inline["style"]}
    styles |= {
        named(text) for path in site.rglob("*.svg") for text in Markup(path.read_text(encoding="utf-8")).inline["style"]
    }
    found += directives(read(usual), scripts, styles)
    return [*found, *stylesheets(site), *headers(site / "_headers", usual, base)]


def directives(policy: Policy, scripts: set[str], styles: set[str]) -> Iterator[str]:
    """What is wrong with what a policy allows: no more than it must, no less."""
    wanted = WANTED | {"script-src": {"'self'", *scripts}, "style-src": {"'self'", *styles}}
    for name in sorted(wanted.keys() | policy.keys()):
        allowed, needed = policy.get(name, set()), wanted.get(name, set())
        if more := sorted(allowed - needed):
            yield f"{name} allows too much: {' '.join(more)}"
        if less := sorted(needed - allowed):
            yield f"{name} lacks {' '.join(less)}"
        if name not in wanted:
            yield f"{name} was not asked for"


def stylesheets(site: Path) -> Iterator[str]:
    """Addresses elsewhere in stylesheets."""
    for path in sorted(site.rglob("*.css")):
        text = path.read_text(encoding="utf-8")
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)", text):
            if is_foreign("".join(address)):
                yield f"{path.relative_to(site).as_posix()} loads from elsewhere: {''.join(address)[:80]}"


def headers(path: Path, policy: str, base: str) -> Iterator[str]:
    """What is wrong with `_headers`, given the policy of the pages."""
    if not path.is_file():
        yield "_headers is missing"
        return
    text = path.read_text(encoding="utf-8")
    told = hosting.told(hosting.rules(text), f"{base}index.html")
    if told.get("Content-Security-Policy") != f"{policy}; frame-ancestors 'none'":
        yield f"_headers has another policy than the pages: {told.get('Content-Security-Policy')}"
    if not re.search(r"camera=\(\).*microphone=\(\)", told.get("Permissions-Policy", "")):
        yield f"_headers permits too much: {told.get('Permissions-Policy')}"
    yield from (f"_headers lacks {name}: {value}" for name, value in HEADERS.items() if told.get(name) != value)
    yield from (f"_headers has a line of {len(line)} signs" for line in text.splitlines() if len(line) > LONGEST_LINE)
    for pattern, own in hosting.rules(text).items():
        if "immutable" in own.get("Cache-Control", "") and not re.search(r"\.[0-9a-f]{8}\.", pattern):
            yield f"_headers keeps for ever what may change: {pattern}"
