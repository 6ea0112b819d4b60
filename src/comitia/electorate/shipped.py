"""The voter model that is shipped with a society."""

from __future__ import annotations

from pathlib import Path

from comitia.electorate.parameters import Parameters, read
from comitia.law.faults import Fault, Faults
from comitia.society.catalogue import folder
from comitia.society.cells import Society


def voters_of(society: Society | str | Path) -> Parameters:
    """The parameters in the society's own folder (`voters.yaml`). Faults: there is no such file."""
    name = society.name if isinstance(society, Society) else society
    path = folder(name) / "voters.yaml"
    if not path.is_file():
        raise Faults(
            (
                Fault(
                    "no-voter-model",
                    f"the society “{name}” has no voter model.",
                    file=str(path),
                    mend="add `voters.yaml` to its folder.",
                ),
            )
        )
    return read(path)
