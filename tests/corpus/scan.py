"""Scans: the pages of a PDF as scanners, fax machines and telephones give them, as badly as offices do it."""

import io
import math
import random
from collections.abc import Sequence
from functools import partial

import msgspec
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

DPI = 150
_SHIFT = 8  # pixels
_RED = (200, 30, 40)

Shades = NDArray[np.float32]  # rows, columns, red green blue; 0 to 255


class Scanner(msgspec.Struct, frozen=True, kw_only=True):
    """How pages are scanned."""

    dpi: int = DPI
    lean: float = 0.0  # degrees counter-clockwise, a little different from page to page
    turned: int = 0  # degrees counter-clockwise by which the paper lies
    paper: float = 240.0  # shade
    ink: float = 35.0  # shade
    blur: float = 0.6  # pixels
    noise: float = 5.0  # shades
    lamp: float = 10.0  # shades by which one side is darker
    shadow: float = 0.0  # shades by which the inner margin of a bound volume is darker
    specks: int = 80  # of dirt a page
    streaks: int = 0  # down the page, where the printer's drum leaves the paper white
    faint: float = 0.0  # share of ink that is missing in places
    stamps: int = 0  # seals a page, wherever they fall
    colour: bool = False
    bilevel: bool = False  # black and white, as faxes are
    quality: int = 75  # of JPEG


def ordinary(rng: random.Random) -> Scanner:
    """Return what most offices have."""
    return Scanner(
        lean=rng.uniform(-1.5, 1.5),
        paper=rng.uniform(225, 250),
        ink=rng.uniform(10, 60),
        blur=rng.uniform(0.4, 0.8),
        noise=rng.uniform(2, 8),
        lamp=rng.uniform(0, 15),
        specks=rng.randint(0, 150),
        quality=rng.randint(60, 90),
    )


def any_scanner(rng: random.Random) -> Scanner:
    """Return one of what there is: leaning far, black and white, in colour, shadowed, sealed, with broken lines."""
    changed = msgspec.structs.replace
    scanner = changed(ordinary(rng), lean=rng.uniform(-3, 3), quality=rng.randint(40, 92))
    for share, change in (
        (0.2, {"bilevel": True, "noise": rng.uniform(1, 4)}),
        (0.4, {"colour": True}),
        (0.3, {"shadow": rng.uniform(20, 110)}),
        (0.3, {"streaks": rng.randint(1, 3)}),
        (0.3, {"faint": rng.uniform(0.1, 0.5)}),
        (0.4, {"stamps": 1}),
    ):
        if rng.random() < share:
            scanner = changed(scanner, **change)
    return scanner


def pictures(pdf: bytes, rng: random.Random, scanner: Scanner | None = None) -> list[Image.Image]:
    """Return every page as a scanner's picture; of an ordinary one, if none is given."""
    scanner = scanner or ordinary(rng)
    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = [document[index].render(scale=scanner.dpi / 72).to_pil() for index in range(len(document))]
    finally:
        document.close()
    return [_scanned(page.convert("RGB"), scanner, rng) for page in drawn]


def scan(pdf: bytes, rng: random.Random, scanner: Scanner | None = None) -> bytes:
    """Return a PDF that holds nothing but pictures of another one's pages."""
    scanner = scanner or ordinary(rng)
    return bound(pictures(pdf, rng, scanner), scanner)


def bound(pages: Sequence[Image.Image], scanner: Scanner) -> bytes:
    """Return pictures as the pages of a PDF."""
    told = io.BytesIO()
    options = {"resolution": scanner.dpi} | ({} if scanner.bilevel else {"quality": scanner.quality})
    pages[0].save(told, "PDF", save_all=True, append_images=pages[1:], **options)
    return told.getvalue()


