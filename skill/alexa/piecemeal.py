"""Amazon's model classes, imported one by one, each when it is first named.

A package of ask_sdk_model imports every class that it has: some 350 modules before the first
request is read, of which a request needs thirty. Most of what an SDK's cold start takes is that.
Here a package begins empty. A class that is asked of it is imported from its own module, whose
name follows from that of the class; for any other name the package is imported as Amazon wrote it.
"""

import re
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from threading import RLock
from types import ModuleType
from typing import Any

MODELS = "ask_sdk_model"
"""The package, with all below it, that is imported piece by piece."""
_LOCK = RLock()
_NEW_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def install() -> None:
    """From now on, import Amazon's models so; what is imported already stays as it is."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder:
    """Finds Amazon's packages, and has them begin empty."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != MODELS and not name.startswith(f"{MODELS}."):
            return None
        spec = PathFinder.find_spec(name, path, target)
        is_package = spec is not None and spec.submodule_search_locations is not None
        if spec is not None and is_package and type(spec.loader) is SourceFileLoader:
            spec.loader = _Later(name, spec.loader.path)
        return spec


class _Later(SourceFileLoader):
    """Leaves a package empty until it is asked for something."""

    def exec_module(self, module: ModuleType) -> None:
        as_written = super().exec_module

        def wanted(name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(f"{module.__name__} has no {name}")
            found = _piece(module.__name__, name)
            if found is None:
                with _LOCK:
                    if module.__dict__.pop("__getattr__", None):
                        as_written(module)
                return object.__getattribute__(module, name)
            setattr(module, name, found)
            return found

        module.__dict__["__getattr__"] = wanted


def _piece(package: str, name: str) -> Any:
    """A class, from the module that is called after it, or a module; None if there is neither."""
    file = _NEW_WORD.sub("_", name).lower()
    try:
        module = import_module(f"{package}.{file}")
    except ModuleNotFoundError:
        return None
    return module if file == name else getattr(module, name, None)
