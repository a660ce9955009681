"""Headings that a text may have lost on its way: what they stand above is there.

Programs that take a page's or a document's text apart drop headings, or put them behind tables. Where a table of a
section was read from a text and its heading was not, nobody knows whether the report has it.
"""

from workers.validate.context import Context

_TABLES = ("proactive", "applications", "review_litigation")  # sections that have a table, by its key
_WORDS = {"problems": ("问题", "不足"), "other_matters": ("处理费", "收费", "其他需要报告")}  # of those that have none


def lost_headings(context: Context) -> frozenset[str]:
    """Return the keys of sections whose heading was not found in a text though what stands below it was.

    A section without a table counts where the heading of one with a table is lost too, and another section's text
    holds its words.
    """
    found = context.report.sections
    tables = {key for key in _TABLES if key not in found and _is_read(context, key)}
    if not tables:
        return frozenset()
    texts = [section.text for section in found.values()]
    words = {
        key for key, own in _WORDS.items() if key not in found and any(word in text for text in texts for word in own)
    }
    return frozenset(tables | words)


def _is_read(context: Context, key: str) -> bool:
    """Whether most cells of a table were found, on lines of a text."""
    values = [value for name, value in context.report.cells.items() if name.startswith(f"{key}.")]
    seen = [value for value in values if value.where.line is not None]
    return len(seen) * 2 > len(values)
