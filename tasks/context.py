"""What a task works with: the store, the limits, the rules; and a child to read in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeVar

from shared.errors import Message
from shared.limits import Limits
from shared.settings import Settings, SettingsError
from shared.store import Claim, Store
from tasks import child
from tasks.reader import Reader
from workers.notify import Reach
from workers.validate import Policy, PolicyError, default_policy

_BEATS = 4  # signs of life in the length of a lease

Result = TypeVar("Result")


@dataclass(frozen=True)
class Context:
    """One process's means. `lease` is in seconds, `reach` where notices may go, `queues` those that it works for.

    `apart` is how work is done in a child: of this process, or of a reader's.
    """

    store: Store
    limits: Limits
    policy: Policy
    lease: float
    reach: Reach = field(default_factory=Reach)
    queues: frozenset[str] = frozenset()
    apart: Callable[..., child.Ending[Any]] = child.run

    @classmethod
    def open(cls, settings: Settings, queues: Iterable[str] = (), reader: Reader | None = None) -> Self:
        """Open the store that the settings name."""
        return cls.of(Store.open(settings), settings, queues, reader)

    @classmethod
    def of(cls, store: Store, settings: Settings, queues: Iterable[str] = (), reader: Reader | None = None) -> Self:
        """Work with a store that is open, as the settings say."""
        means = (store, settings.limits, policy_of(settings), settings.lease_seconds, reach_of(settings))
        return cls(*means, frozenset(queues), reader.run if reader else child.run)

    def in_child(
        self,
        claim: Claim,
        function: Callable[..., Result],
        *args: object,
        limits: Limits | None = None,
        programs: bool = False,
    ) -> child.Ending[Result]:
        """Work on a claimed document in a child, which may run programs or not, and keep the claim alive meanwhile."""
        limits = limits or self.limits

        def renew() -> None:
            self.store.documents.renew(claim, self.lease)

        beat_seconds = self.lease / _BEATS
        return self.apart(function, *args, limits=limits, beat=renew, beat_seconds=beat_seconds, programs=programs)


def policy_of(settings: Settings) -> Policy:
    """Return the policy that the settings name. SettingsError says what is wrong with it."""
    if not settings.policy:
        return default_policy()
    try:
        return Policy.load(Path(settings.policy).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, PolicyError) as error:
        named, said = f"NIANBAO_POLICY={settings.policy!r}", _said(error)
        raise SettingsError(Message(f"{named}：{said.zh}", f"{named}: {said.en}")) from error


def _said(error: OSError | UnicodeDecodeError | PolicyError) -> Message:
    """Return what is wrong with a policy; what the system says of files it says in one language."""
    match error:
        case PolicyError(args=(Message() as message,)):
            return message
        case FileNotFoundError():
            return Message("没有这个文件", "no such file")
        case OSError():
            return Message(f"读不了这个文件（{error.strerror}）", f"the file cannot be read ({error.strerror})")
    return Message("不是 UTF-8 文本", "not a text in UTF-8")


def reach_of(settings: Settings) -> Reach:
    """Return where these settings let notices go."""
    return Reach(networks=settings.networks, http=settings.allow_http, ports=settings.ports)
