"""Notices: what happened, as a signed body, brought to a receiver once. When and how often is the line's business."""

from workers.notify.address import Reach, url_refusal
from workers.notify.bodies import event_schema
from workers.notify.causes import Cause, meaning
from workers.notify.delivery import Attempt, Courier, deliver
from workers.notify.events import OF_DOCUMENTS, EventType, batch_data, digest_data, document_data, notice
from workers.notify.robots import ROBOT_PER_MINUTE, Kind, shown_url
from workers.notify.signature import headers
from workers.notify.standing import Change, Standing, compare, decode_standing
from workers.notify.subscription import About, Subscription, told_of, wants_batch

__all__ = [
    "OF_DOCUMENTS",
    "ROBOT_PER_MINUTE",
    "About",
    "Attempt",
    "Cause",
    "Change",
    "Courier",
    "EventType",
    "Kind",
    "Reach",
    "Standing",
    "Subscription",
    "batch_data",
    "compare",
    "decode_standing",
    "deliver",
    "digest_data",
    "document_data",
    "event_schema",
    "headers",
    "meaning",
    "notice",
    "shown_url",
    "told_of",
    "url_refusal",
    "wants_batch",
]
