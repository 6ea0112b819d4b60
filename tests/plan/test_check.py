"""What `comitia check` says: every case of cases/bad word for word, every slip in one small law, every code."""

from __future__ import annotations

import contextlib
import json
import random
import re
import subprocess
import sys
from ast import literal_eval
from pathlib import Path

import pytest

import comitia
from comitia.cli import main
from comitia.law.constitution import Constitution
from comitia.law.faults import Fault, Faults
from comitia.plan.check import CHECKS, check, check_file
from comitia.plan.checks.codes import CODES, page
from comitia.plan.order import order
from comitia.text.catalogue import load, names, path_of
from comitia.text.codes import explain_codes
from comitia.text.nodes import compose
from comitia.text.read import read_text, read_with_places, validate

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BAD = ROOT / "cases" / "bad"
CASES = sorted(path.parent.name for path in BAD.glob("*/charter.yaml"))
FILE = "union.yaml"
LAW = (HERE / FILE).read_text(encoding="utf-8")
SLIPS = [
    tuple(block.strip().split("\n"))
    for block in (HERE / "faults.txt").read_text(encoding="utf-8").split("\n\n")
    if not block.startswith("#")
]
CODE = re.compile(r"^error\[([a-z0-9-]+)\]", re.MULTILINE)


def expected(case: str) -> str:
    return (BAD / case / "expected.faults.txt").read_text(encoding="utf-8")


def altered(*changes: tuple[str, str]) -> str:
    """The union's law with the first place of each old text written anew."""
    text = LAW
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def faults_in(text: str) -> tuple[Fault, ...]:
    tree = compose(text, FILE)
    return check(validate(Constitution, tree), places=tree)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "law.yaml"
    path.write_text(text, encoding="utf-8")
    return path


# Cases


@pytest.mark.parametrize("case", CASES)
def test_a_bad_law_is_refused_in_exactly_these_words(
    case: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(BAD / case)
    code = main(["check", "charter.yaml"])
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", expected(case))
    assert code == 2


@pytest.mark.parametrize("case", CASES)
def test_programs_are_told_the_same_as_people(
    case: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(BAD / case)
    assert main(["check", "charter.yaml", "--json"]) == 2
    said = capfd.readouterr()
    document = json.loads(said.out)
    assert said.err == ""
    assert list(document) == ["comitia", "ok", "faults"]
    assert (document["comitia"], document["ok"]) == (comitia.__version__, False)
    for fault in document["faults"]:
        keys = ["code", "file", "line", "column", "article", "message", "mend"]
        assert list(fault) in (keys, [*keys, "settings"])
        assert f"error[{fault['code']}]: {fault['message']}" in expected(case)
        assert f"charter.yaml:{fault['line']}:{fault['column']}" in expected(case)
    assert [fault["code"] for fault in document["faults"]] == CODE.findall(expected(case))


def test_every_folder_of_bad_laws_holds_a_law_and_its_faults() -> None:
    for folder in BAD.iterdir():
        assert {path.name for path in folder.iterdir()} == {"charter.yaml", "expected.faults.txt"}, folder.name


def test_the_installed_command_answers_as_in_the_tests() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "comitia", "check", "charter.yaml"],
        cwd=BAD / "several_faults_at_once",
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", expected("several_faults_at_once"))


# Slips


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip[2].split(':')[0]}-{slip[1][:40]}")
def test_one_slip_is_told_in_these_words(slip: tuple[str, ...]) -> None:
    old, new, *words = slip
    found = faults_in(altered((literal_eval(old), literal_eval(new))))
    assert [f"{fault.code}: {fault}" for fault in found] == words


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Whoever sits as a judge may be kept out of a chamber.
        ("routes: [districts], unit: seat}", "routes: [districts], unit: seat, excluding: [judges]}"),
        # A body without a number of seats may be known by its name alone.
        ("offices:\n", "  - {id: crowd, title: A crowd, article: {act: charter, mark: seen}}\noffices:\n"),
        # Six seats in a unit and one vote: the run-off fills what the first vote cannot.
        (
            "total: 30, among: region, by: voters, method: hare}\n        seats_each: {seats: fixed, number: 1}",
            "total: 5, among: region, by: voters, method: hare}\n        seats_each: {seats: fixed, number: 6}",
        ),
        # A line is idle under the answer in force, and not under another.
        ("at_most: 2\n            standing", "at_most: 1\n            standing"),
        # A stage may name its tie itself.
        ("count: {rule: plurality}\n    tenure", "count: {rule: plurality, tie: nobody}\n    tenure"),
    ],
)
def test_what_is_unusual_is_no_fault(old: str, new: str) -> None:
    assert faults_in(altered((old, new))) == ()


