"""How to cite the software, a law with its acts, and a society with the sources of its figures.

What identifies the software is said here; the file CITATION.cff of the repository repeats it, and a test holds the
two together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from comitia import __version__
from comitia.explain.phrases import capital
from comitia.law.clause import Article, Clause
from comitia.law.constitution import Act, Constitution
from comitia.law.rule import Rule
from comitia.society.cells import Society
from comitia.text.catalogue import digest
from comitia.text.rules import digest as digest_of_rule

__all__ = [
    "AUTHORS",
    "LICENSE",
    "TITLE",
    "Reference",
    "bibtex",
    "in_words",
    "of_law",
    "of_rule",
    "of_society",
    "software",
]

TITLE = "Comitia"
AUTHORS = ("The Comitia developers",)
LICENSE = "Apache-2.0"
ABSTRACT = (
    "Comitia runs constitutions. A short file that reads like the law says how a state or an organisation fills its "
    "bodies; Comitia checks it, runs it on real votes or on a simulated society, and shows who ends up in the room at "
    "every tier, next to the people they stand for."
)

_SHORT = 12
"""How many digits of a digest identify a file in a citation."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing to cite. `kind`: software, law, rule, act, society or source; `note`: what else a reader must know."""

    key: str
    kind: str
    title: str
    authors: tuple[str, ...] = ()
    version: str | None = None
    date: str | None = None
    note: str | None = None

    def as_dict(self) -> dict[str, str | list[str] | None]:
        """As promised to programs."""
        return {
            "key": self.key,
            "kind": self.kind,
            "title": self.title,
            "authors": list(self.authors),
            "version": self.version,
            "date": self.date,
            "note": self.note,
        }


def software() -> Reference:
    """The software in the version that is running."""
    return Reference("comitia", "software", TITLE, AUTHORS, __version__, note=f"Licence: {LICENSE}")


def of_law(law: Constitution) -> tuple[Reference, ...]:
    """A law as its file states it, and the acts that it is taken from."""
    note = f"Constitution file {law.name}, SHA-256 {digest(law)[:_SHORT]}"
    stated = Reference(f"comitia-{law.name}", "law", law.title, AUTHORS, __version__, law.adopted, note)
    return (stated, *(_act(law, act) for act in _cited_acts(law)))


def _act(law: Constitution, act: Act) -> Reference:
    return Reference(f"{law.name}-{act.id}", "act", act.title, date=act.date, note=act.source)


def of_rule(rule: Rule) -> tuple[Reference, ...]:
    """A counting rule as its file states it, and the acts that it is taken from."""
    note = f"Counting rule {rule.id}, SHA-256 {digest_of_rule(rule)[:_SHORT]}"
    stated = Reference(f"comitia-{rule.id}", "rule", rule.title, AUTHORS, __version__, note=note)
    return (stated, *(Reference(f"{rule.id}-{a.id}", "act", a.title, date=a.date, note=a.source) for a in rule.acts))


def _cited_acts(law: Constitution) -> Iterator[Act]:
    """The acts that some rule stands in; a label under which a file only assumes is no act."""
    found = {article.act for article in _articles(law) if article.mark != "assumed"}
    yield from (act for act in law.acts if act.id in found)


def _articles(clause: Clause) -> Iterator[Article]:
    for name in type(clause).model_fields:
        value = getattr(clause, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Article):
                yield each
            elif isinstance(each, Clause):
                yield from _articles(each)


def of_society(people: Society) -> tuple[Reference, ...]:
    """A society, and the sources of its published figures; what was worked out from them is not listed."""
    note = f"Simulated society {people.name} of {people.year}, SHA-256 {people.digest[:_SHORT]}"
    made = Reference(f"comitia-{people.name}", "society", people.title, AUTHORS, __version__, note=note)
    figures = Counter(margin.source for margin in people.margins if margin.certainty != "derived")
    organisations = Counter(each.source.partition("; members: ")[0] for each in people.organisations)
    sources = tuple(dict.fromkeys((*figures, *organisations)))
    return (
        made,
        *(
            Reference(f"{people.name}-{place}", "source", source, note=_counted(figures[source], organisations[source]))
            for place, source in enumerate(sources, 1)
        ),
    )


def _counted(figures: int, organisations: int) -> str:
    """What a source gives: `3 figures, 1 organisation`."""
    counts = ((figures, "figure"), (organisations, "organisation"))
    return ", ".join(f"{count:,} {what}{'' if count == 1 else 's'}" for count, what in counts if count)


def in_words(reference: Reference) -> str:
    """A reference as a line of a list of sources."""
    first = reference.title.partition(" ")[0]
    title = reference.title if "." in first else capital(reference.title)
    year = (reference.date or "")[:4]
    dated = title if year in title else f"{title}, {reference.date}"
    made = {
        "software": f"{TITLE}, version {reference.version}. Software. {reference.note}",
        "law": f"{title}. {reference.note}; in {TITLE}, version {reference.version}",
        "rule": f"{title}. {reference.note}; in {TITLE}, version {reference.version}",
        "society": f"{title}. {reference.note}; in {TITLE}, version {reference.version}",
        "act": f"{dated}. {reference.note or ''}",
        "source": f"{title}: {reference.note}",
    }[reference.kind]
    return ". ".join((*reference.authors, made.rstrip(". "))) + "."


_TYPES = {"software": "software", "law": "misc", "rule": "misc", "act": "misc", "society": "misc", "source": "misc"}
_SPECIAL = re.compile(r"([&%$#_{}])")


def bibtex(reference: Reference) -> str:
    """A reference as an entry of BibTeX."""
    year = re.match(r"\d{4}", reference.date or "")
    fields = {
        "author": " and ".join(f"{{{author}}}" for author in reference.authors),
        "title": f"{{{_escaped(reference.title)}}}",
        "version": reference.version,
        "date": reference.date,
        "year": year[0] if year else None,
        "note": _escaped(reference.note) if reference.note else None,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{_TYPES[reference.kind]}{{{reference.key},", *lines, "}"])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
