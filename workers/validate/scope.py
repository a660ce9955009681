"""Whether a sentence's figures are those of the tables: a city's prose may count its own office's applications only."""

import re

from workers.validate.prose import Sentence
from workers.validate.publisher import Kind, Publisher

_WHOLE_REGION = re.compile(r"全[省市县区州旗盟]|各级|本行政区域|(?:我|本)[省市县区州旗盟](?!政府|人民政府|级)")
_OWN_OFFICE = re.compile(r"办公室|办公厅|政府办|本办|我办|本机关|本级|市直|县直|区直")
_OTHERS = re.compile(
    r"全[省市县区州旗盟]|各[村乡镇街部单科股站]|[所下局委]属|系统内|各级|上级|[省市县区州]政府|村级|社区居委会"
)


def is_of_tables(sentence: Sentence, publisher: Publisher) -> bool | None:
    """Whether the sentence speaks of what the tables count; None where it does not say.

    A government's tables cover its departments and lower governments, other bodies' tables themselves alone.
    """
    text = sentence.text
    if publisher.kind is Kind.GOVERNMENT:
        if _WHOLE_REGION.search(text) and not _OWN_OFFICE.search(text):
            return True
        return False if _OWN_OFFICE.search(text) else None
    if publisher.kind is Kind.OFFICE and _OWN_OFFICE.search(text):
        return None
    return not _OTHERS.search(text)
