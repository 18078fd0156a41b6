"""The search index is fetched when the search opens, not with every first page.

Material asks for it at once, to have it ready, and starts the worker that will search it. They weigh more than any page, and
most visits never search. Three places in the theme's script decide; each is changed to wait until the search is open, or until
an address asks for a word to be marked.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

INDEX = "search/search_index.json"
# The worker is told the index at once unless the site is read from a folder; the minifier's names are taken as they come.
WORKER = re.compile(
    r"(?P<merge>\w+)\((?P<of>[\w$]+)\(location\.protocol!==\"file:\"\),(?P<toggle>\w+)\(\"search\"\)\)"
    r"\.pipe\((?P<first>\w+)\((?P<it>\w)=>(?P=it)\),(?P<switch>\w+)\("
)
# The marks of a word that the address names need the index for its list of separators.
MARKS = re.compile(
    r"(?P<combine>\w+)\(\[(?P<index>\w+),(?P<asked>\w+\.pipe\(\w+\(\w+\(\)\),"
    r"\w+\((?P<it>\w)=>!!(?P=it)\.searchParams\.get\(\"h\"\)\)\))\]\)"
)
# The worker starts when something is said to it for the first time. By then the theme may show another page in place: the
# worker's address is as seen from the first one.
START = re.compile(r"(?P<worker>\w+)=new Worker\((?P<address>\w+)\)\)")
LATER = (
    "{worker}=(()=>{{let w,u=new URL({address},location),s=new EventTarget;"
    "return s.postMessage=m=>{{w||(w=new Worker(u),w.addEventListener("
    '"message",({{data}})=>s.dispatchEvent(new MessageEvent("message",{{data}})))),w.postMessage(m)}},s}})())'
)


def write(site: Path) -> None:
    """Change the theme's script, and its name, which tells its content; another theme's is left alone."""
    names = {}
    for bundle in sorted((site / "assets" / "javascripts").glob("bundle.*.js")):
        text = bundle.read_text(encoding="utf-8")
        if INDEX in text:
            data = changed(text).encode()
            names[bundle.name] = f"bundle.{hashlib.sha256(data).hexdigest()[:8]}.min.js"
            bundle.unlink()
            bundle.with_name(names[bundle.name]).write_bytes(data)
    for page in sorted(site.rglob("*.html")) if names else []:
        text = page.read_text(encoding="utf-8")
        for old, new in names.items():
            text = text.replace(f"/{old}", f"/{new}")
        page.write_text(text, encoding="utf-8")


def changed(text: str) -> str:
    """The script with all three places waiting.

    Raises:
        SystemExit: If the theme has other words there.
    """
    worker, marks, start = WORKER.search(text), MARKS.search(text), START.search(text)
    if worker is None or marks is None or start is None:
        missing = [name for name, found in (("WORKER", worker), ("MARKS", marks), ("START", start)) if found is None]
        raise SystemExit(
            "Expected three places in Material's bundle that get the search ready at once, and did not find "
            f"{' and '.join(missing)}. Has the theme changed? Bring scripts/finish/light/search_on_demand.py up to date: "
            "without it every first visit fetches the index."
        )
    first, switch = worker["first"], worker["switch"]
    waiting = f"{marks['asked'][:-1]},{first}(()=>!0),{switch}(()=>{marks['index']}))"
    later = f"{marks['combine']}([{waiting},{marks['asked']}])"
    at_once = f'{worker["of"]}(location.protocol!=="file:")'
    text = text.replace(start[0], LATER.format(**start.groupdict()))
    return text.replace(marks[0], later).replace(worker[0], worker[0].replace(at_once, f"{worker['of']}(!1)"))
