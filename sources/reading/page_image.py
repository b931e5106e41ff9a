"""A page of a PDF as a picture for text recognition, drawn in the sandbox."""

from __future__ import annotations

from math import sqrt

from sources.reading.errors import Refused
from sources.reading.limits import IMAGE_PIXELS

MARK = b"P5\n"
"""How a picture begins: plain grey values, one byte each (portable graymap)."""

DOTS_PER_INCH = 300
"""What Tesseract is trained on."""

_POINTS_PER_INCH = 72


def page_image(data: bytes, number: int) -> bytes:
    """Return page ``number`` of a PDF, counted from 1, in shades of grey.

    A page so large that it would have more than `limits.IMAGE_PIXELS` is drawn smaller.

    Raises:
        Refused: If the file cannot be drawn.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(DOTS_PER_INCH / _POINTS_PER_INCH, sqrt(IMAGE_PIXELS / max(width * height, 1.0)))
        bitmap = page.render(scale=scale, grayscale=True, no_smoothtext=False)
    except pypdfium2.PdfiumError:
        raise Refused("has a page that cannot be drawn.") from None
    rows = memoryview(bitmap.buffer).cast("B")
    pixels = b"".join(bytes(rows[row * bitmap.stride :][: bitmap.width]) for row in range(bitmap.height))
    return MARK + f"{bitmap.width} {bitmap.height}\n255\n".encode("ascii") + pixels
