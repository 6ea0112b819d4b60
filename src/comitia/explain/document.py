"""Laws and societies as documents for programs, as `comitia show --json` prints them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from comitia.electorate.parameters import Parameter, Parameters
from comitia.explain.graph import as_dict, dot, graph
from comitia.explain.words import Sentence, certainties, rule_sentences, sentences
from comitia.law.clause import Article
from comitia.law.constitution import Body, Choice, Constitution, Office
from comitia.law.rule import Rule
from comitia.society.cells import Margin, Society
from comitia.text.catalogue import digest
from comitia.text.rules import digest as digest_of_rule

__all__ = ["law_document", "rule_document", "society_document"]

Document = dict[str, Any]


# ── Laws ──


def law_document(law: Constitution, sections: Collection[str] = ()) -> Document:
    """A law with its rules in words; only the sections asked for, all of them where none is."""
    head: Document = {
        "constitution": law.name,
        "title": law.title,
        "adopted": law.adopted,
        "status": law.status,
        "summary": law.summary,
        "constitution_sha256": digest(law),
    }
    return {**head, **_parts(_LAW, law, sections)}


def rule_document(rule: Rule) -> Document:
    """A counting rule with every field, and in words."""
    return {
        "rule": rule.model_dump(mode="json"),
        "rule_sha256": digest_of_rule(rule),
        "words": [_rule(each, rule) for each in rule_sentences(rule)],
    }


def _parts(makers: dict[str, Callable[[Any], Document]], whole: Any, sections: Collection[str]) -> Document:
    asked = [make for name, make in makers.items() if not sections or name in sections]
    return {key: value for make in asked for key, value in make(whole).items()}


def _rules(law: Constitution, *tops: str) -> list[Document]:
    return [_rule(each, law) for each in sentences(law) if each.path.partition(".")[0] in tops]


def _rule(sentence: Sentence, law: Constitution | Rule) -> Document:
    return {
        "path": sentence.path,
        "text": sentence.text,
        "note": sentence.note,
        **_article(sentence.article, law),
    }


def _article(article: Article | None, law: Constitution | Rule) -> Document:
    if article is None:
        return {"article": None, "act": None, "number": None, "rule": None, "certainty": None}
    return {
        "article": law.cite(article),
        "act": article.act,
        "number": article.number,
        "rule": article.rule,
        "certainty": article.mark,
    }


def _body(body: Body | Office, law: Constitution) -> Document:
    routes = [{"id": route.id, "title": route.title, "by": route.by, "seats": route.seats} for route in body.routes]
    joined = {"joins": list(body.joins)} if body.joins else {}
    return {
        "title": body.title,
        "seats": body.seats,
        "article": law.cite(body.article),
        "routes": routes,
        **joined,
    }


def _choice(choice: Choice, law: Constitution) -> Document:
    return {
        "id": choice.id,
        "question": choice.question,
        "because": choice.because,
        "taken": choice.taken or choice.default,
        "default": choice.default,
        "options": [{"value": option.value, "means": option.means} for option in choice.options],
        "inert": choice.inert,
        **_article(choice.article, law),
    }


def _articles(law: Constitution) -> Document:
    return {"acts": [act.model_dump(mode="json") for act in law.acts]}


_LAW: dict[str, Callable[[Constitution], Document]] = {
    "tiers": lambda law: {
        "bodies": {body.id: _body(body, law) for body in law.bodies},
        "offices": {office.id: _body(office, law) for office in law.offices},
        "tiers": as_dict(graph(law)),
    },
    "rules": lambda law: {"rules": _rules(law, "bodies", "offices", "ties")},
    "choices": lambda law: {"choices": [_choice(choice, law) for choice in law.choices]},
    "powers": lambda law: {"powers": _rules(law, "powers")},
    "provisions": lambda law: {"provisions": _rules(law, "provisions")},
    "articles": _articles,
    "certainty": lambda law: {"certainty": certainties(law)},
    "dot": lambda law: {"dot": dot(graph(law))},
}


# ── Societies ──


def society_document(people: Society, voters: Parameters | None, sections: Collection[str] = ()) -> Document:
    """A society with its figures and its voter model; only the sections asked for, all where none is."""
    head: Document = {
        "society": people.name,
        "title": people.title,
        "year": people.year,
        "universe": people.universe,
        "people": people.total,
        "society_sha256": people.digest,
    }
    asked = _parts(_SOCIETY, people, sections)
    if voters is not None and (not sections or "voters" in sections):
        asked["voters"] = [_parameter(each) for each in voters.table.values()]
        asked["voters_sha256"] = voters.digest
    return {**head, **asked}


def _attributes(people: Society) -> Document:
    return {
        "attributes": {
            attribute.name: {
                "title": attribute.title,
                "values": {
                    value: {"title": title, "people": int(count)}
                    for value, title, count in zip(
                        attribute.values, attribute.titles, people.marginal(attribute.name), strict=True
                    )
                },
            }
            for attribute in people.attributes
        }
    }


def _margin(margin: Margin) -> Document:
    fields = ("dimension", "category", "territory", "series", "target", "unit", "fitted", "role", "year")
    return {
        **{name: getattr(margin, name) for name in fields},
        "certainty": margin.certainty,
        "source": margin.source,
    }


def _organisations(people: Society) -> Document:
    return {
        "organisations": [
            {
                "id": each.id,
                "title": each.title,
                "group": each.group,
                "members": int(people.members[each.id].sum()),
                "members_published": each.members,
                "electors": each.electors,
                "electors_certainty": each.electors_certainty,
                "source": each.source,
            }
            for each in people.organisations
        ]
    }


def _parameter(parameter: Parameter) -> Document:
    number = {"value": parameter.value} if parameter.values is None else {}
    many = {} if parameter.values is None else {"by": parameter.by, "values": dict(parameter.values)}
    return {
        "id": parameter.id,
        **number,
        **many,
        "unit": parameter.unit,
        "meaning": parameter.meaning,
        "source": parameter.source,
        "fitted": parameter.fitted,
    }


_SOCIETY: dict[str, Callable[[Society], Document]] = {
    "people": _attributes,
    "margins": lambda people: {"margins": [_margin(margin) for margin in people.margins]},
    "organisations": _organisations,
}