def test_two_routes_of_the_same_electors_and_units_differ_in_who_may_stand() -> None:
    begin, end = LAW.index("      - by: election\n        id: by-region\n"), LAW.index("  - id: board\n")
    again = LAW[begin:end].replace("id: by-region", "id: reserved").replace("number: 35", "number: 37")
    wider = (("    seats: 6\n", "    seats: 12\n"), ("    seats: 14\n", "    seats: 20\n"))
    text = altered(*wider, ("  - id: board\n", again + "  - id: board\n"))
    assert [f"{fault.code}: {fault}" for fault in faults_in(text)] == [
        "filled-twice: union.yaml:175:13  charter art. 37  Route 'reserved' and that at line 160, charter art. 35 fill "
        "the same seats: electors, units and candidates are the same. Leave one of the two out, or say in what they "
        "differ."
    ]
    reserved = again.replace("pool: {of: citizens, age: 18}", "pool: {of: citizens, age: 30}")
    assert faults_in(text.replace(again, reserved)) == ()


def test_the_law_that_is_written_otherwise_is_complete_and_consistent() -> None:
    assert faults_in(LAW) == ()


# What every fault has


def every_fault() -> list[Fault]:
    return [fault for old, new, *_ in SLIPS for fault in faults_in(altered((literal_eval(old), literal_eval(new))))]


def test_every_fault_says_where_what_and_how_to_mend_it() -> None:
    for fault in every_fault():
        assert fault.file == FILE
        assert fault.line is not None
        assert fault.excerpt is not None
        assert "^" in fault.excerpt
        assert fault.message.endswith(".")
        assert "{" not in fault.message
        if fault.code in CODES:
            assert fault.mend is not None
            assert fault.mend[-1] in ".?"


def test_a_law_without_a_text_has_faults_with_articles_and_no_lines() -> None:
    law = read_text(altered(("    seats: 38", "    seats: 39"), ("bodies: [council]", "bodies: [counsel]")))
    assert [(fault.file, fault.line, fault.article, fault.code) for fault in check(law)] == [
        (None, None, "charter art. 51", "unknown-body"),
        (None, None, "charter art. 1", "seats-do-not-sum"),
    ]


def test_a_law_without_a_text_is_held_to_its_choices_as_well() -> None:
    assert check(read_text(LAW)) == ()
    (fault,) = check(read_text(altered(("new.at_most", "knew.at_most"))))
    assert (fault.code, fault.file, fault.line) == ("wrong-path", None, None)


def test_a_fault_that_a_setting_brings_stands_at_the_setting(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "ussr-1988", "--set", "bodies.congress.seats=2251"]) == 2
    assert capfd.readouterr().err == (
        "error[seats-do-not-sum]: 'congress' has 2,251 seats, and its routes have 2,250 together.\n"
        "  ┌─ --set bodies.congress.seats=2251:1:23  const art. 109 (U02)\n"
        "1 │ bodies.congress.seats=2251\n"
        "  │                       ^^^^ Mend the one or the other.\n"
        "\n"
        "1 fault found.\n"
    )


def test_whoever_waits_in_a_ring_is_refused_here_and_when_a_run_is_planned() -> None:
    for old, new, *_ in SLIPS:
        text = altered((literal_eval(old), literal_eval(new)))
        ring = "cycle" in [fault.code for fault in faults_in(text)]
        try:
            order(read_text(text))
        except Faults:
            assert ring
        else:
            assert not ring


