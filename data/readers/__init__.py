"""One module for each family of files we can read; the folder is its own list."""

from importlib import import_module
from pkgutil import iter_modules

from data.readers.reader import Reader


def _readers() -> tuple[Reader, ...]:
    """Collect `READERS` from every module of this folder that has one."""
    found: list[Reader] = []
    for module in sorted(iter_modules(__path__), key=lambda module: module.name):
        found.extend(getattr(import_module(f"{__name__}.{module.name}"), "READERS", ()))
    return tuple(found)


READERS: tuple[Reader, ...] = _readers()