def _scanned(page: Image.Image, scanner: Scanner, rng: random.Random) -> Image.Image:
    for _ in range(scanner.stamps):
        _stamp(page, scanner.dpi / 72, rng)
    shades = np.asarray(page, np.float32)
    noise = np.random.default_rng(rng.randrange(2**32))
    shades = 255 - (255 - shades) * (1 - _faded(shades.shape[:2], scanner, noise))[:, :, None]
    for _ in range(scanner.streaks):
        x = rng.randrange(page.width)
        shades[:, x : x + rng.choice((1, 1, 2))] = 255
    shades = scanner.ink + (scanner.paper - scanner.ink) * shades / 255
    page = Image.fromarray(shades.clip(0, 255).astype(np.uint8))
    page = page.rotate(
        scanner.lean + rng.uniform(-0.2, 0.2),
        Image.Resampling.BILINEAR,
        translate=(rng.randint(-_SHIFT, _SHIFT), rng.randint(-_SHIFT, _SHIFT)),
        fillcolor=(round(scanner.paper),) * 3,
    )
    if scanner.turned:
        page = page.rotate(scanner.turned, expand=True)
    shades = np.asarray(page.filter(ImageFilter.GaussianBlur(scanner.blur)), np.float32)
    shades = shades + noise.normal(0, scanner.noise, shades.shape[:2])[:, :, None]
    shades -= _light(page.width, scanner)[None, :, None]
    for _ in range(rng.randint(0, scanner.specks)):
        x, y, size = rng.randrange(page.width), rng.randrange(page.height), rng.choice((1, 1, 2))
        shades[y : y + size, x : x + size] = rng.uniform(0, 120)
    return _told(shades, scanner)


def _told(shades: Shades, scanner: Scanner) -> Image.Image:
    page = Image.fromarray(shades.clip(0, 255).astype(np.uint8))
    if scanner.colour:
        return page
    grey = page.convert("L")
    if not scanner.bilevel:
        return grey
    smooth = np.asarray(grey.filter(ImageFilter.BoxBlur(20 * scanner.dpi / 150)), np.int16)
    return Image.fromarray(np.asarray(grey, np.int16) > smooth - 45).convert("1")


def _light(width: int, scanner: Scanner) -> Shades:
    """Return by how much each column is darker."""
    across = np.linspace(0, 1, width, dtype=np.float32)
    return np.asarray(scanner.lamp * across + scanner.shadow * np.exp(-across / 0.06), np.float32)


def _faded(size: tuple[int, ...], scanner: Scanner, noise: np.random.Generator) -> Shades:
    """Return the share of ink that is missing, in clouds as where toner is running out."""
    clouds = noise.random((size[0] // 60 + 2, size[1] // 60 + 2))
    stretched = Image.fromarray((clouds * 255).astype(np.uint8)).resize((size[1], size[0]), Image.Resampling.BICUBIC)
    return np.asarray(stretched, np.float32) / 255 * scanner.faint


def _stamp(page: Image.Image, scale: float, rng: random.Random) -> None:
    """Press a seal of 42 mm onto a page: a ring and a star, whose ink darkens what is below."""
    radius, ring = 60 * scale, 3 * scale
    x, y = rng.uniform(0.2, 0.8) * page.width, rng.uniform(0.2, 0.8) * page.height
    seal = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(seal)
    around = partial(_circle, x, y)
    draw.ellipse(around(radius), outline=_RED, width=round(ring))
    points = [
        (x + size * math.sin(turn * math.pi / 5), y - size * math.cos(turn * math.pi / 5))
        for turn in range(10)
        for size in ((radius / 3, radius / 8)[turn % 2],)
    ]
    draw.polygon(points, fill=_RED)
    for turn in range(-5, 6):  # strokes as of the characters of a name around it
        angle = turn * math.pi / 7
        cx, cy = x + 0.75 * radius * math.sin(angle), y - 0.75 * radius * math.cos(angle)
        half = 0.1 * radius
        draw.rectangle((cx - half, cy - half, cx + half, cy + half), outline=_RED, width=round(ring / 2))
        draw.line((cx - half, cy, cx + half, cy), fill=_RED, width=round(ring / 2))
    both = np.minimum(np.asarray(page), np.asarray(seal))
    page.paste(Image.fromarray(both))


def _circle(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return x - radius, y - radius, x + radius, y + radius
