"""Each session as one PDF: its built pages joined to a document, printed by Chromium, linked from the pages.

pages      the built pages of a session, as trees
chapters   a page as a chapter: unfolded, its solutions taken to the end, its links pointing into the document
document   title, contents, chapters, solutions, sources: one HTML file and its stylesheet
printing   Chromium prints it until every page number in it is right
packing    what was printed in fewer bytes, which don't depend on when it was
linking    the pages of the site lead to it
"""
