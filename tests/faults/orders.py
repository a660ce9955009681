"""What the toy's documents order the child that reads them to do; imported by the process that children come from."""

import ctypes
import os
import signal
import time
from collections.abc import Callable

from shared.errors import Refused
from shared.limits import Limits
from shared.record import File
from shared.report import Coverage, Report


def intake(data: bytes, file: File, limits: Limits) -> File:  # noqa: ARG001 - the pipeline's signature
    return File(name=file.name, sha256=file.sha256, size=file.size, format="text", media_type="text/plain")


def arrive(data: bytes, file: File, limits: Limits, formats: tuple[str, ...]) -> tuple[File, Report | None]:  # noqa: ARG001 - likewise
    """Leave the reading to its own stage, where harm is done."""
    return intake(data, file, limits), None


def extract(data: bytes, file: File, limits: Limits) -> tuple[File, Report]:  # noqa: ARG001 - the pipeline's signature
    order, *words = data.decode().split()
    _ORDERS[order](*words)
    title = data.decode()
    head = {"publisher": None, "year": None, "form": None, "sections": {}, "cells": {}}
    return file, Report(title=title, coverage=Coverage(0, 0, 0), **head)


def loop() -> None:
    while True:
        pass


def eat() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(2**26))


def refuse() -> None:
    raise Refused("encrypted", what="file")


_ORDERS: dict[str, Callable[..., object]] = {
    "ok": lambda *_: None,
    "sleep": lambda seconds, *_: time.sleep(float(seconds)),
    "loop": lambda *_: loop(),
    "eat": lambda *_: eat(),
    "kill": lambda *_: os.kill(os.getpid(), signal.SIGKILL),
    "crash": lambda *_: ctypes.string_at(0),
    "refuse": lambda *_: refuse(),
    "memory": lambda *_: None,
    "slay": lambda *_: None,
}
