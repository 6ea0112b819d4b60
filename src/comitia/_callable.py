"""Packages that can be called: `comitia.run` holds `comitia.run.runner`, and `comitia.run(law, people)` runs.

Python binds a package to its name in the parent as soon as anything inside it is imported. A function of that
name would be there or gone depending on what was imported before; so the package stays, and passes calls on.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inspect import Signature


def resolve(home: str) -> Any:
    """Whatever stands at `module:name`, or the module itself at `module`."""
    module, _, name = home.partition(":")
    found = import_module(module)
    return getattr(found, name) if name else found


def answer_calls(package: str, home: str) -> None:
    """Let the package, whose own `__init__` asks for it, answer calls with the function at `home`."""
    module = sys.modules[package]
    module.__class__ = _CallablePackage
    module._home = home  # type: ignore[attr-defined]


class _CallablePackage(ModuleType):
    _home: str

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return resolve(self._home)(*args, **kwargs)

    @property
    def __signature__(self) -> Signature:
        from inspect import signature  # slow to import, and seldom asked for

        return signature(resolve(self._home))

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return import_module, (self.__name__,)  # modules cannot be pickled; functions sent to workers can
