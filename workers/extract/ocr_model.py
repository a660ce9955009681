"""The recognizer of the `ocr` extra: PP-OCR's network for lines of text, whose weights lie inside rapidocr's wheel.

Only the weights are taken from there. Characters are wanted one by one, each with its confidence and its place, on one
thread, in a process without network; nothing is ever downloaded.
"""

import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

_PARTS = ("rapidocr", "onnxruntime", "cv2", "numpy")
_WEIGHTS = "models/*_rec_*.onnx"
_HEIGHT = 48  # pixels of a line, as the network was trained
_LEAST = 96  # pixels of width: what is narrower is filled up
_MOST = 3200  # of width; longer lines are pressed
_ALIKE = (("IlL|", "1"), ("Oo", "0"))  # letters that look like digits
_TOGETHER = 1600  # pixels of width that go through the network at once


class Glyph(NamedTuple):
    """A recognized character: how sure the network is, 0 to 1, and where its middle stands, as share of the width."""

    text: str
    sure: float
    at: float


def is_there() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(part) for part in _PARTS) and _weights() is not None


def recognize(pictures: Sequence[Any], *, in_cells: bool = False) -> list[list[Glyph]]:
    """Read pictures of one line each (arrays of grey, dark on light); in cells no letter is taken for a digit."""
    order = sorted(range(len(pictures)), key=lambda index: _width(pictures[index]))
    found: dict[int, list[Glyph]] = {}
    for some in _parcels(order, pictures):
        found |= zip(some, _network().read([pictures[index] for index in some], in_cells=in_cells), strict=True)
    return [found[index] for index in range(len(pictures))]


def _weights() -> Path | None:
    spec = find_spec("rapidocr")
    places = spec.submodule_search_locations if spec else None
    return next((path for place in places or () for path in sorted(Path(place).glob(_WEIGHTS))), None)


def _width(picture: Any) -> int:  # noqa: ANN401 - numpy comes with the extra
    height, width = picture.shape
    return int(min(_MOST, max(1, round(width * _HEIGHT / height))))


def _parcels(order: Sequence[int], pictures: Sequence[Any]) -> Iterator[list[int]]:
    """Part pictures, given by their width, into those that go through the network together."""
    some: list[int] = []
    for index in order:
        if some and (len(some) + 1) * max(_LEAST, _width(pictures[index])) > _TOGETHER:
            yield some
            some = []
        some.append(index)
    if some:
        yield some


@cache
def _network() -> "_Network":
    return _Network()


class _Network:
    def __init__(self) -> None:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # whose threads would each take memory of the limit
        import onnxruntime  # noqa: PLC0415 - only where it is needed: it takes a third of a second

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # lines differ in length; the arena would keep the most of each
        options.log_severity_level = 4
        path = _weights()
        if path is None:
            raise FileNotFoundError(_WEIGHTS)
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        self._characters = ["", *self._session.get_modelmeta().custom_metadata_map["character"].split("\n"), " "]
        self._alike = [([self._characters.index(c) for c in some], self._characters.index(d)) for some, d in _ALIKE]

    def read(self, pictures: Sequence[Any], *, in_cells: bool) -> Iterator[list[Glyph]]:
        """Read some pictures at once."""
        import cv2  # noqa: PLC0415 - as above
        import numpy as np  # noqa: PLC0415 - likewise

        widths = [_width(picture) for picture in pictures]
        full = max(_LEAST, *widths)
        lines = np.zeros((len(pictures), 3, _HEIGHT, full), np.float32)
        for line, picture, width in zip(lines, pictures, widths, strict=True):
            how = cv2.INTER_CUBIC if picture.shape[0] < _HEIGHT else cv2.INTER_AREA
            line[:, :, :width] = cv2.resize(picture, (width, _HEIGHT), interpolation=how) / 127.5 - 1
        told = self._session.run(None, {self._input: lines})[0]
        if in_cells:
            for letters, digit in self._alike:
                told[:, :, digit] += told[:, :, letters].sum(2)
                told[:, :, letters] = 0
        for steps, sure, width in zip(told.argmax(2), told.max(2), widths, strict=True):
            yield list(self._glyphs(steps, sure, full / width))

    def _glyphs(self, steps: Any, sure: Any, stretch: float) -> Iterator[Glyph]:  # noqa: ANN401 - arrays
        """Collapse the network's steps: what repeats is one character, blanks part them (CTC)."""
        begin = 0
        for step in range(1, len(steps) + 1):
            if step < len(steps) and steps[step] == steps[begin]:
                continue
            if steps[begin]:
                at = (begin + step) / 2 / len(steps) * stretch
                yield Glyph(self._characters[steps[begin]], float(sure[begin:step].max()), min(at, 1.0))
            begin = step
