"""Spans of real processes, as a collector gets them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from deploy.embedded import Server
from tests.line.test_brokers import FEW, line_on
from tests.unit.notify.conftest import Receiver

pytestmark = pytest.mark.line


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver(lambda handler: handler.reply(200))
    yield receiver
    receiver.close()


def test_a_document_is_one_trace_whichever_processes_it_passes(tmp_path: Path, receiver: Receiver) -> None:
    (tmp_path / "redis").mkdir()
    server = Server(tmp_path / "redis")
    server.start()
    collector = receiver.url.rpartition("/")[0]
    told = {"redis_url": server.url, "traces": collector, "allowed_networks": "127.0.0.0/8"}
    try:
        with line_on(tmp_path, server, **told) as line:
            line.store.endpoints.add(f"{collector}/hook", ["report.failed", "report.accepted", "document.refused"])
            batch = line.submit(FEW[:3])
            line.finish(batch)
            ids = [record.document.sha256 for record in line.store.records.of_batch(batch)]
            whole = {"intake", "extract", "validate", "document", "notice"}
            line.wait(lambda: all(names(receiver, id_) >= whole for id_ in ids), "all spans")
    finally:
        server.stop()


def names(receiver: Receiver, document: str) -> set[str]:
    """Return the names of the spans in a document's trace."""
    found = set()
    for headers, body in list(receiver.got):
        if "application/x-protobuf" in headers.values():
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                spans = [span for scope in resource.scope_spans for span in scope.spans]
                found |= {span.name for span in spans if span.trace_id.hex() == document[:32]}
    return found
