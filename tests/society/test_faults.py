"""What is said, word for word, when the files of a society do not make one."""

from __future__ import annotations

from pathlib import Path

import pytest

from comitia.law.faults import Faults
from comitia.society.catalogue import society
from comitia.society.cells import Society
from tests.society.edits import faults_of, only_fault, replaced

# Each: the file, what is replaced by what, the code, the message, the mend.
SPOILT = {
    "not a number": (
        "margins.csv", "urban,kirgiz-ssr,census-1989-share,38.2,", "urban,kirgiz-ssr,census-1989-share,38.2 %,",
        "not-a-number", "The field 'value' holds '38.2 %'; a number is expected.",
        "Write digits, with a point before decimals and no spaces: 12.5.",
    ),
    "a negative count": (
        "margins.csv", "members,writers,ussr,year-1989,9600,", "members,writers,ussr,year-1989,-9600,",
        "negative", "The field 'value' holds -9600; a number not below 0 is expected.",
        "If the figure is not known, leave the whole row out.",
    ),
    "a share above 100": (
        "margins.csv", "urban,kirgiz-ssr,census-1989-share,38.2,", "urban,kirgiz-ssr,census-1989-share,138.2,",
        "share-above-100", "The field 'value' holds 138.2 percent; a share from 0 to 100 is expected.",
        "Shares are percentages of the whole: 58.8 for 58.8 %. If this is a count, say so in 'unit'.",
    ),
    "shares that add up to too much": (
        "margins.csv", "class,worker,estonian-ssr,census-1979,58,", "class,worker,estonian-ssr,census-1979,85,",
        "shares-above-100", "The shares of 'class' in 'estonian-ssr' add up to 127.0 percent; at most 100 is expected.",
        "One of them is wrong, or stands here twice.",
    ),
    "an unknown unit": (
        "margins.csv", "members,writers,ussr,year-1989,9600,persons", "members,writers,ussr,year-1989,9600,person",
        "unknown-name", "The field 'unit' holds 'person'; a unit is expected.", "Did you mean 'persons'?",
    ),
    "an unknown territory": (
        "margins.csv", "urban,kirgiz-ssr,", "urban,kirghiz-ssr,",
        "unknown-name", "The field 'territory' holds 'kirghiz-ssr'; a territory is expected.",
        "Did you mean 'kirgiz-ssr'?",
    ),
    "an unknown value of an attribute": (
        "margins.csv", "nationality,gagauz,", "nationality,gaguaz,",
        "unknown-name", "The field 'category' holds 'gaguaz'; a value of the attribute 'nationality' is expected.",
        "Did you mean 'gagauz'?",
    ),
    "two series and no choice": (
        "society.yaml", "  party: year-1989\n", "",
        "no-choice", "The figure for 'party', 'member' in 'ussr' stands in 2 rows, of the series year-1989,"
        " share-1987; which one is used is not said.",
        "Name one of the series under 'chosen' in society.yaml, each only once.",
    ),
    "a choice of a series that does not exist": (
        "society.yaml", "  party: year-1989\n", "  party: yaer-1989\n",
        "unknown-series", "No figure of 'party' is of the series 'yaer-1989'.", "Did you mean 'year-1989'?",
    ),
    "a territory without voters": (
        "territories.csv", "union-republic,,1147000,", "union-republic,,0,",
        "nobody", "The field 'voters' holds 0; one person at least is expected.",
        "Leave out a territory in which nobody lives.",
    ),
    "a part of a person": (
        "territories.csv", "union-republic,,1147000,", "union-republic,,1147000.5,",
        "not-whole", "The field 'voters' holds 1147000.5; a whole number is expected.",
        "People are counted one by one.",
    ),
    "a territory within none that exists": (
        "territories.csv", "Nenets AOk,autonomous-okrug,rsfsr,,53912", "Nenets AOk,autonomous-okrug,rfsr,,53912",
        "unknown-name", "The field 'within' holds 'rfsr'; a territory that has no 'within' itself is expected.",
        "Did you mean 'rsfsr'?",
    ),
    "more people within than in the whole": (
        "territories.csv", "Gorno-Badakhshan AO,autonomous-oblast,tajik-ssr,,160887",
        "Gorno-Badakhshan AO,autonomous-oblast,tajik-ssr,,6088700",
        "more-within", "The territories within 'tajik-ssr' have 6,088,700 people, 'tajik-ssr' itself 5,092,603.",
        "The population of a territory includes that of all within it.",
    ),
    "an id that stands twice": (
        "territories.csv", "evenki-aok,Evenki AOk", "koryak-aok,Evenki AOk",
        "id-twice", "The id 'koryak-aok' stands in line 47 already.", "Give each row an id of its own.",
    ),
    "electors that are no number": (
        "organisations.csv", ",cpsu,641,", ",cpsu,some,",
        "not-a-number", "The field 'electors' holds 'some'; a number is expected.",
        "Write digits, with a point before decimals and no spaces: 12.5.",
    ),
    "an organisation that no one can belong to": (
        "society.yaml", "  temperance: {eligible: [{}]}\n", "",
        "no-membership", "No one can be a member of 'temperance': it has no line under 'memberships'.",
        "Say in society.yaml who is eligible.",
    ),
    "a membership of no organisation": (
        "society.yaml", "  temperance: {eligible: [{}]}\n",
        "  temperance: {eligible: [{}]}\n  temprance: {eligible: [{}]}\n",
        "unknown-organisation", "There is no organisation 'temprance'.", "Did you mean 'temperance'?",
    ),
    "more members than people who can belong": (
        "society.yaml", "  veterans: {eligible: [{age: 60+}, {age: 50-59, sex: women}]}",
        "  veterans: {eligible: [{age: 60+}]}",
        "too-many-members",
        "'veterans' has 57,000,000 members with the vote, but only {sixty:,} people can belong to it.",
        "Widen 'eligible' of 'veterans' under 'memberships'.",
    ),
    "an unknown attribute": (
        "society.yaml", "  - over: [residence, sex, age]", "  - over: [residence, sexes, age]",
        "unknown-attribute", "There is no attribute 'sexes'.",
        "Did you mean 'sex'?",
    ),
    "an unknown attribute in a target": (
        "society.yaml", "    to: [sex, age]", "    to: [sex, ages]",
        "unknown-attribute", "There is no attribute 'ages'.", "Did you mean 'age'?",
    ),
    "a target outside its stage": (
        "society.yaml", "    to: [sex, age]", "    to: [sex, age, party]",
        "wrong-target", "The target 'party' speaks of 'party', but the stage is over residence, sex, age.",
        "Add the attribute to 'over', or drop the target.",
    ),
    "a target without figures": (
        "society.yaml", "    to: [sex, age]", "    to: [sex, age, age/sex]",
        "missing-figure", "There are no figures for the target 'age/sex'.", "Add rows for it.",
    ),
    "an unknown value in a condition": (
        "society.yaml", "  komsomol: {eligible: [{age: 18-29}]", "  komsomol: {eligible: [{age: 18-30}]",
        "unknown-value-of-age", "There is no value of age '18-30'.", "Known are: 18-29, 30-39, 40-49, 50-59, 60+.",
    ),
    "an unknown assumption": (
        "society.yaml", "odds: women-of-sixty}", "odds: women-of-seventy}",
        "unknown-assumption", "There is no assumption 'women-of-seventy'.", "Did you mean 'women-of-sixty'?",
    ),
    "an assumption that is no number": (
        "society.yaml", "    value: 40\n", "    value: forty\n",
        "not-a-number", "The key 'value' holds 'forty'; a number not below 0 is expected.",
        "Write digits, with a point before decimals: 0.7.",
    ),
    "a key that is not there": (
        "society.yaml", "year: 1989\n", "",
        "missing", "The key 'year' is missing here.", "Add 'year: …'.",
    ),
    "a key that means nothing": (
        "society.yaml", "year: 1989\n", "yaer: 1989\n",
        "unknown-key", "There is no key 'yaer'.", "Did you mean 'year'?",
    ),
    "a key that stands twice": (
        "society.yaml", "year: 1989\n", "year: 1989\nyear: 1990\n",
        "duplicate-key", "The key 'year' stands twice in one place.", "Keep one of the two.",
    ),
    "a word where keys belong": (
        "society.yaml", "    values: {urban: Urban, rural: Rural}", "    values: urban",
        "wrong-kind", "The key 'values' holds a word; keys with values are expected.", None,
    ),
    "an attribute of which no stage speaks": (
        "society.yaml", "  sex:\n    title: Sex\n",
        "  tax:\n    title: Tax\n    values: {low: Low, high: High}\n  sex:\n    title: Sex\n",
        "no-stage", "No stage speaks of the attribute 'tax'.", "Add it to 'over' of a stage.",
    ),
    "localities of a territory that does not exist": (
        "society.yaml", "  sweeps: 40\n", "  sweeps: 40\n  adults-in: {rsfsr/tartar-assr: 50000}\n",
        "unknown-territory", "There is no territory 'rsfsr/tartar-assr'.", "Did you mean 'rsfsr/tatar-assr'?",
    ),
    "a figure that is not there": (
        "margins.csv", "employment,apparatus,ussr,", "employment,offices,ussr,",
        "missing-figure", "There is no figure for 'employment', 'apparatus' in 'ussr', which the fit needs.",
        "Add a row for it.",
    ),
    "a count of other people": (
        "margins.csv", "party,member,ussr,year-1989,19487822,persons,adults,",
        "party,member,ussr,year-1989,19487822,persons,everyone,",
        "other-universe", "The figure counts people of 'everyone'; people of this society, or a share, are expected.",
        "Give it in percent, or name the universe under 'own-universes' in society.yaml.",
    ),
    "targets that contradict each other": (
        "margins.csv", "party/nationality,member/estonian,ussr,year-1989,0.3,",
        "party/nationality,member/estonian,ussr,year-1989,5.3,",
        "cannot-fit", "The table over class, nationality, sex, party cannot be fitted: 'party/nationality' is still"
        " off by 27 percent after 500 sweeps.",
        "Its targets contradict one another: party, party/class, party/sex, party/nationality, class/nationality/sex.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_one_thing_spoilt_is_one_fault_with_its_place_and_mend(name: str, copied: Path, ussr: Society) -> None:
    file, old, new, code, message, mend = SPOILT[name]
    message = message.replace("{sixty:,}", f"{ussr.marginal('age')[-1]:,}")
    replaced(copied / file, old, new)
    fault = only_fault(copied)
    assert (fault.code, fault.message, fault.mend) == (code, message, mend)
    assert fault.file is not None
    assert Path(fault.file).parent == copied


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [(file, old, new) for file, old, new, *_ in SPOILT.values() if file == "margins.csv" and old.count("\n") == 0],
)
def test_a_fault_of_a_figure_names_its_line(file: str, old: str, new: str, copied: Path) -> None:
    line = replaced(copied / file, old, new)
    fault = only_fault(copied)
    assert fault.line in (line, None) or fault.code == "shares-above-100"


def test_a_fault_of_the_description_names_line_and_column(copied: Path) -> None:
    line = replaced(copied / "society.yaml", "    to: [sex, age]", "    to: [sex, ages]")
    fault = only_fault(copied)
    assert (fault.line, fault.column) == (line, 15)
    assert str(fault).startswith(f"{copied / 'society.yaml'}:{line}:15  There is no attribute 'ages'.")


@pytest.mark.parametrize("name", ["margins.csv", "organisations.csv", "territories.csv"])
def test_a_missing_table(name: str, copied: Path) -> None:
    (copied / name).unlink()
    fault = only_fault(copied)
    assert fault.code == "no-file"
    assert fault.message == f"The file '{name}' is missing, or it cannot be opened."
    assert fault.mend == f"A society is a folder with its tables; put '{name}' into 'ussr-1989'."


def test_a_missing_description(copied: Path) -> None:
    (copied / "society.yaml").unlink()
    fault = only_fault(copied)
    assert (fault.code, fault.message) == ("no-file", "There is no such file, or it cannot be opened.")
    assert fault.file == str(copied / "society.yaml")


def test_missing_columns_are_all_told_at_once(copied: Path) -> None:
    replaced(copied / "margins.csv", "series,value,unit,universe,", "serie,amount,unit,universe,")
    first, second = faults_of(copied)
    found = "dimension, category, territory, serie, amount, unit, universe, year, certainty, confidence, source, note"
    assert first.message == f"The column 'series' is missing; found are: {found}."
    assert first.mend == "Did you mean 'serie'?"
    assert second.message == f"The column 'value' is missing; found are: {found}."
    assert second.mend == (
        "The first line must name: dimension, category, territory, series, value, unit, universe, year, certainty,"
        " confidence, source, note."
    )
    assert first.line == second.line == 1


def test_a_table_that_was_cut_off(copied: Path) -> None:
    path = copied / "margins.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index(",universe,year") + text[text.index("universe,year") :].index("percent") + 7])
    fault = only_fault(copied)
    assert fault.code == "truncated-row"
    assert fault.line == path.read_text(encoding="utf-8").count("\n") + 1
    assert fault.message == "The line has 6 fields; 12 are expected."
    assert fault.mend == "It breaks off at 'unit': complete it, or take the file anew from its source."


def test_an_empty_table(copied: Path) -> None:
    (copied / "territories.csv").write_text("", encoding="utf-8")
    fault = only_fault(copied)
    assert fault.code == "empty"
    assert fault.message == "The file is empty; a first line that names the columns is expected."
    assert fault.mend == ("Name: id, title, kind, within, voters, population, certainty, confidence, source, note.")


def test_a_comma_outside_quotes(copied: Path) -> None:
    line = replaced(copied / "territories.csv", "Evenki AOk", "Evenki, AOk")
    fault = only_fault(copied)
    assert (fault.code, fault.line) == ("too-many-fields", line)
    assert fault.message == "The line has 11 fields; 10 are expected."
    assert fault.mend == "Put a field that holds commas into double quotes."


def test_a_table_in_another_encoding(copied: Path) -> None:
    (copied / "territories.csv").write_bytes("id,title\n\xe9".encode("latin-1"))
    fault = only_fault(copied)
    assert (fault.code, fault.message) == ("not-utf-8", "Byte 10 of the file is not UTF-8 text.")
    assert fault.mend == "Save the file as UTF-8."


def test_all_faulty_rows_of_a_table_are_told_at_once(copied: Path) -> None:
    replaced(
        copied / "margins.csv", "urban,kirgiz-ssr,census-1989-share,38.2,", "urban,kirgiz-ssr,census-1989-share,x,"
    )
    replaced(copied / "margins.csv", "members,writers,ussr,year-1989,9600,", "members,writers,ussr,year-1989,-1,")
    assert [fault.code for fault in faults_of(copied)] == ["not-a-number", "negative"]


def test_a_society_that_does_not_exist() -> None:
    with pytest.raises(Faults) as raised:
        society("ussr-1898")
    (fault,) = raised.value.faults
    assert fault.code == "unknown-society"
    assert fault.message == (
        "There is no society 'ussr-1898': none of that name is shipped, and there is no such folder."
    )
    assert fault.mend == "Did you mean 'ussr-1989'?"
