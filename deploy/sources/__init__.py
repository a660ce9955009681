"""Where documents come from: files, folders, archives and manifests, read one at a time.

Hidden files and folders are left out of folders and archives. Names are relative to what was given, never absolute,
so that a record does not depend on the machine it was made on.
"""

from deploy.sources.entry import Entry, Loaded, Problem, SourceError
from deploy.sources.expand import expand
from deploy.sources.load import count, load
from deploy.sources.names import readable, summary

__all__ = ["Entry", "Loaded", "Problem", "SourceError", "count", "expand", "load", "readable", "summary"]
