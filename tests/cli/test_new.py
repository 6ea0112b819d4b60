"""`comitia new`, `schema`, `list` and `cite`: from what is shipped to a law of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from comitia.cli.new_ import kebab
from comitia.society.catalogue import names as societies
from comitia.text.catalogue import digest, load, names
from tests.cli.commands import Comitia, runner
from tests.cli.test_show import wide

SERVER = "# yaml-language-server: $schema=./comitia.schema.json"


@pytest.fixture
def comitia(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Comitia:
    monkeypatch.chdir(tmp_path)
    return runner(capsys, monkeypatch)


# new


@pytest.mark.parametrize("name", names())
def test_a_new_law_says_what_the_old_one_says_under_a_name_of_its_own(comitia: Comitia, name: str) -> None:
    said = comitia("new", "My_Law.yaml", "--from", name)
    assert (said.code, said.err) == (0, "")
    mine, old = load("My_Law.yaml"), load(name)
    assert mine.name == "my-law"
    assert mine.model_copy(update={"constitution": old.name}) == old
    assert digest(mine) != digest(old)


def test_a_new_law_begins_with_the_line_that_editors_look_for(comitia: Comitia) -> None:
    comitia("new", "mine.yaml", "--from", "ussr-1988")
    text = Path("mine.yaml").read_text(encoding="utf-8")
    assert text.splitlines()[0] == SERVER
    assert "Change, before you use it:" in text
    comitia("new", "again.yaml", "--from", "mine.yaml")
    assert Path("again.yaml").read_text(encoding="utf-8").count(SERVER) == 1


def test_the_schema_lies_beside_it_and_accepts_it(comitia: Comitia) -> None:
    comitia("new", "mine.yaml", "--from", "ussr-1988")
    schema = json.loads(Path("comitia.schema.json").read_text(encoding="utf-8"))
    law = yaml.load(Path("mine.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    jsonschema.Draft7Validator(schema).validate(law)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate({**law, "bodys": []})


def test_the_next_steps_can_be_pasted(comitia: Comitia) -> None:
    out = comitia("new", "my law", "--from", "ussr-1988").out
    assert "comitia check 'my law.yaml'" in out
    assert "comitia run 'my law.yaml'" in out


def test_nothing_is_overwritten(comitia: Comitia) -> None:
    Path("mine.yaml").write_text("precious\n", encoding="utf-8")
    said = comitia("new", "mine.yaml", "--from", "ussr-1988")
    assert (said.code, said.out) == (2, "")
    assert "mine.yaml exists already and is left as it is. Choose another name." in said.err
    assert Path("mine.yaml").read_text(encoding="utf-8") == "precious\n"


def test_what_a_new_law_cannot_begin_from_is_told(comitia: Comitia) -> None:
    said = comitia("new", "mine.yaml", "--from", "usssr-1988")
    assert said.code == 2
    assert "Did you mean 'ussr-1988'?" in said.err
    assert not Path("mine.yaml").exists()
    assert comitia("new", "no/such/folder/mine.yaml", "--from", "ussr-1988").code == 2
    assert comitia("new", "mine.yaml").code == 2


def test_the_name_of_a_file_becomes_the_name_of_a_law() -> None:
    assert kebab("My Law (2026), draft") == "my-law-2026-draft"
    assert kebab("Bürgerschaft") == "burgerschaft"
    assert len(kebab("a" * 79 + "-b")) == 79


def test_a_file_without_a_latin_letter_is_refused(comitia: Comitia) -> None:
    said = comitia("new", "Съезд.yaml", "--from", "ussr-1988")
    assert said.code == 2
    assert "use Latin letters or digits" in said.err


def test_a_program_is_told_what_was_written(comitia: Comitia) -> None:
    document = comitia("new", "mine", "--from", "ussr-1988", "--json").document
    assert document["file"] == "mine.yaml"
    assert document["constitution"] == "mine"
    assert document["from"] == "ussr-1988"


# schema


def test_the_schema_is_one_of_draft_7(comitia: Comitia) -> None:
    schema = comitia("schema").document
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(schema)
    assert comitia("schema", "--json").document["schema"] == schema


def test_the_schema_is_written_to_a_file(comitia: Comitia) -> None:
    said = comitia("schema", "--out", "s.json")
    assert "Written to s.json." in said.out
    assert json.loads(Path("s.json").read_text(encoding="utf-8")) == comitia("schema").document
    assert comitia("schema", "--out", "s.json", "--json").document["file"] == "s.json"
    assert comitia("schema", "--out", "no/such/s.json").code == 2


# list


def test_all_that_is_shipped_is_listed(comitia: Comitia) -> None:
    out = comitia("list").out
    assert wide(out, 80) == []
    for name in (*names(), *societies()):
        assert name in out
    assert " 2,250  Congress of People's Deputies" in out


def test_programs_get_the_list_too(comitia: Comitia) -> None:
    document = comitia("list", "--json").document
    assert set(document["constitutions"]) == set(names())
    assert document["constitutions"]["ussr-1988"]["bodies"]["congress"]["seats"] == 2250
    assert document["societies"]["ussr-1989"]["attributes"]["sex"] == "Sex"


# cite


def test_citing_names_the_software_the_acts_and_the_sources(comitia: Comitia) -> None:
    alone = comitia("cite").out
    assert "The Comitia developers. Comitia, version" in alone
    out = comitia("cite", "ussr-1988", "ussr-1989").out
    assert wide(out, 80) == []
    assert "No. 9855-XI" in out
    assert "Central Electoral Commission, message of 5 April 1989" in out


def test_citing_for_bibtex_and_for_programs(comitia: Comitia) -> None:
    out = comitia("cite", "ussr-1988", "--bibtex").out
    assert out.count("@") == len(comitia("cite", "ussr-1988", "--json").document["references"])
    assert "@software{comitia," in out


def test_citing_an_unknown_name_offers_the_nearest(comitia: Comitia) -> None:
    said = comitia("cite", "usr-1989")
    assert said.code == 2
    assert "Did you mean 'ussr-1989'?" in said.err
