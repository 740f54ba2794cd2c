"""The bot's own clone of a git repository, through the git program.

The bot serves the working tree, which always matches the remote's branch: it makes a commit without
touching the tree, pushes it, and checks it out once the remote has taken it. So nothing half done
can lie in the clone, however the process ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import signal
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import OperatorError, ParlanceError
from bot.publishing.clone import check_place

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS_FOR_A_CALL = 60
SECONDS_TO_END = 2
# Nothing of the operator's own settings may change what a commit holds or stop to ask.
_OPTIONS = (
    "-c", "core.autocrlf=false",
    "-c", "core.hooksPath=/dev/null",
    "-c", "commit.gpgSign=false",
    "-c", "gc.auto=0",
)  # fmt: skip


class GitError(ParlanceError):
    """Git did not do it; the text is its last words."""


class PushRefusedError(GitError):
    """The remote has commits that we have not, or will not take ours."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Whom a commit names; git takes no line breaks or angle brackets in it."""

    name: str
    address: str

    def variables(self, role: str) -> dict[str, str]:
        """Return the environment that sets git's AUTHOR or COMMITTER."""
        kept = "".join(" " if char in "<>" or char < " " else char for char in self.name)
        name = " ".join(kept.split()).strip(".,;:'\"\\")
        return {f"GIT_{role}_NAME": name or self.address, f"GIT_{role}_EMAIL": self.address}


