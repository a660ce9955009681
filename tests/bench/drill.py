"""The drill on servers as deployments have them: `python -m tests.bench.drill DIR [OPTION…]`, as `nianbao drill`.

PostgreSQL with a password, Redis with the users of `deploy/redis/users.acl`, an S3 endpoint; all of the drill's own.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import postgres, s3
from tests.line.servers import RedisServer


def main(*arguments: str) -> int:
    """Drill; return the exit status of `nianbao drill`."""
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder, postgres.serve() as database, s3.serve() as bucket:
        redis = RedisServer(Path(folder) / "redis")
        try:
            servers = {
                "NIANBAO_DATABASE_URL": database.create(),
                "NIANBAO_REDIS_URL": redis.url,
                "NIANBAO_BLOBS": f"{bucket}/drill",
            }
            program = [Path(sys.executable).parent / "nianbao", "drill", *arguments]
            return subprocess.run(program, env=os.environ | servers, check=False).returncode
        finally:
            redis.stop()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
