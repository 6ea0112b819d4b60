"""What the page can choose from, and the names that it may use: those shipped, and those that the user named.

A name that came over the network never leads to a file: it is looked up here, and nowhere else.
"""

from __future__ import annotations

import json
from typing import Any

from comitia import __version__
from comitia.law.faults import Faults
from comitia.run.study import Study
from comitia.society import catalogue as societies
from comitia.text import catalogue as laws
from comitia.text import rules, shipped
from comitia.web.asked import LAWS, RUNS, SECONDS
from comitia.web.given import Given
from comitia.web.guard import LARGEST, LARGEST_BALLOTS


def known_laws(given: Given) -> tuple[str, ...]:
    """The names of laws that may be used."""
    return (*given.laws, *laws.names())


def known_societies(given: Given) -> tuple[str, ...]:
    """The names of societies that may be used."""
    return (*given.societies, *societies.names())


def permitted(study: Study, given: Given) -> None:
    """Refuse a study that names something else. Faults: with the nearest name."""
    names = [law.constitution for law in study.laws if law.text is None]
    faults = [shipped.unknown(name) for name in names if name not in known_laws(given)]
    if study.society not in known_societies(given):
        faults.append(societies.unknown(study.society))
    if faults:
        raise Faults(faults)


def made() -> bytes:
    """Laws, societies, rules and limits that are shipped, for the choices of the page."""
    document = {
        "comitia": __version__,
        "laws": [_law(name) for name in laws.names()],
        "societies": [_society(name) for name in societies.names()],
        "rules": [_rule(name) for name in rules.names()],
        "limits": {
            "runs": RUNS,
            "laws": LAWS,
            "seconds": SECONDS,
            "bytes": {"json": LARGEST, "ballots": LARGEST_BALLOTS},
        },
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def with_given(shipped: bytes, given: Given) -> bytes:
    """The catalogue with what the user named before what is shipped."""
    document = json.loads(shipped)
    document["laws"][:0] = [_law(name) for name in given.laws]
    document["societies"][:0] = [_society(name) for name in given.societies]
    return json.dumps(document, ensure_ascii=False).encode()


def _law(name: str) -> dict[str, Any]:
    law = laws.load(name)
    short = law.short or law.title
    return {"name": name, "title": law.title, "short": short, "summary": law.summary, "adopted": law.adopted}


def _society(name: str) -> dict[str, Any]:
    made = societies.society(name)
    attributes = [{"name": each.name, "title": each.title} for each in made.attributes]
    return {"name": name, "title": made.title, "people": made.total, "attributes": attributes}


def _rule(name: str) -> dict[str, Any]:
    rule = rules.load_rule(name)
    return {"id": name, "title": rule.title, "paper": rule.ballot.form}
