"""The data set: `reports`, `cells` (long form) and `findings`, as JSON lines, as tables for Excel, or as Parquet."""

from deploy.dataset.files import FORMATS, MissingExtraError, prepare
from deploy.dataset.partitioned import write_partitioned
from deploy.dataset.write import write

__all__ = ["FORMATS", "MissingExtraError", "prepare", "write", "write_partitioned"]
