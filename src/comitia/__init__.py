"""Comitia runs constitutions: electoral law as a short file, on real votes or a simulated society.

import comitia as cm

law = cm.load("ussr-1988")
people = cm.society("ussr-1989")
result = cm.run(law, people, seed=1)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comitia._callable import resolve

if TYPE_CHECKING:
    from comitia.law.constitution import Constitution
    from comitia.law.faults import Fault, Faults
    from comitia.measure.compare import compare_laws as compare
    from comitia.plan.check import check
    from comitia.run.result import Result
    from comitia.run.returns import count_returns
    from comitia.run.runner import run
    from comitia.society.catalogue import society
    from comitia.society.cells import Society
    from comitia.text.catalogue import load

__version__ = "0.1.0"

__all__ = [
    "Constitution",
    "Fault",
    "Faults",
    "Result",
    "Society",
    "__version__",
    "check",
    "compare",
    "count_returns",
    "load",
    "run",
    "society",
]

# Imported when first asked for (PEP 562), so that `import comitia` itself costs nothing.
_HOMES = {
    "Constitution": "comitia.law.constitution:Constitution",
    "Fault": "comitia.law.faults:Fault",
    "Faults": "comitia.law.faults:Faults",
    "Result": "comitia.run.result:Result",
    "Society": "comitia.society.cells:Society",
    "check": "comitia.plan.check:check",
    "compare": "comitia.measure.compare:compare_laws",
    "count_returns": "comitia.run.returns:count_returns",
    "load": "comitia.text.catalogue:load",
    "run": "comitia.run",  # a package that answers calls, like society
    "society": "comitia.society",
}

if not TYPE_CHECKING:  # a type checker that saw this would take any misspelt name

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = resolve(_HOMES[name])
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
