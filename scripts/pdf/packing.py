"""What Chromium printed, in less than half the bytes, and the same bytes whenever it is printed.

Chromium writes a tree of what is a heading, a list, a table, for those who have a page read to them, as tens of thousands of
plain objects. Here they go into compressed streams, as PDF 1.5 has them. Nothing that is drawn is touched.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime

TOGETHER = 500  # objects in a stream: more would be slower to open a page from
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
ENTRY = 20  # bytes of a line of the table
ROOT, INFO = re.compile(rb"/Root (\d+) 0 R"), re.compile(rb"/Info (\d+) 0 R")
NODE = re.compile(rb"\(node\d{8}\)")
CATALOG = b"/Type /Catalog"


def packed(data: bytes, about: Mapping[str, str], epoch: int) -> bytes:
    """The PDF, packed; `about` is what it says of itself, and `epoch` the time at which it was made.

    Raises:
        ValueError: If it is not built as Chromium builds it.
    """
    objects, root, info = read(data)
    if CATALOG not in objects[root]:
        raise ValueError("expected the root of the PDF to be its catalog: has Chromium changed how it prints?")
    objects[info] = described(about, epoch)
    renumber(objects)
    plain = [number for number in sorted(objects) if not is_stream(objects[number])]
    out = bytearray(HEADER)
    places: dict[int, tuple[int, int, int]] = {}
    last = max(objects)
    for number in sorted(objects.keys() - set(plain)):
        places[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    for start in range(0, len(plain), TOGETHER):
        last += 1
        chosen = plain[start : start + TOGETHER]
        places |= {number: (2, last, place) for place, number in enumerate(chosen)}
        places[last] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (last, together({number: objects[number] for number in chosen}))
    last += 1
    places[last] = (1, len(out), 0)
    lines = [places.get(number, (0, 0, 0)) for number in range(last + 1)]
    table = b"".join(kind.to_bytes(1, "big") + place.to_bytes(4) + index.to_bytes(2) for kind, place, index in lines)
    name = hashlib.sha256(out).hexdigest()[:32].encode()
    said = b"/Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]"
    out += b"%d 0 obj\n%s\nendobj\n" % (last, stream(said % (last + 1, root, info, name, name), table))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % places[last][1])


def read(data: bytes) -> tuple[dict[int, bytes], int, int]:
    """All objects of a PDF with a plain table of them, and the numbers of its catalog and of its description."""
    end = END.search(data)
    table = TABLE.match(data, int(end[1])) if end else None
    root, info = (found.search(data, table.end()) if table else None for found in (ROOT, INFO))
    if end is None or table is None or root is None or info is None:
        raise ValueError("expected a PDF that ends in a table of its objects: has Chromium changed how it prints?")
    places = {}
    for number in range(int(table[1])):
        place, _, kind = data[table.end() + ENTRY * number :][:ENTRY].split()
        if kind == b"n":
            places[int(place)] = number
    ends = [*sorted(places)[1:], int(end[1])]
    objects = {}
    for start, stop in zip(sorted(places), ends, strict=True):
        head, tail = b"%d 0 obj\n" % places[start], b"\nendobj\n"
        text = data[start:stop]
        if not (text.startswith(head) and text.endswith(tail)):
            raise ValueError(f"expected object {places[start]} at {start}: has Chromium changed how it prints?")
        objects[places[start]] = text[len(head) : -len(tail)]
    return objects, int(root[1]), int(info[1])


def renumber(objects: dict[int, bytes]) -> None:
    """Give the cells of tables names that begin at 1: Chromium counts on from whatever else it has shown."""
    named = {number: text for number, text in objects.items() if not is_stream(text) and NODE.search(text)}
    order = sorted({name for text in named.values() for name in NODE.findall(text)})
    names = {name: b"(node%08d)" % place for place, name in enumerate(order, 1)}
    for number, text in named.items():
        objects[number] = NODE.sub(lambda found: names[found[0]], text)


def is_stream(text: bytes) -> bool:
    """Whether an object is a stream, which stands by itself."""
    return text.endswith(b"endstream")


def described(about: Mapping[str, str], epoch: int) -> bytes:
    """What the PDF says of itself, in UTF-16, which every reader of PDF knows."""
    at = datetime.fromtimestamp(epoch, UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
    lines = [f"/{key} <{codecs.BOM_UTF16_BE.hex()}{text.encode('utf-16-be').hex()}>" for key, text in about.items()]
    return "\n".join(["<<", *lines, f"/CreationDate ({at})", f"/ModDate ({at})", ">>"]).encode()


def together(objects: Mapping[int, bytes]) -> bytes:
    """Objects as one stream."""
    numbers, text = [], b""
    for number, value in objects.items():
        numbers.append(f"{number} {len(text)}")
        text += value + b"\n"
    first = " ".join(numbers).encode() + b"\n"
    return stream(b"/Type /ObjStm /N %d /First %d" % (len(numbers), len(first)), first + text)


def stream(said: bytes, content: bytes) -> bytes:
    """A compressed stream."""
    data = zlib.compress(content, 9)
    return b"<< %s /Filter /FlateDecode /Length %d >> stream\n%s\nendstream" % (said, len(data), data)
