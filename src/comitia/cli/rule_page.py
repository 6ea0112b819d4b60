"""A counting rule as a page for the terminal."""

from __future__ import annotations

from comitia.cli.law_rules import marked
from comitia.cli.page import blank, heading, noted, paragraph
from comitia.explain.words import rule_sentences
from comitia.law.rule import Rule

__all__ = ["show_rule"]


def show_rule(rule: Rule) -> None:
    """The rule in words, with its sources, and the fields that `--option` takes."""
    blank()
    paragraph(rule.title, style="bold")
    paragraph(", ".join((rule.id, *rule.also)), style="dim")
    said = [each for each in rule_sentences(rule) if each.path and not each.path.startswith("acts.")]
    for title, part in (("The paper", "ballot"), ("The count", "count")):
        heading(title)
        noted(marked([each for each in said if each.path.partition(".")[0] == part], rule))
    heading("Sources")
    for act in rule.acts:
        paragraph(f"{act.short}: {act.title} ({act.date}).")
    heading("Fields, and what they are set to")
    for path, value in fields(rule):
        paragraph(f"{path}={value}", indent=2)
    blank()
    paragraph("comitia count takes another value with --option FIELD=VALUE.", style="dim")


def fields(rule: Rule) -> list[tuple[str, str]]:
    """Every field that a user may change, as `--option` takes it, with its value."""
    from comitia.text.rules import settable

    return settable(rule)
