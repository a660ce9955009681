"""When a line is well again after a fault."""

from deploy.drill.scene import Scene
from shared.store import RUNNING, Work


class Recovery:
    """What the line had in its hands when a fault ended.

    It is well again when all its processes are there, nothing is held any more by whoever held it then, documents end
    again, and notices arrive again where any are due: one that a receiver did not take waits for its next time.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._works: tuple[Work, ...] = (scene.store.documents, scene.store.deliveries)
        self._held = self._running()
        self._ended = scene.store.figures.ended()
        self._effects = scene.receiver.effects

    def complete(self) -> bool:
        """Say whether the line is well."""
        return not self.missing()

    def missing(self) -> str:
        """Name the first thing that is not well yet; nothing where all is."""
        store = self._scene.store
        if any(member.process.poll() is not None for member in self._scene.fleet.members):
            return "processes"
        if self._held & self._running():
            return "claims"
        if store.figures.ended() == self._ended and store.documents.backlog():
            return "documents"
        if self._scene.receiver.effects == self._effects and are_due(store.deliveries):
            return "notices"
        return ""

    def _running(self) -> set[tuple[str, int]]:
        moving = (each for work in self._works for each in work.moving())
        return {(each.id, each.fence) for each in moving if each.state == RUNNING}


def are_due(work: Work) -> bool:
    """Whether anything should move, or does."""
    return bool(work.waiting() or work.moving())
