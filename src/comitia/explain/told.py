"""What a count is told in: steps in words, each with the article that made it so."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Told", "Vote"]


@dataclass(frozen=True, slots=True)
class Told:
    """One step in words, and the article that made it so. `did`: what happened, for programs."""

    did: str
    text: str
    article: str

    def __str__(self) -> str:
        return f"{self.article}: {self.text}"


@dataclass(frozen=True, slots=True)
class Vote:
    """One stage of one contest, or one sharing over a whole body, told."""

    contest: str
    stage: str
    seats: int
    steps: tuple[Told, ...]
