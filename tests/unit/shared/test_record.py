"""Records as JSON: what goes out comes back, decimals as printed."""

from decimal import Decimal

from shared.errors import Refused
from shared.record import Engine, File, Outcome, Record, decode, encode, schema
from shared.report import Coverage, Report, State, Value

FILE = File(name="a.pdf", sha256="0" * 64, size=3, format="pdf")
REPORT = Report(
    title="云溪县审计局2023年政府信息公开工作年度报告",
    publisher="云溪县审计局",
    year=2023,
    form="gov_2021",
    sections={},
    cells={"proactive.fees.amount_wan_yuan": Value(Decimal("0.0380"), State.NUMBER, "0.0380")},
    coverage=Coverage(200, 1, 0),
)
RECORD = Record(document=FILE, outcome=Outcome.ACCEPTED, report=REPORT, engine=Engine("1", "x"))


def test_a_decimal_is_a_number_with_the_digits_that_were_printed() -> None:
    assert b'"value":0.0380,' in encode(RECORD)


def test_a_record_survives_its_json() -> None:
    assert decode(encode(RECORD)) == RECORD
    assert encode(decode(encode(RECORD))) == encode(RECORD)


def test_a_refused_document_has_a_reason_and_no_report() -> None:
    reason = Refused("too-large", size=9, limit=5).reason
    record = Record(document=FILE, outcome=Outcome.REFUSED, reason=reason, engine=Engine("1", "x"))
    back = decode(encode(record))
    assert back.report is None
    assert back.reason == reason


def test_the_schema_calls_decimals_numbers() -> None:
    value = schema()["$defs"]["Value"]["properties"]["value"]
    assert {"type": "number"} in value["anyOf"]
    assert "decimal" not in str(schema())
