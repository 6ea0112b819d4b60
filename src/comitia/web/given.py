"""What the user named on the command line: the page may use it beside what is shipped."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """Files of laws and folders of societies, by the names under which a study has them."""

    laws: tuple[str, ...] = ()
    societies: tuple[str, ...] = ()
