"""Templates for the law as a whole: acts, choices, organisations, bodies, tenure, powers, provisions."""

from __future__ import annotations

from comitia.explain.phrases import TIES, capital, listed, number, plural, share, the
from comitia.explain.telling import At, phrase, tell
from comitia.law.constitution import (
    Act,
    Amend,
    Body,
    Choice,
    Constitution,
    NamedOrganisation,
    Office,
    Option,
    Provision,
    TieRule,
)
from comitia.law.powers import Power, Verb
from comitia.law.tenure import (
    Incompatibility,
    MandateLimit,
    Recall,
    Rotation,
    Tenure,
    Term,
    Vacancy,
)

# ── The file ──


@tell.register
def _constitution(law: Constitution, at: At) -> str:
    kind = {"historical": "", "proposed": " It is a proposal.", "illustration": " It is an illustration."}[law.status]
    amends = f" It amends {law.amends}." if law.amends else ""
    short = f" In tables: {law.short}." if law.short else ""
    return f"{law.title}. Adopted {law.adopted}.{short}{amends}{kind} {law.summary}"


@tell.register
def _act(act: Act, at: At) -> str:
    return f"{act.short}: {act.title} ({act.date}).{f' {act.source}' if act.source else ''}"


@tell.register
def _choice(choice: Choice, at: At) -> str:
    taken = choice.taken or choice.default
    means = next((option.means for option in choice.options if option.value == taken), taken)
    return f"{choice.question} {choice.because} Taken here: {means}{f' {choice.inert}' if choice.inert else ''}"


@tell.register
def _option(option: Option, at: At) -> str:
    return f"{option.value}: {option.means}"


@phrase.register
def _amend(amend: Amend, at: At) -> str:
    return f"{amend.path} is taken out" if amend.remove else f"{amend.path} becomes {amend.to}"


@tell.register
def _tie_rule(rule: TieRule, at: At) -> str:
    return f"Where a rule says nothing else, of those tied for the last seat {TIES[rule.rule]}."


@tell.register
def _named_organisation(organisation: NamedOrganisation, at: At) -> str:
    return f"An organisation with seats of its own: {organisation.title}."


@tell.register
def _provision(provision: Provision, at: At) -> str:
    day = ""
    if provision.months_before_poll:
        day = f" {capital(plural(provision.months_before_poll, 'month'))} before the poll at the latest."
    if provision.days_before_poll:
        day += f" {capital(plural(provision.days_before_poll, 'day'))} before the poll at the latest."
    return f"{provision.title}. {provision.text}{day}"


# ── Bodies and offices ──


@tell.register
def _body(body: Body, at: At) -> str:
    seats = "Norms decide how many seats it has" if body.per else "The law fixes no number of seats"
    seats = capital(plural(body.seats, "seat")) if body.seats else seats
    most = f" {capital(number(body.seats_at_most))} at most." if body.seats_at_most and not body.per else ""
    return f"{body.title}. {seats}.{most}{_joined(body, at)}{_unfilled(body)}"


@tell.register
def _office(office: Office, at: At) -> str:
    seats = f" {capital(number(office.seats))} of them." if office.seats > 1 else ""
    return f"{office.title}.{seats}{_joined(office, at)}{_unfilled(office)}"


def _joined(body: Body | Office, at: At) -> str:
    if not body.joins:
        return ""
    return f" {capital(listed([the(at.title(part)) for part in body.joins]))} sitting together."


def _unfilled(body: Body | Office) -> str:
    return "" if body.routes or body.joins else " How it is filled this file does not say."


# ── Tenure ──


@tell.register
def _tenure(tenure: Tenure, at: At) -> str:
    return ""


@tell.register
def _term(term: Term, at: At) -> str:
    limit = f", at most {number(term.in_a_row_at_most)} in a row" if term.in_a_row_at_most else ""
    years = plural(term.years, "year") if term.years else ""
    months = plural(term.months, "month") if term.months else ""
    return f"The term is {' and '.join(filter(None, (years, months)))}{limit}."


