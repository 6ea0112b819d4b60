"""The rules of a constitution on the terminal: who elects whom, and each body with the ways into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rich.text import Text

from comitia.cli.output import console
from comitia.cli.page import Column, blank, heading, lay, noted, paragraph, width
from comitia.explain.graph import Line, graph, tree
from comitia.explain.outline import Entry, Way, alike, outline
from comitia.explain.phrases import capital, plural
from comitia.explain.words import Sentence, sentences, short_certainty
from comitia.law.clause import Article
from comitia.law.constitution import Constitution
from comitia.law.rule import Rule

__all__ = ["line", "margin", "marked", "show_rules", "show_tiers"]

_UNVERIFIED = ", article not verified"
_STAGE = re.compile(r"\.stages\.[^.]+$")
_HEAD = re.compile(r"(?:^|\.)(stages\.[^.]+|groups\.[^.]+|electorate|units|recall\.\d+|powers\.[^.]+)$")
"""Rules that others belong to: stages, groups of organisations, those who vote, what has a bar of its own."""


def margin(article: Article | None, law: Constitution | Rule) -> str:
    """A citation for the margin: what was seen needs no word, and a number that is not verified leaves no trace."""
    if article is None:
        return ""
    cite = law.cite(article).replace(_UNVERIFIED, "")
    return cite if article.mark in ("seen", "assumed") else f"{cite}\n{short_certainty(article)}"


def line(text: str | Text, note: str = "", indent: int = 0) -> None:
    """One line with its margin."""
    noted([("", Text(text) if isinstance(text, str) else text, note)], indent)


def marked(said: Iterable[Sentence], law: Constitution | Rule) -> Iterator[tuple[str, Text, str]]:
    """Sentences with their margins, those that belong to a stage or a group below it; no citation twice in a row."""
    above = None
    heads: list[str] = []
    for sentence in said:
        heads = [head for head in heads if sentence.path.startswith(f"{head}.")]
        note, deep = margin(sentence.article, law), "  " * len(heads)
        yield f"{deep}· ", _headed(sentence), "" if note == above else note
        if sentence.note:
            yield f"{deep}  ", Text(f"({sentence.note})", "dim italic"), ""
        if _HEAD.search(sentence.path):
            heads.append(sentence.path)
        above = note


def _headed(sentence: Sentence) -> Text:
    """The sentence; where it is that of a stage, its name stands out."""
    text = Text(sentence.text)
    if _STAGE.search(sentence.path):
        text.stylize("bold", 0, re.search(r"[,:]", sentence.text).start())  # type: ignore[union-attr]
    return text


# ── Tiers ──


def show_tiers(law: Constitution) -> None:
    """Who elects whom."""
    heading("Who elects whom")
    lay(((_seats(each.seats), _branch(each)) for each in tree(graph(law))), [Column(6, right=True), Column()])


def _seats(seats: int | None) -> Text:
    return Text("" if seats is None else f"{seats:,}", "dim")


def _branch(line: Line) -> Text:
    """The branches and the words; words that need a second line leave the branches whole."""
    room = max(width() - 8 - len(line.branch), 20)
    first, *more = [part.plain.rstrip() for part in Text(line.text).wrap(console(), room)]
    text = Text.assemble((line.branch, "dim"), (first, "bold" if line.root else ""))
    for part in more:
        text.append("\n").append(line.guide.ljust(len(line.branch)), "dim").append(part)
    return text


# ── Bodies and offices ──


def show_rules(law: Constitution) -> None:
    """Each body and office with the ways into it, in sentences."""
    heading("The rules")
    paragraph(
        "In the margin: the act, its article where that is verified, and the number of the rule. What is not marked "
        "otherwise was seen in a source.",
        style="dim",
    )
    for entry in outline(law):
        _entry(entry, law)
    if law.ties:
        blank()
        line(Text("Ties", "bold"))
        noted(marked([each for each in sentences(law) if each.path == "ties"], law), 2)


def _entry(entry: Entry, law: Constitution) -> None:
    seats = f" · {plural(entry.seats, 'seat')}" if entry.seats and entry.seats > 1 else ""
    blank()
    line(Text.assemble((entry.title, "bold"), seats), margin(entry.sentence.article, law))
    if not entry.ways:
        line(entry.sentence.text.removeprefix(f"{entry.title}. "), indent=2)
    if entry.sentence.note:
        line(Text(f"({entry.sentence.note})", "dim italic"), indent=2)
    if entry.where:
        noted(marked(entry.where, law), 2)
    for way in entry.ways:
        _way(way, entry, law)
    if entry.tenure:
        _question("Tenure", entry.tenure, law)


def _question(question: str, said: tuple[Sentence, ...], law: Constitution) -> None:
    line(Text(question, "underline"), indent=2)
    noted(marked(said, law), 2)


def _way(way: Way, entry: Entry, law: Constitution) -> None:
    note = margin(way.sentence.article, law)
    seats = ""
    if len(entry.ways) > 1:
        seats = f" · {plural(way.seats, 'seat')}" if way.seats else ""
        blank()
    title = Text.assemble((way.title, "bold italic"), seats)
    line(title, "" if note == margin(entry.sentence.article, law) else note, indent=2)
    if way.like:
        line(f"As for {way.like}.", indent=2)
        return
    if not way.passages:
        line(capital(way.sentence.text.removeprefix(f"{way.title}: ")), indent=2)
    for passage in way.passages:
        if not passage.like:
            _question(passage.question, passage.sentences, law)
    for name, questions in alike(way):
        line(f"As for {name}: {questions}.", indent=2)
