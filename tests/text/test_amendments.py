"""Laws written as changes to another: what comes of the two, and the words where they do not fit."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest
from jsonschema import Draft7Validator

from comitia.law.clause import Article
from comitia.law.constitution import Constitution
from comitia.law.faults import Faults
from comitia.law.routes import Election
from comitia.plan.check import check_file
from comitia.run.scenario import Scenario
from comitia.text import shipped
from comitia.text.catalogue import digest, load
from comitia.text.nodes import compose
from comitia.text.read import amended_by, read, read_text, read_with_places, text_of
from comitia.text.render import render
from comitia.text.schema import schema
from tests.text.club import LAW, altered

HEAD = """\
amends: club
constitution: club-2030
title: The club after its reform
adopted: 2030-01-01
summary: A larger council.
acts:
  - {id: reform, title: The reform of 2030, short: Reform, date: 2030-01-01}
changes:
"""
ARTICLE = "    article: {act: reform, number: 1, mark: seen}\n"
SEATS = "bodies.council.routes.members"


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the law of the club, in which faults call files by their bare names."""
    (tmp_path / "club.yaml").write_text(LAW)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def amendment(*changes: str) -> str:
    return HEAD + "".join(f"  - {dedent(change).strip()}\n{ARTICLE}" for change in changes)


def amended(*changes: str) -> Constitution:
    Path("reform.yaml").write_text(amendment(*changes))
    return read(Path("reform.yaml"))


def refused(text: str) -> list[str]:
    Path("reform.yaml").write_text(text)
    with pytest.raises(Faults) as caught:
        read(Path("reform.yaml"))
    return [str(fault) for fault in caught.value.faults]


def rendered(text: str) -> str:
    Path("reform.yaml").write_text(text)
    with pytest.raises(Faults) as caught:
        read(Path("reform.yaml"))
    return render(caught.value)


def route(law: Constitution) -> Election:
    (first,) = law.bodies[0].routes
    assert isinstance(first, Election)
    return first


def changed(path: str, to: str) -> str:
    return f"path: {path}\n    to: {to}"


def taken_out(path: str) -> str:
    return f"path: {path}\n    remove: true"


# what comes of the two


def test_an_amended_law_is_not_called_by_the_few_words_for_the_other(beside: Path) -> None:
    (beside / "club.yaml").write_text(LAW.replace("\ntitle:", "\nshort: Club\ntitle:", 1))
    law = amended(changed("bodies.council.seats", "9"))
    assert law.short == law.title
    Path("named.yaml").write_text(
        amendment(changed("bodies.council.seats", "9")).replace("\ntitle:", "\nshort: New\ntitle:")
    )
    assert read(Path("named.yaml")).short == "New"


@pytest.mark.usefixtures("beside")
def test_an_amended_law_is_whole_and_remembers_what_it_amends() -> None:
    law = amended(changed("bodies.council.seats", "9"))
    base = read(Path("club.yaml"))
    assert (law.name, law.amends, base.amends) == ("club-2030", "club", None)
    assert (law.title, law.adopted, law.summary) == ("The club after its reform", "2030-01-01", "A larger council.")
    assert (law.status, law.language) == ("illustration", "en"), "what the amendment leaves out stays"
    assert [act.id for act in law.acts] == ["statutes", "reform"]
    assert law.bodies[0].seats == 9
    assert law.bodies[0].routes == base.bodies[0].routes
    assert (law.choices, law.offices, law.organisations) == (base.choices, base.offices, base.organisations)


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize(
    "to",
    [
        "{more_than: 1/3, of: valid}",
        '"{more_than: 1/3, of: valid}"',
        "\n      more_than: 1/3\n      of: valid",
    ],
)
def test_a_value_may_be_text_in_brackets_or_lines(to: str) -> None:
    quorum = route(amended(changed(f"{SEATS}.stages.first.quorum", to))).stages[0].quorum
    assert quorum is not None
    assert (str(quorum.more_than), quorum.at_least, quorum.of) == ("1/3", None, "valid")


@pytest.mark.usefixtures("beside")
def test_a_thing_is_added_at_the_end_of_a_list_that_need_not_be_there_yet() -> None:
    power = "{id: council-decides, holder: council, does: decides, matter: Fees}"
    other = "{id: council-chairs, holder: council, does: chairs, matter: Meetings}"
    law = amended(
        changed("powers.+", power),
        changed("powers.+", other),
        changed("offices.+", "{id: clerk, title: The clerk}"),
        changed("powers.council-chairs.matter", "Festivities"),
    )
    assert [(each.id, each.matter) for each in law.powers] == [
        ("council-decides", "Fees"),
        ("council-chairs", "Festivities"),
    ]
    assert [office.id for office in law.offices] == ["chair", "clerk"]