class Repository:
    """One branch of one remote, cloned into a directory of the bot's own."""

    def __init__(
        self,
        remote: str,
        branch: str,
        directory: Path,
        committer: Signature,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        """``variables`` is what git needs in its environment to be let in."""
        self.directory = directory
        self.branch = branch
        self._remote = remote
        self._committer = committer
        self._variables = dict(variables or {})

    async def open(self) -> None:
        """Clone if there is no clone yet, else fetch; raise OperatorError where that can't be.

        While the remote is out of reach, the bot serves the last fetch.
        """
        if shutil.which("git") is None:
            raise OperatorError(
                "The program git is missing, and the glossary lives in a git repository.\n"
                "Install git, or set PARLANCE_CHANGES=files."
            )
        check_place(self.directory)
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            self._remove_locks()
            if not (self.directory / ".git" / "HEAD").is_file():
                await self._run("init", "-q", f"--initial-branch={self.branch}")
            await self._git("config", "remote.origin.url", self._remote)
            await self.fetch()
        except (GitError, OSError) as error:
            if await self._has_head():
                return
            raise OperatorError(
                f"The glossary's repository cannot be cloned into {self.directory}: {error}\n"
                "Check PARLANCE_GIT_REMOTE and PARLANCE_GIT_BRANCH, and that this machine may read"
                f" the repository. If it may, remove {self.directory}: the bot clones it again."
            ) from error

    async def fetch(self) -> str:
        """Bring the working tree to what the remote has now, and return that commit."""
        try:
            await self._git("fetch", "-q", "origin", f"+refs/heads/{self.branch}:{self._tracking}")
        except GitError as error:
            if "couldn't find remote ref" not in str(error):
                raise
            # The branch of our naming does not exist yet: it begins where the default one is.
            await self._git("fetch", "-q", "origin", f"+HEAD:{self._tracking}")
        commit = await self.head()
        await self.check_out(commit)
        return commit

    async def head(self) -> str:
        """Return the branch's commit as of the last fetch."""
        return await self._git("rev-parse", "--verify", "-q", self._tracking)

    async def check_out(self, commit: str) -> None:
        """Serve this commit, which the remote has."""
        await self._git("update-ref", self._tracking, commit)
        await self._git("update-ref", f"refs/heads/{self.branch}", commit)
        await self._git("symbolic-ref", "HEAD", f"refs/heads/{self.branch}")
        await self._git("reset", "-q", "--hard", commit)

    async def read(self, commit: str, path: str) -> bytes | None:
        """Return a file's bytes in that commit; None where it has no such file."""
        listed = await self._git("ls-tree", "-z", commit, "--", path)
        if not listed:
            return None
        return await self._output("cat-file", "blob", listed.split()[2])

    async def commit(
        self, parent: str, path: str, content: bytes, author: Signature, message: str
    ) -> str:
        """Make a commit that changes this one file, and return it; nothing else notices."""
        blob = (await self._output("hash-object", "-w", "--stdin", given=content)).decode().strip()
        listed = await self._git("ls-tree", "-z", parent, "--", path)
        mode = listed.split()[0] if listed else "100644"
        with tempfile.TemporaryDirectory() as scratch:
            index = {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
            await self._git("read-tree", parent, variables=index)
            entry = f"{mode},{blob},{path}"
            await self._git("update-index", "--add", "--cacheinfo", entry, variables=index)
            tree = await self._git("write-tree", variables=index)
        made = await self._output(
            "commit-tree", tree, "-p", parent, "-F", "-",
            given=message.encode(),
            variables=author.variables("AUTHOR") | self._committer.variables("COMMITTER"),
        )  # fmt: skip
        return made.decode().strip()

    async def push(self, commit: str, branch: str, *, over: bool = False) -> None:
        """Give the remote this commit as its branch; ``over`` replaces an existing branch.

        Raises PushRefusedError if the remote refuses it, GitError if the remote is out of reach.
        """
        target = f"{'+' if over else ''}{commit}:refs/heads/{branch}"
        try:
            await self._git("push", "-q", "--porcelain", "origin", target)
        except GitError as error:
            said = str(error)
            if "[rejected]" in said or "[remote rejected]" in said:
                raise PushRefusedError(said) from error
            raise

    async def try_push(self) -> None:
        """Raise GitError where the remote would not let us push; nothing is pushed."""
        target = f"{self._tracking}:refs/heads/{self.branch}"
        await self._git("push", "-q", "--dry-run", "origin", target)

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        """End git and all that it started; it takes its locks along, unless it must be killed."""
        for how in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, how)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SECONDS_TO_END):
                    await process.wait()
                    return
        self._remove_locks()

    def _remove_locks(self) -> None:
        """Remove the locks that a git which was killed left; only the bot works in this clone."""
        for lock in (self.directory / ".git").rglob("*.lock"):
            lock.unlink(missing_ok=True)

    @property
    def _tracking(self) -> str:
        return f"refs/remotes/origin/{self.branch}"

    async def _has_head(self) -> bool:
        with contextlib.suppress(GitError, OSError):
            return bool(await self.head())
        return False

    async def _git(self, *arguments: str, variables: Mapping[str, str] | None = None) -> str:
        return (
            (await self._output(*arguments, variables=variables)).decode(errors="replace").strip()
        )

    async def _output(
        self,
        *arguments: str,
        given: bytes | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> bytes:
        """Run git on this clone and no other, to whichever user it belongs.

        Where git has to look for a repository, it refuses one that is another user's, and takes
        one that lies further up where this one is damaged.
        """
        place = f"--git-dir={self.directory / '.git'}", f"--work-tree={self.directory}"
        return await self._run(*place, *arguments, given=given, variables=variables)

    async def _run(
        self,
        *arguments: str,
        given: bytes | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> bytes:
        command = next(one for one in arguments if not one.startswith("-"))
        process = await asyncio.create_subprocess_exec(
            "git", *_OPTIONS, *arguments,
            cwd=self.directory,
            env={**_clean_environment(), **self._variables, **(variables or {})},
            stdin=asyncio.subprocess.PIPE if given is not None else asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,  # no terminal to ask at, and one group to end
        )  # fmt: skip
        try:
            async with asyncio.timeout(SECONDS_FOR_A_CALL):
                output, said = await process.communicate(given)
        except BaseException as error:
            await self._end(process)
            if isinstance(error, TimeoutError):
                raise GitError(f"git {command} took over {SECONDS_FOR_A_CALL} s") from error
            raise
        if process.returncode:
            words = (output + b"\n" + said).decode(errors="replace").strip()
            # A remote's address may hold a password, and these messages reach logs and Slack.
            # The password may hold an @ itself: it ends at the last one before the path.
            words = re.sub(r"://[^/\s]*@", "://", words)
            raise GitError(words or f"git {command} ended with {process.returncode}")
        return output


def _clean_environment() -> dict[str, str]:
    """Return our environment without what would lead git to another repository."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    passed = {name: os.environ[name] for name in _PASSED if name in os.environ}
    return {**kept, **passed, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8", "LANGUAGE": "C"}


_PASSED = ("GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_CONFIG_GLOBAL", "GIT_SSL_CAINFO")
