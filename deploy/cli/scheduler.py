"""`nianbao scheduler`: the pump, as one process."""

from deploy.cli.environment import with_redis
from deploy.scheduler import serve


def scheduler() -> None:
    """Run the pump until told to stop."""
    serve(with_redis())