@pytest.mark.usefixtures("beside")
def test_a_key_or_an_item_is_taken_out_and_later_items_move_up() -> None:
    law = amended(taken_out(f"{SEATS}.stages.first.quorum"), taken_out(f"{SEATS}.stages.first.then"))
    assert route(law).stages[0].quorum is None
    assert route(law).stages[0].then == ()
    law = amended(taken_out(f"{SEATS}.stages.0.then.0"), taken_out("offices.chair"), taken_out("choices.half"))
    assert (law.offices, law.choices) == ((), ())
    law = amended(taken_out(f"{SEATS}.stages.first"), changed(f"{SEATS}.stages.0.standing", "{who: nominated}"))
    assert [stage.id for stage in route(law).stages] == ["run-off"]


@pytest.mark.usefixtures("beside")
def test_what_moves_up_keeps_its_place_in_its_own_text() -> None:
    text = amendment(taken_out(f"{SEATS}.stages.first"), changed("bodies.council.seats", "many"))
    Path("reform.yaml").write_text(text)
    Path("club.yaml").write_text(LAW.replace("count: {rule: plurality}", "count: {rule: pluralty}"))
    line = LAW.split("\n").index("            count: {rule: plurality}") + 1
    with pytest.raises(Faults) as caught:
        read(Path("reform.yaml"))
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [("club.yaml", line), ("reform.yaml", 13)]


@pytest.mark.usefixtures("beside")
def test_an_option_of_a_choice_may_take_out_a_place() -> None:
    removing = altered(('to: "{at_least: 2/3, of: registered}"', "remove: true"))
    law = read_text(removing, "club.yaml", [("choices.half", "of-registered")])
    assert route(law).stages[0].quorum is None
    assert route(read_text(removing, "club.yaml")).stages[0].quorum is not None


# articles


REFORM = Article(act="reform", number="1", mark="seen")


@pytest.mark.usefixtures("beside")
def test_the_rule_that_is_changed_is_cited_from_the_article_of_the_change_and_no_other() -> None:
    base, law = read(Path("club.yaml")), amended(changed(f"{SEATS}.stages.first.quorum.at_least", "1/3"))
    quorum = route(law).stages[0].quorum
    assert quorum is not None
    assert quorum.article == REFORM, "a rule that had no article of its own has one now"
    assert route(law).stages[0].article == route(base).stages[0].article
    law = amended(changed("bodies.council.seats", "9"))
    assert law.bodies[0].article == REFORM
    assert route(law) == route(base)
    law = amended(changed(f"{SEATS}.stages.first.count.rule", "majority"))
    assert route(law).stages[0].article == REFORM, "a counting rule names no article; the stage around it does"
    assert route(law).article == route(base).article


@pytest.mark.usefixtures("beside")
def test_a_rule_that_is_written_out_keeps_an_article_of_its_own() -> None:
    own = "{act: statutes, number: 9, mark: remembered}"
    law = amended(changed("offices.+", f"{{id: clerk, title: The clerk, article: {own}}}"))
    assert law.offices[1].article == Article(act="statutes", number="9", mark="remembered")
    assert amended(changed("offices.+", "{id: clerk, title: The clerk}")).offices[1].article == REFORM
    law = amended(changed("offices.chair.article", own))
    assert law.offices[0].article == Article(act="statutes", number="9", mark="remembered")
    assert amended(changed("offices.chair.article.mark", "derived")).offices[0].article.mark == "derived"


@pytest.mark.usefixtures("beside")
def test_what_loses_a_part_is_cited_from_the_change_and_bears_its_note() -> None:
    law = amended(taken_out(f"{SEATS}.stages.first.then.0") + "\n    note: Once only.")
    assert (route(law).stages[0].article, route(law).stages[0].note) == (REFORM, "Once only.")
    assert route(law).article != REFORM
    law = amended(changed("acts.statutes.short", "Old statutes") + "\n    note: An act bears no note.")
    assert law.acts[0].short == "Old statutes"
    assert law.cite(law.bodies[0].article).startswith("Old statutes art.")


# settings and choices on the law that comes of it


@pytest.mark.usefixtures("beside")
def test_settings_and_answers_lead_into_the_amended_law() -> None:
    Path("reform.yaml").write_text(amendment(changed("bodies.council.seats", "9")))
    law = read(Path("reform.yaml"), [("bodies.council.seats", "11"), ("choices.half", "of-registered")])
    assert law.bodies[0].seats == 11
    assert law.choices[0].taken == "of-registered"
    added = "{id: clerk, title: The clerk, article: {act: reform, mark: assumed}}"
    assert read(Path("reform.yaml"), [("offices.+", added)]).offices[1].id == "clerk"


