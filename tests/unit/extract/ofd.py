"""OFD files by hand, for tests: pages of objects, millimetres from the top left."""

import io
import zipfile
from collections.abc import Mapping

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_ROOT = f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"


def text(shown: str, x: float = 20, y: float = 20, *, attributes: str = "", code: str = "", inner: str = "") -> str:  # noqa: PLR0913 - all of them rare
    """A text object whose baseline begins at a place, with characters of 4 mm."""
    return (
        f'<ofd:TextObject Boundary="{x} {y - 4} 100 5" Size="4" {attributes}>{inner}'
        f'<ofd:TextCode X="0" Y="4" {code}>{shown}</ofd:TextCode></ofd:TextObject>'
    )


def path(data: str, boundary: str = "0 0 210 297", attributes: str = "") -> str:
    """A path object."""
    drawn = f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject Boundary="{boundary}" {attributes}>{drawn}</ofd:PathObject>'


def page(objects: str, before: str = "") -> str:
    """A page's content; what stands `before` it are its area and its templates."""
    layer = f"<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
    return f"<ofd:Page {NAMESPACE}>{before}{layer}</ofd:Page>"


def document(*locations: str, before: str = "") -> str:
    """A document's own part."""
    pages = "".join(f'<ofd:Page ID="{number}" BaseLoc="{each}"/>' for number, each in enumerate(locations, 1))
    return f"<ofd:Document {NAMESPACE}>{before}<ofd:Pages>{pages}</ofd:Pages></ofd:Document>"


def packed(parts: Mapping[str, str]) -> bytes:
    """A file of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def ofd(*pages: str, **parts: str) -> bytes:
    """A file of some pages; further parts, or others in their place, by their paths."""
    locations = [f"Pages/Page_{number}/Content.xml" for number in range(len(pages))]
    own = {f"Doc_0/{location}": each for location, each in zip(locations, pages, strict=True)}
    return packed({"OFD.xml": _ROOT, "Doc_0/Document.xml": document(*locations), **own, **parts})
