"""The picture of a page made ready: one shade of grey, level to a fraction of a degree, ink told from paper."""

import math
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.extract.pdf_page import Box

Grey: TypeAlias = NDArray[np.uint8]

_AROUND = 20.0  # points around a pixel whose mean it is held against
_DARKER = 12  # shades by which ink is darker than what is around it
_DEPTH = 30  # shades below the paper that count where means are taken
_SMOOTH = 0.35  # points within which a scanner's noise is evened out
_MOST, _COARSE, _FINE = 5.0, 0.25, 0.025  # degrees by which a scan leans, and in which that is looked for
_BAND = 32  # pixels of a strip whose lean does not count
_LEVEL = 0.02  # degrees that are left

cv2.setNumThreads(1)


@dataclass(frozen=True)
class Bitmap:
    """A levelled picture. `ink` is 255 where there is ink; `scale` says pixels a point; `degrees` what was turned."""

    grey: Grey
    ink: Grey
    scale: float
    degrees: float
    paper: int

    def back(self, box: Box) -> Box:
        """Return the place, before levelling, of a box of the levelled page; both in points."""
        height, width = (side / self.scale for side in self.grey.shape)
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), -self.degrees, 1)
        corners = [(x, y, 1.0) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs, ys = turn @ np.array(corners).T
        return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())


def level(grey: Grey, scale: float) -> Bitmap:
    """Return a page's picture levelled. `scale` says how many pixels a point has."""
    paper = int(np.median(grey))
    degrees = lean(inked(grey, scale))
    if abs(degrees) > _LEVEL:
        height, width = grey.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
        turned = cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=float(paper))
        grey = np.asarray(turned, np.uint8)
    else:
        degrees = 0.0
    return Bitmap(grey, inked(grey, scale), scale, degrees, paper)


def inked(grey: Grey, scale: float) -> Grey:
    """Return 255 where a pixel is darker than its surroundings."""
    smooth = cv2.GaussianBlur(grey, (0, 0), _SMOOTH * scale)
    light = np.maximum(smooth, max(0, int(np.median(grey)) - _DEPTH))  # heavy ink must not hide the light beside it
    around = int(_AROUND * scale) | 1
    around_it = np.asarray(cv2.blur(light, (around, around)), np.int16)
    return np.where(smooth < around_it - _DARKER, 255, 0).astype(np.uint8)


def lean(ink: Grey) -> float:
    """Return the degrees, clockwise, by which lines lean: turned by them, rows of ink and of none differ the most."""
    height, width = ink.shape
    count = max(1, width // _BAND)
    bands = (ink[:, : count * _BAND] > 0).reshape(height, count, -1).sum(2).T.astype(np.float64)
    offsets = (np.arange(count) + 0.5) * _BAND - width / 2

    def sharpness(degrees: float) -> float:
        shifts = np.round(math.tan(math.radians(degrees)) * offsets).astype(int)
        profile = sum(np.roll(band, -shift) for band, shift in zip(bands, shifts, strict=True))
        return float((np.diff(profile) ** 2).sum())

    coarse = max(np.arange(-_MOST, _MOST + _COARSE, _COARSE), key=sharpness)
    return float(max(np.arange(coarse - _COARSE, coarse + _COARSE + _FINE, _FINE), key=sharpness))