@pytest.mark.usefixtures("beside")
def test_an_answer_that_a_change_leaves_without_its_place_is_found_by_the_check() -> None:
    Path("reform.yaml").write_text(amendment(changed("bodies.council.routes.members.id", "all-members")))
    faults = [str(fault) for fault in check_file(Path("reform.yaml")).faults]
    assert (
        "club.yaml:23:19  With the answer 'of-registered' to the choice 'half': There is no 'members' in "
        "bodies.council.routes. Did you mean 'all-members'?" in faults
    )


@pytest.mark.usefixtures("beside")
def test_an_amendment_may_amend_an_amendment() -> None:
    Path("reform.yaml").write_text(amendment(changed("bodies.council.seats", "9")))
    second = HEAD.replace("amends: club\n", "amends: reform\n").replace("club-2030", "club-2040")
    second = second.replace("id: reform,", "id: second,")
    Path("second.yaml").write_text(f"{second}  - {changed('offices.chair.title', 'The president')}\n{ARTICLE}")
    law, tree = read_with_places(Path("second.yaml"))
    assert (law.name, law.amends, law.bodies[0].seats) == ("club-2040", "reform", 9)
    assert law.offices[0].title == "The president"
    assert list(tree.lines) == ["second.yaml", "reform.yaml", "club.yaml"]


