import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = ("bot", "handlers")
BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE", "THIRD_PARTY_LICENSES")
# The sandbox's page is shipped as it was built; its source stays in the repository.
NOT_SHIPPED = ("web", "node_modules", "__pycache__")


def build_wheel(directory: Path) -> Path:
    """Build from a copy, since setuptools leaves its traces where it builds."""
    source = directory / "source"
    source.mkdir()
    for name in BUILT_FROM:
        shutil.copy(ROOT / name, source)
    for name in SOURCES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns(*NOT_SHIPPED))
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    subprocess.run(  # noqa: S603 -- our own interpreter
        [*command, "--no-index", "--quiet", "--wheel-dir", str(directory), str(source)],
        check=True,
        capture_output=True,
    )
    return next(directory.glob("*.whl"))


def test_a_wheel_contains_every_module_and_every_file_that_the_code_reads(tmp_path: Path) -> None:
    """What is installed from a wheel is what runs from a checkout: no package is left out."""
    expected = {
        path.relative_to(ROOT).as_posix()
        for name in SOURCES
        for path in (ROOT / name).rglob("*")
        if path.is_file() and not set(path.parts) & set(NOT_SHIPPED)
    }
    wheel = zipfile.ZipFile(build_wheel(tmp_path))
    shipped = {name for name in wheel.namelist() if name.startswith(SOURCES)}
    assert expected == shipped
