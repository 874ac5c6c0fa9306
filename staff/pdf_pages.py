"""Several PDF files as one (ghép tệp in): the pages for the printer, one paper after another.

What makes a file more than its pages stays behind: signatures hold for the single file only.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

# Belongs to the file a page came from: its tree, its form fields and signatures, its reading order.
_LEFT_BEHIND = ("/Parent", "/Annots", "/StructParents", "/B", "/AA")
# A page may have these from the branch it hangs on.
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")


def joined(files: Iterable[bytes]) -> bytes:
    """All pages of these files in one, in their order."""
    # loaded with the first use, as the signing is: most processes never join anything
    from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import PdfFileWriter

    writer = PdfFileWriter()
    for content in files:
        root = PdfFileReader(io.BytesIO(content)).root
        pages = ArrayObject(
            DictionaryObject({name: value for name, value in page.items() if name not in _LEFT_BEHIND})
            for page in _pages(root["/Pages"], {})
        )
        pages.container_ref = root.container_ref  # says which file they come from
        imported: Any = writer.import_object(pages)
        for page in imported:
            writer.insert_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _pages(node: Any, above: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The pages below a branch of the tree, each with what it has from its branches."""
    own = {**above, **{name: node.raw_get(name) for name in _INHERITED if name in node}}
    if node["/Type"] == "/Pages":
        for child in node["/Kids"]:
            yield from _pages(child.get_object(), own)
    else:
        yield {**own, **{name: node.raw_get(name) for name in node}}
