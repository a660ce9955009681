"""Notices: what happened, as a signed body, brought to a receiver once. When and how often is the line's business."""

from workers.notify.address import Reach, url_refusal
from workers.notify.delivery import Attempt, Cause, Courier, deliver
from workers.notify.events import EventType, batch_data, document_data, notice
from workers.notify.signature import headers
from workers.notify.subscription import Subscription, event_for

__all__ = [
    "Attempt",
    "Cause",
    "Courier",
    "EventType",
    "Reach",
    "Subscription",
    "batch_data",
    "deliver",
    "document_data",
    "event_for",
    "headers",
    "notice",
    "url_refusal",
]
