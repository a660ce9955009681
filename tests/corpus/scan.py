"""Scans: the pages of a PDF as a scanner gives them, 150 dots an inch, leaning, grey, noisy, with JPEG's artefacts."""

import io
import random

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

DPI = 150
_LEAN = 1.5  # degrees
_SHIFT = 8  # pixels


def pictures(pdf: bytes, rng: random.Random, dpi: int = DPI) -> list[Image.Image]:
    """Return every page as a scanner's picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = [document[index].render(scale=dpi / 72, grayscale=True).to_pil() for index in range(len(document))]
    finally:
        document.close()
    return [_scanned(page.convert("L"), rng) for page in drawn]


def scan(pdf: bytes, rng: random.Random, dpi: int = DPI) -> bytes:
    """Return a PDF that holds nothing but pictures of another one's pages."""
    pages = pictures(pdf, rng, dpi)
    told = io.BytesIO()
    options = {"resolution": dpi, "quality": rng.randint(60, 90)}
    pages[0].save(told, "PDF", save_all=True, append_images=pages[1:], **options)
    return told.getvalue()


def _scanned(page: Image.Image, rng: random.Random) -> Image.Image:
    paper, ink = rng.uniform(225, 250), rng.uniform(10, 60)
    page = page.point([round(ink + (paper - ink) * shade / 255) for shade in range(256)])
    shift = rng.randint(-_SHIFT, _SHIFT), rng.randint(-_SHIFT, _SHIFT)
    lean = rng.uniform(-_LEAN, _LEAN)
    page = page.rotate(lean, Image.Resampling.BILINEAR, translate=shift, fillcolor=round(paper))
    page = page.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 0.8)))
    noise = np.random.default_rng(rng.randrange(2**32))
    shades = np.asarray(page, np.float32) + noise.normal(0, rng.uniform(2, 8), (page.height, page.width))
    shades -= rng.uniform(0, 15) * np.linspace(0, 1, page.width)  # the lamp is weaker at one side
    for _ in range(rng.randint(0, 150)):
        x, y, size = rng.randrange(page.width), rng.randrange(page.height), rng.choice((1, 1, 2))
        shades[y : y + size, x : x + size] = rng.uniform(0, 120)
    return Image.fromarray(shades.clip(0, 255).astype(np.uint8))