@tell.register
def _rotation(rotation: Rotation, at: At) -> str:
    every = "Every year" if rotation.every_years == 1 else f"Every {number(rotation.every_years)} years"
    who = {
        "lot": "a lot decides who",
        "longest-serving": "those who have served longest",
        "volunteers": "those who wish to",
    }[rotation.leaves]
    share_ = f"{'up to ' if rotation.up_to else ''}{share(rotation.share)}"
    return f"{every} {share_} of the members leave, {who}; their seats are filled as before."


@tell.register
def _recall(recall: Recall, at: At) -> str:
    body = at.within(Body) or at.within(Office)
    titles = {route.id: route.title for route in body.routes} if body else {}
    routes = listed([f"“{titles.get(route, route)}”" for route in recall.routes]) if recall.routes else ""
    who = {"electors": "Those who elected a member", "body": "The body that elected"}[recall.by]
    with_ = f", with {phrase(recall.threshold, at)}" if recall.threshold and not recall.threshold.article else ""
    way = f" (by way of {routes})" if routes else ""
    return f"{who}{way} may end the mandate{with_}. Grounds: {recall.grounds.rstrip('.')}."


@tell.register
def _vacancy(vacancy: Vacancy, at: At) -> str:
    filled = {
        "by-election": "is filled by a by-election",
        "next-on-list": "goes to the next on the list",
        "stays-empty": "stays empty",
    }[vacancy.by]
    months = f" within {plural(vacancy.within_months, 'month')}" if vacancy.within_months else ""
    last = vacancy.not_in_last_years
    years = f", but not in the last {plural(last, 'year') if last > 1 else 'year'} of the term" if last else ""
    return f"A seat that falls vacant {filled}{months}{years}."


@tell.register
def _incompatibility(rule: Incompatibility, at: At) -> str:
    offices = listed([at.title(office) for office in rule.offices]) if rule.offices else ""
    among = f" Among them: {offices}." if offices else ""
    return f"The mandate cannot be held by: {rule.who.rstrip('.')}.{among}"


@tell.register
def _mandate_limit(limit: MandateLimit, at: At) -> str:
    falls = {
        "latest": "the latest falls",
        "earliest": "the earliest falls",
        "chosen": "the holder chooses which falls",
    }[limit.falls]
    return f"One person holds at most {plural(limit.mandates, 'mandate')} of this kind; of more, {falls}."


# ── Powers ──

_VERBS: dict[Verb, str] = {
    "elects": "elects",
    "nominates": "nominates",
    "appoints": "appoints",
    "confirms": "confirms",
    "dismisses": "dismisses",
    "recalls": "recalls",
    "answers-to": "answers to",
    "calls": "calls",
    "chairs": "chairs",
    "signs": "signs",
    "negotiates": "negotiates",
    "decides": "decides",
    "amends-constitution": "amends the Constitution",
    "sets-aside": "sets aside what comes from",
    "reviews": "reviews",
    "prepares": "prepares for",
    "reports": "reports",
    "commands": "commands",
    "issues": "issues",
    "advises": "advises",
    "legislates": "makes laws",
}

_ALONE: dict[Verb, str] = {"sets-aside": "sets aside", "prepares": "prepares"}
"""The verb where no body or office follows it."""


@tell.register
def _power(power: Power, at: At) -> str:
    whom = f" {the(at.title(power.whom))}" if power.whom else ""
    before = f" before {the(at.title(power.before))}" if power.before else ""
    with_ = f", with {phrase(power.threshold, at)}" if power.threshold and not power.threshold.article else ""
    matter = f": {power.matter.rstrip('.')}" if power.matter else ""
    verb = _VERBS[power.does] if power.whom else _ALONE.get(power.does, _VERBS[power.does])
    return f"{capital(the(at.title(power.holder)))} {verb}{whom}{before}{with_}{matter}."
