"""Every heading of the second level and what belongs to it become one `<section>`.

A page's outline is then in its elements. And a browser that paints a change looks at a dozen sections before it comes to the
picture that changed, instead of at every paragraph of a long page: an explorer answers sooner.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor


class SectionProcessor(Treeprocessor):
    """Works on elements: what is still text is not parsed for it."""

    def run(self, root: Element) -> None:
        """Move each heading of the second level, and all up to the next, into a section."""
        section = None
        for child in list(root):
            if child.tag == "h2":
                section = Element("section")
                section.text = "\n"
                section.tail = "\n"
                root.insert(list(root).index(child), section)
            if section is not None:
                root.remove(child)
                section.append(child)


class SectionExtension(Extension):
    """Wrap what belongs to a heading."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """After the contents are collected (priority 5), before MkDocs looks for the title (-1)."""
        md.treeprocessors.register(SectionProcessor(md), "nnref-sections", 1)


def makeExtension(**options: object) -> SectionExtension:  # noqa: N802 (Python-Markdown's name)
    """Where Python-Markdown begins."""
    return SectionExtension(**options)