# Slips of the pen beside faults of the rules


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("summary:", "sumary:", "unknown-key"),
        ("title: The board", "tytle: The board", "unknown-key"),
        ("    title: The board\n", "", "missing"),
        ("    title: The board\n", "    title:\n", "no-value"),
        ("    article: {act: charter, number: 40, mark: seen}\n", "", "missing"),
        ("number: 40, mark: seen", "number: 40", "missing"),
        ("{act: charter, number: 40", "{number: 40", "missing"),
        ("number: 40, mark: seen", "number: 40, mark: guessed", "unknown-word"),
        ("by: ex-officio", "by: exofficio", "unknown-word"),
        ("leave: one", "leave: on", "unknown-word"),
        ("share: 1/3", "share: 4/3", "share-out-of-range"),
        ("share: 1/3", "share: third", "not-a-share"),
        ("up_to: false", "up_to: perhaps", "not-yes-or-no"),
        ("id: crown", "id: The Crown", "not-a-name"),
        ("status: illustration\n", "status: illustration\nstatus: proposed\n", "duplicate-key"),
        ("status: illustration\n", "status: illustration\ncolour: red\n", "unknown-key"),
    ],
)
def test_a_slip_of_the_pen_hides_no_fault_of_the_rules(tmp_path: Path, old: str, new: str, code: str) -> None:
    text = altered((old, new), ("    seats: 38", "    seats: 39"))
    checked = check_file(written(tmp_path, text))
    assert {fault.code for fault in checked.faults} == {code, "seats-do-not-sum"}
    assert checked.law is None
    assert checked.compared


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    seats: 38", "    seats: many"),
        ("    seats: 38", "    seats: -1"),
        ("        units: {cut: whole}\n", ""),
        ("leave: one", "leave: some"),
        ("term: {years: 6", "term: {years: 6, months: 72"),
        ("{office: chair}, ", "{office: chair}, chair, "),
    ],
)
def test_where_it_is_open_what_is_meant_nothing_is_guessed(tmp_path: Path, old: str, new: str) -> None:
    checked = check_file(written(tmp_path, altered((old, new))))
    assert len(checked.faults) == 1
    assert not checked.compared


def test_what_a_law_lacks_is_not_cited(tmp_path: Path) -> None:
    lacking = ("    article: {act: charter, number: 1, mark: seen}\n", "")
    checked = check_file(written(tmp_path, altered(lacking, ("    seats: 38", "    seats: 39"))))
    assert [(fault.code, fault.article) for fault in checked.faults] == [("missing", None), ("seats-do-not-sum", None)]


def test_whatever_becomes_of_a_text_it_is_judged_and_nothing_breaks(tmp_path: Path) -> None:
    chance = random.Random(1988)
    lines = LAW.splitlines(keepends=True)
    words = sorted(set(re.findall(r"[a-z-]+|\d+", LAW)))
    for _ in range(150):
        text = list(lines)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(10, len(text))
            found = re.findall(r"[a-z-]+|\d+", text[at])
            if chance.random() < 0.3 or not found:
                del text[at]
            else:
                text[at] = text[at].replace(chance.choice(found), chance.choice(words), 1)
        with contextlib.suppress(Faults):
            check_file(written(tmp_path, "".join(text)))


# Good laws


@pytest.mark.parametrize("name", names())
def test_every_shipped_law_is_complete_and_consistent(name: str) -> None:
    law, tree = read_with_places(path_of(name))
    assert check(law, places=tree) == ()
    assert comitia.check(law) == ()


def test_a_good_law_is_summed_up_in_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(HERE / FILE)]) == 0
    said = capfd.readouterr()
    assert said.err == ""
    assert said.out.removeprefix(str(HERE / FILE)) == (
        ": no faults. 5 bodies, 2 offices, 7 routes, 2 powers, 2 choices, 40 articles cited, 0 of them not verified.\n"
    )