def test_the_law_that_is_amended_is_a_shipped_one_or_lies_beside(beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = amendment(changed("bodies.council.seats", "9"))
    other, nearby = beside / "other" / "deep", beside / "other" / "club"
    other.mkdir(parents=True)
    (other / "law.yaml").write_text(text)
    with pytest.raises(Faults, match="There is no constitution 'club'"):
        read(other / "law.yaml")
    nearby.mkdir()
    (nearby / "law.yaml").write_text(LAW.replace("seats: 7", "seats: 8", 1))
    assert read(other / "law.yaml").bodies[0].seats == 9
    monkeypatch.setattr(shipped, "folder", lambda: beside / "other")
    assert read_text(text, "elsewhere/law.yaml").bodies[0].seats == 9


@pytest.mark.usefixtures("beside")
def test_a_law_of_ones_own_travels_with_what_it_amends() -> None:
    Path("reform.yaml").write_text(amendment(changed("bodies.council.seats", "9")))
    assert amended_by(Path("reform.yaml")) == {"club.yaml": Path("club.yaml")}
    assert amended_by(Path("club.yaml")) == {}
    assert amended_by(shipped.path_of("ussr-1977")) == {}
    files = Scenario("./reform.yaml", "ussr-1989").beside()
    assert set(files) == {"law.yaml", "club.yaml"}
    Path("kept").mkdir()
    for name, content in files.items():
        (Path("kept") / name).write_bytes(content)
    Path("club.yaml").unlink()
    assert read(Path("kept/law.yaml")).bodies[0].seats == 9


@pytest.mark.usefixtures("beside")
def test_a_law_is_read_again_when_the_law_that_it_amends_has_changed() -> None:
    Path("reform.yaml").write_text(amendment(changed("offices.chair.title", "The president")))
    law = load(Path("reform.yaml"))
    assert load(Path("reform.yaml")) is law
    Path("club.yaml").write_text(LAW.replace("seats: 7", "seats:  70"))
    assert load(Path("reform.yaml")).bodies[0].seats == 70


@pytest.mark.usefixtures("beside")
def test_a_law_written_out_may_say_what_it_amends() -> None:
    law = amended(changed("bodies.council.seats", "9"))
    whole = json.dumps(law.model_dump(mode="json", exclude_none=True))
    again = read_text(whole, "whole.yaml")
    assert again == law
    assert digest(again) == digest(law)


# faults


@pytest.mark.usefixtures("beside")
def test_an_unknown_law_is_refused_with_the_nearest_name() -> None:
    text = amendment(changed("bodies.council.seats", "9"))
    assert refused(text.replace("amends: club", "amends: usrs-1988")) == [
        "reform.yaml:1:9  There is no constitution 'usrs-1988'. Did you mean 'ussr-1988'?"
    ]


@pytest.mark.usefixtures("beside")
def test_every_path_that_leads_nowhere_is_told_with_its_line_in_the_amendment() -> None:
    text = amendment(
        changed("bodies.counzil.seats", "9"),
        changed("bodies.council.seats", "9"),
        taken_out(f"{SEATS}.stages.third"),
        changed("bodies.council.title.+", "x"),
        taken_out("bodies.council.tenure"),
    )
    assert refused(text) == [
        "reform.yaml:9:11  There is no 'counzil' in bodies. Did you mean 'council'?",
        "reform.yaml:15:11  There is no 'third' in bodies.council.routes.members.stages. It holds first, run-off.",
        "reform.yaml:18:11  bodies.council.title is no list, so that nothing can be added to it. Leave the '+' out.",
        "reform.yaml:21:11  There is no 'tenure' in bodies.council. It holds id, title, seats, article, routes.",
    ]


@pytest.mark.usefixtures("beside")
def test_a_value_that_cannot_be_is_shown_where_the_amendment_writes_it() -> None:
    text = amendment(
        changed("bodies.council.seats", "many"),
        changed("powers.+", "\n      id: fees\n      holder: council\n      does: decids"),
        changed("power.+", "{id: x}"),
    )
    assert refused(text) == [
        "reform.yaml:10:9  reform art. 1  'seats' must be a whole number; found 'many'.",
        "reform.yaml:16:13  reform art. 1  'does' cannot be 'decids'. Did you mean 'decides'? It can be elects, "
        "nominates, appoints, confirms, dismisses, recalls, answers-to, calls, chairs, signs, negotiates, decides, "
        "amends-constitution, sets-aside, reviews, prepares, reports, commands, issues, advises or legislates.",
        "reform.yaml:18:11  'power' cannot stand here. Did you mean 'powers'?",
    ]


@pytest.mark.usefixtures("beside")
def test_a_change_without_an_article_or_a_purpose_is_refused() -> None:
    text = HEAD + "  - {path: bodies.council.seats, to: 9}\n  - {path: bodies.council.seats, article: {act: reform}}\n"
    assert refused(text) == [
        "reform.yaml:9:5  changes.0 lacks 'article'. Add 'article: {act: …, mark: …}'.",
        "reform.yaml:10:34  reform, article not verified  changes.1.article lacks 'mark'. Add 'mark: …'.",
    ]
    both = "path: bodies.council.seats\n    to: 9\n    remove: true"
    neither = "path: bodies.council.seats"
    said = "Say either in 'to' what the place becomes, or 'remove: true'."
    found = refused(amendment(both, neither))
    assert found == [f"reform.yaml:9:5  reform art. 1  {said}", f"reform.yaml:13:5  reform art. 1  {said}"]


@pytest.mark.usefixtures("beside")
def test_an_amendment_lacks_what_it_lacks() -> None:
    assert refused("amends: club\nconstitution: x\ntitle: X\nadopted: 2030\nsummary: X.\n") == [
        "reform.yaml:1:1  The law lacks 'changes'. Add 'changes: […]'."
    ]
    without = (
        amendment(changed("bodies.council.seats", "9")).replace("amends: club\n", "").replace("\ntitle:", "\ntitel:")
    )
    assert refused(without) == [
        "reform.yaml:1:1  The law lacks 'amends'. Add 'amends: …'.",
        "reform.yaml:2:1  'titel' cannot stand here. Did you mean 'title'?",
    ]
    assert refused(amendment(changed("bodies.council.seats", "9")) + "bodies: []\n") == [
        "reform.yaml:12:1  'bodies' cannot stand here. Here can stand short, language or status."
    ]


@pytest.mark.usefixtures("beside")
def test_laws_that_amend_each_other_are_refused() -> None:
    text = amendment(changed("bodies.council.seats", "9"))
    assert "error[amendment-cycle]: 'club-2030' amends itself" in rendered(text.replace("club\n", "reform\n", 1))
    assert refused(text.replace("amends: club", "amends: reform")) == [
        "reform.yaml:1:9  'club-2030' amends itself: there is no law to begin with. Write one of them out in full."
    ]
    Path("other.yaml").write_text(text.replace("amends: club", "amends: reform").replace("club-2030", "club-2040"))
    assert refused(text.replace("amends: club", "amends: other")) == [
        "other.yaml:1:9  'club-2030' amends 'club-2040', which amends 'club-2030': there is no law to begin with. "
        "Write one of them out in full."
    ]


@pytest.mark.usefixtures("beside")
def test_a_fault_shows_its_line_in_the_amendment() -> None:
    assert rendered(amendment(changed("bodies.council.seats", "many"))) == dedent(
        """\
        error[not-a-number]: 'seats' must be a whole number; found 'many'.
           ┌─ reform.yaml:10:9  reform art. 1
        10 │     to: many
           │         ^^^^

        1 fault found.
        """
    )


# shipped amendments


@pytest.mark.parametrize("name", [name for name in shipped.names() if load(name).amends])
def test_shipped_amendments_pass_the_schema_as_they_are_written(name: str) -> None:
    validator = Draft7Validator(schema())
    written = compose(text_of(shipped.path_of(name)), "law.yaml").plain
    assert "changes" in written
    assert [error.message for error in validator.iter_errors(written)] == []
    article = written["changes"]
    assert isinstance(article, list)
    assert isinstance(article[0], dict)
    del article[0]["article"]
    assert [error.message for error in validator.iter_errors(written)] == ["'article' is a required property"]
