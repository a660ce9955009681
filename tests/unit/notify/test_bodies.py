import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator, ValidationError

from shared.errors import Unreadable
from shared.record import Outcome
from tests.unit.notify.samples import finding, record
from workers.notify import EventType, batch_data, digest_data, document_data, event_schema, notice
from workers.notify.bodies import DATA

NOW = datetime(2024, 1, 4, 12, tzinfo=UTC)
STOP = Unreadable("broken", what="PDF", detail="no trailer")
BROKEN = document_data(msgspec.structs.replace(record(Outcome.UNREADABLE), report=None, reason=STOP.reason), "b1")
FAILED = document_data(record(findings=(finding(),)), "b1", "https://n.test/reports/1")
BODIES = [notice(EventType.REPORT_FAILED, NOW, FAILED), notice(EventType.DOCUMENT_REFUSED, NOW, BROKEN)]
DATA_OF: Mapping[EventType, Mapping[str, Any]] = {
    **dict.fromkeys((event for event, type_ in DATA.items() if type_ is DATA[EventType.REPORT_FAILED]), FAILED),
    EventType.DOCUMENT_REFUSED: BROKEN,
    EventType.BATCH_COMPLETED: batch_data("b1", {"failed": 1}, {"N01": 2}),
    EventType.DIGEST: digest_data(BODIES, "b1"),
    EventType.ENDPOINT_TEST: {},
}


@pytest.mark.parametrize("event", EventType)
def test_every_notice_is_as_its_schema_says(event: EventType) -> None:
    schema = event_schema(event)
    Draft202012Validator.check_schema(schema)
    body = json.loads(notice(event, NOW, DATA_OF[event]))
    Draft202012Validator(schema).validate(body)
    assert body["data"].keys() == {field.encode_name for field in msgspec.structs.fields(DATA[event])}
    with pytest.raises(ValidationError):
        Draft202012Validator(schema).validate(body | {"type": "another"})
