"""An import in a process of its own, which dies before a certain step: the arguments say which."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from tests.exchange.importing import bring_in

STEPS = (
    (Path, "write_bytes"),
    (Path, "rename"),
    (Path, "replace"),
    (os, "link"),
    (os, "sync"),
    (Path, "unlink"),
    (shutil, "rmtree"),
)


def main(source: Path, into: Path, last: int) -> None:
    """Import, and die before the step of this number; of fewer steps, end as usual."""
    done = 0

    def dying(real: Any) -> Any:
        def step(*args: Any, **given: Any) -> Any:
            nonlocal done
            done += 1
            if done == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **given)

        return step

    for owner, name in STEPS:
        setattr(owner, name, dying(getattr(owner, name)))
    bring_in(source, into)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