def test_articles_not_verified_are_counted(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "ussr-1988"]) == 0
    said = capfd.readouterr().out
    assert re.fullmatch(
        r"ussr-1988: no faults\. \d+ bodies, .*, \d+ articles cited, [1-9]\d* of them not verified\.\n", said
    )


def test_programs_are_told_of_a_good_law(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "ussr-1988", "--json"]) == 0
    assert json.loads(capfd.readouterr().out) == {"comitia": comitia.__version__, "ok": True, "faults": []}


@pytest.mark.parametrize("choice", [choice.id for choice in load("ussr-1988").choices])
def test_every_answer_to_a_choice_of_the_law_of_1988_is_a_good_law(choice: str) -> None:
    (options,) = [each.options for each in load("ussr-1988").choices if each.id == choice]
    for option in options:
        law, tree = read_with_places(path_of("ussr-1988"), [(f"choices.{choice}", option.value)])
        assert [finding for one in CHECKS for finding in one(law)] == []
        assert tree.lines


def test_a_country_called_no_stays_a_country(tmp_path: Path) -> None:
    text = altered(
        ("among: [smith, baker]", "among: [no, yes, baker]"),
        ("among: [baker, miller]", "among: [no, null]"),
        ("{id: choir,", "{id: no,"),
        ("organisation: choir", "organisation: no"),
    )
    checked = check_file(written(tmp_path, text))
    assert checked.faults == ()
    assert checked.law is not None
    assert [organisation.id for organisation in checked.law.organisations] == ["chess", "no", "rowing"]


# What cannot be read


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ussr-1989"], "unknown-law"),
        (["no/such/law.yaml"], "no-file"),
        (["ussr-1988", "--set", "congress"], "wrong-setting"),
        (["ussr-1988", "--set", "bodies.congres.seats=1"], "wrong-path"),
        (["ussr-1988", "--set", "choices.repeat-limit=thrice"], "unknown-option"),
        (["ussr-1988", "--set", "choices.repeats=once"], "unknown-choice"),
        (
            ["ussr-1988", *("--set", "choices.repeat-limit=once"), *("--set", "choices.repeat-limit=twice")],
            "answered-twice",
        ),
    ],
)
def test_what_cannot_be_read_is_a_fault_of_the_same_form(
    arguments: list[str], code: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *arguments]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert CODE.findall(said.err) == [code]
    assert main(["check", *arguments, "--json"]) == 2
    assert [fault["code"] for fault in json.loads(capfd.readouterr().out)["faults"]] == [code]


@pytest.mark.parametrize(("text", "code"), [("# " + "a" * 2_000_000, "too-large"), ("a: " + "[" * 50, "too-deep")])
def test_what_is_too_much_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(Faults) as caught:
        check_file(written(tmp_path, text))
    assert [fault.code for fault in caught.value.faults] == [code]


def test_a_bomb_goes_off_in_no_time(tmp_path: Path) -> None:
    bomb = "a0: &a0 ha\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 40))
    with pytest.raises(Faults) as caught:
        check_file(written(tmp_path, bomb))
    assert {fault.code for fault in caught.value.faults} == {"alias"}


# Codes


def test_every_code_of_the_rules_has_a_case() -> None:
    assert set(CODES) <= {code for case in CASES for code in CODE.findall(expected(case))}


def test_every_code_of_the_text_is_shown_by_some_test() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "text").iterdir() if path.is_file()]
    texts += [Path(__file__).read_text(encoding="utf-8"), *map(expected, CASES)]
    assert [code for code in explain_codes() if not any(re.search(rf"\b{code}\b", text) for text in texts)] == []


def test_no_fault_has_a_code_that_the_table_lacks() -> None:
    told = {code for case in CASES for code in CODE.findall(expected(case))} | {fault.code for fault in every_fault()}
    assert told <= CODES.keys() | explain_codes().keys()


def test_the_page_of_codes_is_current() -> None:
    current = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8") == page()
    assert current, "run python -m comitia.plan.checks.codes > docs/faults.md"
