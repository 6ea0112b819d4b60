"""A constitution as a page for the terminal, section by section."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rich.text import Text

from comitia.cli.law_rules import line, margin, marked, show_rules, show_tiers
from comitia.cli.page import Column, blank, heading, lay, noted, paragraph
from comitia.explain.phrases import capital, plural, the
from comitia.explain.words import Sentence, certainties, rules, sentences, short_certainty
from comitia.law.clause import Article, Mark
from comitia.law.constitution import Choice, Constitution

__all__ = ["SECTIONS", "show_law"]

_MEANING: dict[Mark, str] = {
    "seen": "seen in a source",
    "remembered": "remembered, and not seen again",
    "derived": "derived by arithmetic from other rules",
    "sister-law": "seen in a sister law that copies it",
    "assumed": "assumed, because the law is silent or not known",
}


def show_summary(law: Constitution) -> None:
    """Title, day of adoption, summary."""
    blank()
    paragraph(law.title, style="bold")
    kind = "" if law.status == "historical" else f", {law.status}"
    paragraph(f"{law.name}; adopted {law.adopted}{kind}", style="dim")
    blank()
    paragraph(law.summary)


# ── Choices ──


def show_choices(law: Constitution, full: bool = False) -> None:
    """The points left open, with the answer taken; all answers in full on request."""
    heading("Choices")
    if not law.choices:
        paragraph("The file leaves nothing open.")
        return
    paragraph(
        "Where the law is silent or its sources differ, the file takes one answer. "
        "comitia run takes another with --set choices.NAME=ANSWER.",
        style="dim",
    )
    for choice in law.choices:
        blank()
        line(Text(choice.id, "bold"), margin(choice.article, law))
        paragraph(choice.question, indent=2)
        (_in_full if full else _in_short)(choice)


def _in_short(choice: Choice) -> None:
    taken = choice.taken or choice.default
    means = next((option.means for option in choice.options if option.value == taken), "")
    others = ", ".join(option.value for option in choice.options if option.value != taken)
    lay([(Text("taken", "dim"), Text.assemble((taken, "bold"), f": {means}"))], [Column(5), Column()], 4)
    lay([(Text("other", "dim"), others)], [Column(5), Column()], 4)


def _in_full(choice: Choice) -> None:
    taken = choice.taken or choice.default
    paragraph(choice.because, indent=2, style="dim")
    if choice.inert:
        paragraph(f"No answer changes a run: {choice.inert}", indent=2, style="dim italic")
    widest = min(max(len(option.value) for option in choice.options), 24)
    for option in choice.options:
        chosen = option.value == taken
        cells = ("▸" if chosen else "", Text(option.value, "bold" if chosen else ""), option.means)
        lay([cells], [Column(1), Column(widest), Column()], 4)


# ── Powers and provisions ──


def show_powers(law: Constitution) -> None:
    """Who may do what to whom, by holder."""
    heading("Powers")
    if not law.powers:
        paragraph("The file names no powers.")
    titles = {body.id: body.title for body in law.filled()}
    said = [sentence for sentence in sentences(law) if sentence.path.startswith("powers.")]
    for place, holder in enumerate(dict.fromkeys(power.holder for power in law.powers)):
        if place:
            blank()
        title = titles.get(holder, holder)
        mine = {power.id for power in law.powers if power.holder == holder}
        under = [each for each in said if each.path.split(".")[1] in mine]
        line(Text(title, "bold"))
        noted(marked([_without(capital(the(title)), each) for each in under], law), 2)


def _without(holder: str, sentence: Sentence) -> Sentence:
    """The sentence without its subject, which stands above."""
    return replace(sentence, text=sentence.text.removeprefix(f"{holder} "))


def show_provisions(law: Constitution) -> None:
    """Rules on which a run does not act."""
    heading("Provisions on which a run does not act")
    if not law.provisions:
        paragraph("The file has none.")
    texts = {sentence.path: sentence.text for sentence in sentences(law)}
    for provision in law.provisions:
        rest = texts[f"provisions.{provision.id}"].removeprefix(f"{provision.title}. ")
        text = Text.assemble((f"{provision.title}. ", "bold"), rest)
        noted([("· ", text, margin(provision.article, law))])


# ── Acts and certainty ──


def show_articles(law: Constitution) -> None:
    """The acts, and what is taken from each, by article."""
    heading("Acts and articles")
    paragraph("After a rule: how it is known, where it was not seen in a source.", style="dim")
    for act in law.acts:
        blank()
        paragraph(Text.assemble((act.short, "bold"), f": {act.title}, {act.date}"))
        if act.source:
            paragraph(act.source, indent=2, style="dim")
        lay(_by_article(law, act.id), [Column(16), Column()], 2)


def _by_article(law: Constitution, act: str) -> Iterator[tuple[str, Text]]:
    """Every article of an act and the sentences that it stands behind; the same words once."""
    found: dict[str, dict[str, Article]] = {}
    for sentence in rules(law):
        article = sentence.article
        if article is not None and article.act == act:
            found.setdefault(_key(article), {}).setdefault(sentence.text, article)
    for key in sorted(found, key=_natural):
        for place, (text, article) in enumerate(found[key].items()):
            known = "" if article.mark in ("seen", "assumed") else f" ({short_certainty(article)})"
            yield key if place == 0 else "", Text.assemble(text, (known, "dim"))


def _key(article: Article) -> str:
    return " ".join(filter(None, (f"art. {article.number}" if article.number else "", article.rule))) or "–"


def _natural(key: str) -> tuple[bool, list[int], str]:
    """Articles by number first, then rules without one."""
    digits = "".join(letter if letter.isdigit() else " " for letter in key).split()
    return not key.startswith("art."), [int(number) for number in digits], key


def show_certainty(law: Constitution) -> None:
    """How many rules are known in which way."""
    heading("How certain this is")
    counts = certainties(law)
    whole = sum(counts.values())
    lines = [(f"{count:,}", _bar(count, whole), _MEANING[mark]) for mark, count in counts.items() if count]
    lay(lines, [Column(5, right=True), Column(20), Column()])
    articles = {each.article for each in rules(law) if each.article and each.article.mark != "assumed"}
    bare = sum(article.number is None for article in articles)
    blank()
    open_ = capital(plural(len(law.choices), "point is", "points are"))
    paragraph(
        f"{capital(plural(whole, 'rule'))}. Of {plural(len(articles), 'citation')} {bare:,} name no article, because "
        f"its number is not verified. {open_} left open: see the choices."
    )


def _bar(count: int, whole: int) -> Text:
    return Text("█" * max(round(20 * count / whole), 1), "dim")


SECTIONS: dict[str, Callable[[Constitution], None]] = {
    "tiers": show_tiers,
    "rules": show_rules,
    "choices": lambda law: show_choices(law, full=True),
    "powers": show_powers,
    "provisions": show_provisions,
    "articles": show_articles,
    "certainty": show_certainty,
}
"""Every section that can be asked for by itself."""


def show_law(law: Constitution, sections: Sequence[str]) -> None:
    """The page: the sections asked for or, where none is, the usual ones."""
    if sections:
        for name in sections:
            SECTIONS[name](law)
        return
    show_summary(law)
    show_tiers(law)
    show_rules(law)
    show_choices(law)
    show_certainty(law)
