"""What a society says of itself in `society.yaml`: attributes, assumptions, how the tables are joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from comitia.law.faults import did_you_mean
from comitia.society.cells import Assumption, Attribute
from comitia.society.parts import Part, open_part

__all__ = [
    "CERTAINTIES",
    "Derived",
    "Description",
    "InhabitantsRule",
    "Leaning",
    "LocalityRule",
    "MembershipRule",
    "Stage",
    "describe",
]

Conditions = Mapping[str, tuple[str, ...]]

_TOP = (
    "society", "title", "year", "universe", "whole", "total", "own-universes", "territory", "attributes",
    "inhabitants", "assumptions", "premises", "chosen", "derived", "stages", "exact", "smallest-cell", "electors",
    "memberships", "localities",
)  # fmt: skip
_ATTRIBUTE = ("title", "none", "within", "values", "lies-in", "includes")
_ASSUMPTION = ("value", "unit", "range", "certainty", "meaning")
_DERIVED = ("table", "by", "margin", "weight", "rest", "into", "figures", "values")
CERTAINTIES = ("seen", "remembered", "derived", "estimated", "assumed")


@dataclass(frozen=True, slots=True)
class Leaning:
    """An odds ratio between two values of two attributes, from which a fit starts: 1 is independence."""

    between: Mapping[str, str]
    odds: float


@dataclass(frozen=True, slots=True)
class Stage:
    """One table of the chain: over which attributes, to which targets, from which leanings."""

    over: tuple[str, ...]
    to: tuple[str, ...]
    leanings: tuple[Leaning, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """A target that is worked out from figures before it is used; `by` names the way."""

    table: str
    by: str
    margin: str
    weight: str
    rest: str
    into: str
    figures: str
    values: Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class MembershipRule:
    """Who can belong to an organisation (any of the conditions), and the share of its members with the vote."""

    organisation: str
    eligible: tuple[Conditions, ...]
    voters: float


@dataclass(frozen=True, slots=True)
class InhabitantsRule:
    """Which published population counts as inhabitants, and the attribute by whose figures it is split."""

    population: str
    by: str


@dataclass(frozen=True, slots=True)
class LocalityRule:
    """How localities are laid: adults in each, likeness of neighbours, and how far each attribute varies.

    `adults_in` gives another size to single territories, named "republic/autonomy"; `region` is the number of
    inhabitants of a region, 0 where localities are not grouped.
    """

    keys: tuple[str, ...]
    adults: float
    likeness: float
    scales: tuple[float, ...]
    sweeps: int
    file: str
    adults_in: Mapping[str, float]
    region: float


@dataclass(frozen=True, slots=True)
class Description:
    """A whole `society.yaml`, checked. Attributes of territory lack their values, which a table gives."""

    file: str
    name: str
    title: str
    year: int
    universe: str
    whole: str
    total: str
    own_universes: tuple[str, ...]
    territory: tuple[str, str]
    none: str
    attributes: tuple[Attribute, ...]
    includes: Mapping[str, Mapping[str, str]]
    assumptions: tuple[Assumption, ...]
    premises: Mapping[str, str]
    chosen: Mapping[str, str]
    derived: tuple[Derived, ...]
    stages: tuple[Stage, ...]
    exact: tuple[str, str] | None
    smallest_cell: int
    inhabitants: InhabitantsRule | None
    electors: int | None
    memberships: tuple[MembershipRule, ...]
    localities: LocalityRule


def describe(path: Path) -> Description:
    """Read a `society.yaml`. Raises `Faults` for what is missing, misspelt or of the wrong kind."""
    top = open_part(path, _TOP)
    attributes = _attributes(top)
    names = tuple(attribute.name for attribute in attributes)
    assumptions = _assumptions(top.part("assumptions"))
    outer, inner = (top.known(name, names, "attribute") for name in _pair(top, "territory"))
    listed = top.part("attributes")
    return Description(
        file=str(path),
        name=top.word("society"),
        title=top.word("title"),
        year=int(top.number("year")),
        universe=top.word("universe"),
        whole=top.word("whole"),
        total=top.word("total"),
        own_universes=top.words("own-universes"),
        territory=(outer, inner),
        none=listed.part(inner).word("none", "None"),
        attributes=attributes,
        includes={name: _includes(listed.part(name)) for name in names},
        assumptions=tuple(assumptions.values()),
        premises={str(name): str(top.part("premises").word(name)) for name in top.part("premises").keys},
        chosen={name: top.part("chosen").word(name) for name in top.part("chosen").keys},
        derived=tuple(_derived(part) for part in top.parts("derived", _DERIVED)),
        stages=tuple(
            _stage(part, [attribute for attribute in attributes if attribute.name != inner], assumptions)
            for part in top.parts("stages", ("over", "to", "leanings"))
        ),
        exact=_exact(top, attributes),
        smallest_cell=int(top.number("smallest-cell", 1)),
        inhabitants=_inhabitants(top, attributes),
        electors=int(_assumed(top, "electors", assumptions)) if "electors" in top else None,
        memberships=_memberships(top.part("memberships"), attributes, assumptions),
        localities=_localities(top, names, assumptions),
    )


def _pair(part: Part, name: str) -> tuple[str, str]:
    words = part.words(name)
    if len(words) != 2:
        message = f"The key '{name}' holds {len(words)} names; two are expected, the outer territory and the inner."
        raise part.fault(part.keys, "wrong-length", message, f"Write '{name}: [republic, autonomy]'.")
    return words[0], words[1]


def _attributes(top: Part) -> tuple[Attribute, ...]:
    listed = top.part("attributes")
    made: dict[str, Attribute] = {}
    for name in listed.keys:
        made[str(name)] = _attribute(str(name), listed.part(name, _ATTRIBUTE), made)
    return tuple(made.values())


def _attribute(name: str, part: Part, earlier: Mapping[str, Attribute]) -> Attribute:
    values = part.part("values")
    titles = tuple(values.word(value) for value in values.keys)
    if "within" not in part:
        return Attribute(name, part.word("title"), tuple(map(str, values.keys)), titles)
    within = part.known(part.word("within"), earlier, "attribute")
    lies_in, outer = part.part("lies-in", values.keys), earlier[within]
    parents = [part.known(lies_in.word(value), outer.values, f"value of {within}") for value in values.keys]
    codes = tuple(outer.values.index(parent) for parent in parents)
    return Attribute(name, part.word("title"), tuple(map(str, values.keys)), titles, within, codes)


def _includes(part: Part) -> dict[str, str]:
    """Names that figures use for a part of a value: each with the value that it is counted in."""
    groups = part.part("includes", part.part("values").keys)
    return {alias: str(value) for value in groups.keys for alias in groups.words(value)}


def _assumptions(listed: Part) -> dict[str, Assumption]:
    return {str(name): _assumption(str(name), listed.part(name, _ASSUMPTION)) for name in listed.keys}


def _assumption(name: str, part: Part) -> Assumption:
    certainty = part.known(part.word("certainty"), CERTAINTIES, "certainty")
    words = part.word("unit"), part.word("range", ""), certainty, part.word("meaning")
    return Assumption(name, part.number("value"), *words)


def _assumed(part: Part, name: str, assumptions: Mapping[str, Assumption]) -> float:
    """The value of the assumption that is named at a key."""
    return assumptions[part.known(part.word(name), assumptions, "assumption")].value


def _derived(part: Part) -> Derived:
    """A target to be worked out; what its way needs must be there."""
    words = {name: part.word(name, "") for name in ("margin", "weight", "rest", "into", "figures")}
    composed = part.part("values")
    values = {str(name): _composed(composed.part(name, ("of", "parts", "whole"))) for name in composed.keys}
    by = part.known(part.word("by"), ("raking", "completing", "composing"), "way to derive a table")
    return Derived(part.word("table"), by, values=values, **words)


def _composed(part: Part) -> dict[str, tuple[str, ...]]:
    return {name: part.some(name) for name in ("of", "parts", "whole")}


def _stage(part: Part, attributes: Sequence[Attribute], assumptions: Mapping[str, Assumption]) -> Stage:
    names = {attribute.name: attribute for attribute in attributes}
    over = tuple(part.known(name, names, "attribute") for name in part.some("over"))
    targets = tuple(_within(part, target, over, names) for target in part.some("to"))
    leanings = []
    for leaning in part.parts("leanings", ("between", "odds")):
        between = {name: values[0] for name, values in _conditions(leaning.part("between", over), names).items()}
        leanings.append(Leaning(between, _assumed(leaning, "odds", assumptions)))
    return Stage(over, targets, tuple(leanings))


def _within(part: Part, target: str, over: tuple[str, ...], known: Iterable[str]) -> str:
    """The target, if all its attributes exist and are among those of its stage."""
    for name in target.split("/"):
        if name not in known:
            mend = did_you_mean(name, known) or f"Known are: {', '.join(known)}."
            raise part.fault(target, "unknown-attribute", f"There is no attribute '{name}'.", mend)
        if name not in over:
            message = f"The target '{target}' speaks of '{name}', but the stage is over {', '.join(over)}."
            raise part.fault(target, "wrong-target", message, "Add the attribute to 'over', or drop the target.")
    return target


def _exact(top: Part, attributes: tuple[Attribute, ...]) -> tuple[str, str] | None:
    """The attribute of two values, and which of them, whose total is to come out exactly."""
    pairs = {attribute.name: attribute for attribute in attributes if len(attribute.values) == 2}
    part = top.part("exact", pairs)
    for name, values in _conditions(part, pairs).items():
        return name, values[0]
    return None


def _conditions(part: Part, attributes: Mapping[str, Attribute]) -> dict[str, tuple[str, ...]]:
    """Attributes with the values that fulfil a condition; those of territory are not known yet."""
    found: dict[str, tuple[str, ...]] = {}
    for name in part.keys:
        attribute = attributes[part.known(name, attributes, "attribute")]
        known = attribute.values or part.words(name)
        found[str(name)] = tuple(part.known(value, known, f"value of {name}") for value in part.words(name))
    return found


def _memberships(
    listed: Part, attributes: tuple[Attribute, ...], assumptions: Mapping[str, Assumption]
) -> tuple[MembershipRule, ...]:
    names = {attribute.name: attribute for attribute in attributes}
    rules = []
    for organisation in listed.keys:
        part = listed.part(organisation, ("eligible", "voters"))
        eligible = tuple(_conditions(conditions, names) for conditions in part.parts("eligible"))
        voters = _assumed(part, "voters", assumptions) / 100.0 if "voters" in part else 1.0
        rules.append(MembershipRule(organisation, eligible, voters))
    return tuple(rules)


def _inhabitants(top: Part, attributes: tuple[Attribute, ...]) -> InhabitantsRule | None:
    """The population to be counted; localities must be laid by the attribute that splits it."""
    if "inhabitants" not in top:
        return None
    part = top.part("inhabitants", ("population", "by"))
    laid = top.part("localities").part("scales").keys
    known = [each.name for each in attributes if each.values and each.name in laid]
    return InhabitantsRule(part.word("population"), part.known(part.word("by"), known, "attribute of localities"))


def _localities(top: Part, names: tuple[str, ...], assumptions: Mapping[str, Assumption]) -> LocalityRule:
    part = top.part("localities")
    known = Part(part.file, part.keys, ("adults", "likeness", "scales", "sweeps", "adults-in", "regions"))
    scales, elsewhere = known.part("scales", names), known.part("adults-in")
    if "regions" in known and "inhabitants" not in top:
        message = "Regions are of so many inhabitants, and which population these are is not said."
        raise known.fault(
            known.word("regions"), "no-inhabitants", message, "Add 'inhabitants: {population: …, by: …}'."
        )
    return LocalityRule(
        keys=tuple(map(str, scales.keys)),
        adults=_assumed(known, "adults", assumptions),
        likeness=_assumed(known, "likeness", assumptions),
        scales=tuple(_assumed(scales, name, assumptions) for name in scales.keys),
        sweeps=int(known.number("sweeps", 1)),
        file=part.file,
        adults_in={name: elsewhere.number(name, 1) for name in elsewhere.keys},
        region=_assumed(known, "regions", assumptions) if "regions" in known else 0.0,
    )
