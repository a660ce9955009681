"""How much one document may cost before its reading is stopped, with the reason named."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on actual sizes, never on declared ones. Bytes unless the name says otherwise."""

    file_bytes: int = 100 * 2**20
    unpacked_bytes: int = 512 * 2**20  # of a DOCX or an archive, all members together
    unpacked_ratio: int = 200  # unpacked to packed, once more than 16 MiB have come out
    members: int = 10_000  # of a DOCX or an archive
    pages: int = 500
    scanned_pages: int = 40  # of one document, that are read from their pictures: a second each, or several
    text_characters: int = 5_000_000  # of one document
    cells: int = 200_000  # of all tables of one document
    depth: int = 1_000  # of nested markup
    seconds: int = 60  # wall clock of one reading
    scanned_seconds: int = 240  # the same where pages may have to be read from their pictures
    memory_mb: int = 1_536  # address space of one reading
