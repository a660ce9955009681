"""Intake: what are these bytes, and may they be read at all."""

from workers.intake.detect import Detected, check_size, detect, has_pictures, takes_program

__all__ = ["Detected", "check_size", "detect", "has_pictures", "takes_program"]
