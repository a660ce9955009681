"""Faults in head, structure and sentences, and personal data left in."""

from tests.corpus.bodies import Kind
from tests.corpus.draft import Draft
from tests.corpus.fault import BOTH, Fault
from tests.corpus.faults_tables import add
from tests.corpus.numbers import Size
from tests.corpus.truth import Truth

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident_id(first17: str) -> str:
    """Return an 18-digit resident number with its check digit (GB 11643)."""
    remainder = sum(int(digit) * weight for digit, weight in zip(first17, _ID_WEIGHTS, strict=True)) % 11
    return first17 + "10X98765432"[remainder]


def _s01(truth: Truth) -> None:
    truth.title = f"{truth.publisher}政府信息公开工作年度报告"


def _s02(truth: Truth) -> None:
    del truth.sections["problems"]
    _count_no_sections(truth)


def _count_no_sections(truth: Truth) -> None:
    """Announce no number of sections that the report would not have."""
    truth.preamble[0] = truth.preamble[0].replace("，共六个部分，表格在第二至第四部分", "")


def _s02_story(draft: Draft) -> None:
    draft.told.period_in_overview = False


def _s02_renumbered(truth: Truth) -> None:
    del truth.sections["overview"]
    for numeral, section in zip("一二三四五", truth.sections.values(), strict=True):
        section.heading = numeral + section.heading[1:]
    _count_no_sections(truth)


def _s03(truth: Truth) -> None:
    order = ["overview", "proactive", "applications", "review_litigation", "other_matters", "problems"]
    truth.sections = {key: truth.sections[key] for key in order}


def _s06_absent(draft: Draft) -> None:
    draft.told.period = None


def _s06_year(draft: Draft) -> None:
    draft.told.period = (draft.year - 1, draft.year - 1)


def _s06_end(draft: Draft) -> None:
    draft.told.period = (draft.year, draft.year + 1)


def _s12(draft: Draft) -> None:
    draft.told.fee = None


def _n01(draft: Draft) -> None:
    draft.told.parts = [draft.told.items // 2, draft.told.items // 4, draft.told.items // 4 + 11]
    draft.told.exhaustive, draft.told.nested = True, []


def _n01_nested(draft: Draft) -> None:
    draft.told.items, draft.told.parts, draft.told.exhaustive = 90, [20, 30, 40], True
    draft.told.nested = [9, 6, 6]


def _n04_numbers(draft: Draft) -> None:
    for row in ("new", "carried_forward"):
        add(draft.cells, row, "natural_person", 1)


def _n04_story(draft: Draft) -> None:
    draft.told.says_none_received = True


def _leave(sentence: str, truth: Truth) -> None:
    truth.sections["problems"].paragraphs.append(sentence)


def _p01(truth: Truth) -> None:
    number = resident_id("52990119790314" + f"{truth.year % 1000:03d}")
    _leave(f"经办人身份证号{number}，已在系统登记。", truth)


def _p02(truth: Truth) -> None:
    _leave(f"意见反馈请拨打经办人手机1990000{truth.year}。", truth)


def _p03(truth: Truth) -> None:
    _leave(f"意见也可发送至10000{truth.year}@qq.com。", truth)


_NEW = ("gov_2021",)

FAULTS = (
    Fault(name="S01", finds="S01 error x1", truth=_s01),
    Fault(name="S02", finds="S02 error x1", truth=_s02),
    Fault(name="S02-renumbered", finds="S02 error x1", story=_s02_story, truth=_s02_renumbered),
    Fault(name="S03", finds="S03 error x1", truth=_s03),
    Fault(name="S06", finds="S06 warning x1", story=_s06_absent),
    Fault(name="S06-year", finds="S06 error x1, S09 error x1", story=_s06_year),
    Fault(name="S06-end", finds="S06 error x1", story=_s06_end),
    Fault(name="S07", finds="S07 error x1", forms=("gov_2019",), year=2022),
    Fault(name="S07-early", finds="S07 error x1", forms=_NEW, year=2020),
    Fault(name="S12", finds="S12 error x1", story=_s12, forms=_NEW),
    Fault(name="N01", finds="N01 error x1", story=_n01),
    Fault(name="N01-nested", finds="N01 error x1", story=_n01_nested),
    Fault(
        name="N04",
        finds="N04 error x1",
        numbers=_n04_numbers,
        story=_n04_story,
        kinds=(Kind.TOWNSHIP, Kind.BUREAU),  # a county's prose may speak of its own office, its table of the county
        size=Size.FEW,
    ),
    Fault(name="P01", finds="P01 error x1", truth=_p01, kinds=(Kind.TOWNSHIP, Kind.BUREAU)),
    Fault(name="P02", finds="P02 error x1", truth=_p02, forms=BOTH),
    Fault(name="P03", finds="P03 warning x1", truth=_p03, forms=BOTH),
)
