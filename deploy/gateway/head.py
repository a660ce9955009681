"""HEAD: whoever answers GET answers it too (RFC 9110, 9.1), and Litestar leaves that to each handler."""

from typing import TYPE_CHECKING, cast

from litestar import Litestar

if TYPE_CHECKING:
    from litestar.types import LifeSpanReceive, LifeSpanScope, LifeSpanSend, Message, Receive, Scope, Send


class Application(Litestar):
    """A Litestar application that answers HEAD with the head of what it answers to GET."""

    async def __call__(
        self, scope: "Scope | LifeSpanScope", receive: "Receive | LifeSpanReceive", send: "Send | LifeSpanSend"
    ) -> None:
        """Answer a request."""
        if scope.get("method") == "HEAD":  # what is not HTTP has no method
            scope = cast("Scope", {**scope, "method": "GET"})
            send = _headed(cast("Send", send))
        await super().__call__(scope, receive, send)


def _headed(send: "Send") -> "Send":
    """Return a `send` that ends the answer with its head, so that a stream without end is none."""

    async def sending(message: "Message") -> None:
        if message["type"] == "http.response.start":
            await send(message)
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    return sending
