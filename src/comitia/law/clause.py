"""The small words every rule is made of: clauses, citations, names, shares, thresholds."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""An identifier: lower-case words joined by hyphens, as in `soviet-of-the-union`."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

Mark = Literal["seen", "remembered", "derived", "sister-law", "assumed"]
"""How a rule is known: seen in a source; remembered and not seen again; derived by arithmetic;
seen in a sister law that copies it; assumed because the law is silent."""


_SHARE = re.compile(
    r"(?P<number>[+-]?(\d{1,30}(\.\d{1,30})?|\.\d{1,30}))(\s*/\s*(?P<under>\d{1,30}))?\s*(?P<percent>%)?"
)
"""A share as it may be written; longer numbers and powers of ten are no shares of a law."""


def exact(value: Any) -> Any:
    """Read `1/2`, `0.05` or `5%` as an exact fraction; what is no number is left for the schema to refuse."""
    if isinstance(value, str):
        found = _SHARE.fullmatch(value.strip())
        if not found or (found["under"] and not int(found["under"])):
            raise PydanticCustomError("fraction_parsing", "no share")
        number = Fraction(found["number"]) / int(found["under"] or 1)
        return number / 100 if found["percent"] else number
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    return value


Share = Annotated[
    Fraction,
    BeforeValidator(exact),
    Field(ge=0, le=1),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": ["string", "number"], "title": "Share", "examples": ["1/2", "5%"]}),
]
"""An exact share between 0 and 1."""

LARGEST = 10**12
"""No number of people, seats or years in a law is larger; so all arithmetic on them stays exact in 64 bits."""

Whole = Annotated[int, Field(ge=0, le=LARGEST)]
Positive = Annotated[int, Field(ge=1, le=LARGEST)]


class Clause(BaseModel):
    """A part of a law: frozen, hashable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Article(Clause):
    """Where a rule stands and how certain that is.

    A rule may be certain while the number of its article is not: then `number` is left out, and the citation
    names the act and the rule's own id. An unverified number is never printed.
    """

    act: Name
    number: Text | None = None
    rule: Text | None = None
    mark: Mark

    def cite(self, short: str | None = None) -> str:
        """The citation as it may be printed: `Const. art. 109 (U04)`, or without a number that is not verified.

        short: the short name of the act, its id where absent (`Constitution.cite` knows it).
        """
        rule = f" ({self.rule})" if self.rule else ""
        if self.number:
            return f"{short or self.act} art. {self.number}{rule}"
        if self.mark == "assumed":
            return f"assumed{rule}"
        return f"{short or self.act}, article not verified{rule}"


class Cited(Clause):
    """A clause that names its article."""

    article: Article
    note: Text | None = None


Base = Literal["registered", "issued", "participants", "valid", "members"]
"""What a share is a share of: voters on the roll; papers issued; papers found in the boxes (those who took
part, invalid papers included); valid papers; all who sit in the electing body, whether or not they voted."""


class ShareOf(Clause):
    """A share to reach: `more_than` (strict) or `at_least`; what it is a share of, the clause made of this says."""

    more_than: Share | None = None
    at_least: Share | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.more_than is None) == (self.at_least is None):
            raise ValueError("give exactly one of `more_than` and `at_least`")
        return self

    @property
    def share(self) -> Fraction:
        """The share itself, strict or not."""
        share = self.more_than if self.more_than is not None else self.at_least
        assert share is not None
        return share

    @property
    def strict(self) -> bool:
        """Whether exactly the share is not enough."""
        return self.more_than is not None

    def passed(self, votes: int, base: int) -> bool:
        """Whether `votes` of `base` pass the bar, compared crosswise in whole numbers."""
        left, right = votes * self.share.denominator, base * self.share.numerator
        return left > right if self.strict else left >= right

    def least(self, base: int) -> int:
        """The smallest whole number of votes that passes."""
        need, rest = divmod(base * self.share.numerator, self.share.denominator)
        return need + 1 if self.strict else need + (rest > 0)


class Threshold(ShareOf):
    """A bar to pass: `more_than` (strict) or `at_least` a share of a base."""

    of: Base
    article: Article | None = None
    """Where the bar stands apart from the rest of its clause."""


class MoreThan(Clause):
    """A condition on a number: strictly more than, or no more than."""

    more_than: Whole | None = None
    at_most: Whole | None = None

    def holds(self, number: int) -> bool:
        """Whether `number` meets the condition."""
        if self.more_than is not None and number <= self.more_than:
            return False
        return self.at_most is None or number <= self.at_most


class Condition(Clause):
    """A condition on people: their value of an attribute of the society is one of those named."""

    attribute: Name
    among: tuple[Text, ...] = Field(min_length=1)


class Exclusion(Cited):
    """Persons who lose a right, in words; a society that cannot tell them apart has them left out already."""

    who: Text
