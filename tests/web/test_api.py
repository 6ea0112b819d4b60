"""What can be asked without a run: the catalogue, laws, changes, commands, files, ballots, and the description."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from comitia.cli import main
from comitia.run import study as studies
from comitia.text.catalogue import names, path_of
from tests.web.conftest import Client, Document

LOT = "lot-2250"
BALLOTS = b"candidate,votes\nAnna,3\nBoris,4\n"


def posted(page: Client, path: str, body: Any, status: int = 200) -> Document:
    answer = page.post(f"/api/{path}", json=body)
    assert answer.status_code == status, answer.text
    found: Document = answer.json()
    return found


def test_the_catalogue_names_what_is_shipped(page: Client) -> None:
    found = page.get("/api/catalogue").json()
    assert [law["name"] for law in found["laws"]] == list(names())
    assert {"name": "class", "title": "Class"}.keys() == found["societies"][0]["attributes"][0].keys()
    assert "plurality" in [rule["id"] for rule in found["rules"]]
    assert found["limits"]["bytes"] == {"json": 1_000_000, "ballots": 20_000_000}


def test_the_first_result_comes_packed_or_plain(page: Client) -> None:
    packed = page.get("/api/first", headers={"accept-encoding": "gzip"})
    plain = page.get("/api/first", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == plain.json()


def test_a_law_is_checked_as_the_command_checks_it(page: Client, capsys: pytest.CaptureFixture[str]) -> None:
    for law, arguments in (
        ({"constitution": LOT}, [LOT]),
        ({"constitution": LOT, "set": ["bodies.house.seats=7"]}, [LOT, "--set", "bodies.house.seats=7"]),
        ({"constitution": LOT, "set": ["bodies.hose.seats=7"]}, [LOT, "--set", "bodies.hose.seats=7"]),
    ):
        main(["check", *arguments, "--json"])
        assert page.post("/api/check", json={"law": law}).text == capsys.readouterr().out


def test_a_rule_is_taken_out_with_what_hangs_on_it(page: Client) -> None:
    law = {"constitution": "ussr-1988", "set": ["choices.district-meeting=never"]}
    found = posted(page, "without", {"law": law, "path": "bodies.congress.routes.organisations"})
    assert found["set"][:2] == ["choices.district-meeting=never", "bodies.congress.routes.organisations="]
    assert found["set"][-1] == "bodies.congress.seats=1500"
    assert found["sentence"].startswith("Without Public organisations. And with it: ")
    assert posted(page, "check", {"law": {**law, "set": found["set"]}})["ok"]
    refused = posted(page, "without", {"law": law, "path": "bodies.congress.routes.organisation"}, 422)
    assert refused["faults"][0]["code"] == "wrong-path"


def test_a_fault_says_which_setting_would_mend_it(page: Client) -> None:
    changed = ["bodies.congress.routes.territorial.seats=800", "bodies.congress.routes.territorial.units.total=800"]
    law = {"constitution": "ussr-1988", "set": changed}
    (fault,) = posted(page, "check", {"law": law})["faults"]
    assert fault["settings"] == ["bodies.congress.seats=2300"]
    assert posted(page, "check", {"law": {**law, "set": [*changed, *fault["settings"]]}})["ok"]


def test_faults_of_a_text_have_their_line(page: Client) -> None:
    text = path_of(LOT).read_text(encoding="utf-8").replace("seats: 2250", "seats: many", 1)
    found = posted(page, "check", {"law": {"constitution": "mine", "text": text}})
    assert not found["ok"]
    assert found["faults"][0]["file"] == "law.yaml"
    assert found["faults"][0]["line"] == text[: text.index("seats: many")].count("\n") + 1


@pytest.mark.parametrize(
    "text", ["", "\x00", "a: &a [*a]", "[" * 5000, "- " * 3000, "{}", "constitution: [", "\ufeff", "a: 1\na: 2"]
)
def test_no_text_breaks_the_check(page: Client, text: str) -> None:
    assert not posted(page, "check", {"law": {"constitution": "mine", "text": text}})["ok"]


@pytest.mark.parametrize("amended", ["../../pyproject", "/etc/passwd", "law", "../constitutions/lot-2250/law", "mine"])
def test_a_text_amends_shipped_laws_only(page: Client, amended: str) -> None:
    text = (
        f"constitution: mine\namends: {amended}\ntitle: Mine\nstatus: proposed\nadopted: ''\nsummary: s\nchanges: []\n"
    )
    found = posted(page, "check", {"law": {"constitution": "mine", "text": text}})
    assert not found["ok"]
    assert "root:" not in str(found)


@pytest.mark.parametrize(
    "name",
    [
        "../lot-2250",
        "./lot-2250",
        "/etc/passwd",
        "law.yaml",
        str(path_of(LOT)),
        "lot-2250/law.yaml",
        "LOT-2250",
        "C:\\x",
    ],
)
def test_a_name_never_leads_to_a_file(page: Client, name: str) -> None:
    law = {"constitution": name}
    assert not posted(page, "check", {"law": law})["ok"]
    study = page.study(law)
    for path, body in (
        ("law", {"law": law}),
        ("changes", {"from": law, "to": {"constitution": LOT}}),
        ("command", {"study": study}),
        ("runs", {"study": study}),
        ("runs", {"study": {**page.study(LOT), "society": name}}),
        ("study", {"text": f"compare: x\nsociety: ussr-1989\nlaws:\n  - constitution: '{name}'\n"}),
        ("study", {"text": f"scenario: x\nconstitution: '{name}'\nsociety: ussr-1989\n"}),
    ):
        assert posted(page, path, body, 422)["faults"][0]["code"] in ("unknown-law", "unknown-society")
    answer = page.post("/api/ballots/count", params={"rule": name}, content=BALLOTS)
    assert (answer.status_code, answer.json()["faults"][0]["code"]) == (422, "unknown-rule")


def test_an_edit_is_a_sentence_before_it_runs(page: Client) -> None:
    found = posted(
        page,
        "changes",
        {"from": {"constitution": LOT}, "to": {"constitution": LOT, "set": ["bodies.house.tenure.term.years=2"]}},
    )
    assert found["count"] == len(found["differences"]) == 1
    assert "changed: 1 rule" in found["sentence"]
    same = posted(page, "changes", {"from": {"constitution": LOT}, "to": {"constitution": LOT}})
    assert same["count"] == 0


def test_a_law_is_told_with_its_text_and_controls(page: Client) -> None:
    found = posted(page, "law", {"law": {"constitution": LOT}})
    assert found["name"] == LOT
    assert found["text"] == path_of(LOT).read_text(encoding="utf-8")
    assert found["entries"]


def test_the_command_means_the_same_study(page: Client, tmp_path: Path) -> None:
    plain = page.study(LOT, {"constitution": LOT, "set": ["bodies.house.seats=500"]}, seed=9)
    found = posted(page, "command", {"study": plain})
    assert shlex.split(found["line"])[:4] == ["comitia", "compare", LOT, f"{LOT}:bodies.house.seats=500"]
    compile(found["python"], "python", "exec")
    own = {"constitution": "mine", "text": path_of(LOT).read_text(encoding="utf-8")}
    for study in (plain, page.study(own), {**plain, "set": ["voters.citizens.noise=1"]}):
        file = posted(page, "command", {"study": study})["file"]
        (tmp_path / "study.yaml").write_text(file, encoding="utf-8")
        assert studies.read(tmp_path / "study.yaml") == studies.of_json({"by": "class", "set": [], **study})
        assert posted(page, "study", {"text": file})["study"] == studies.of_json(study).as_json()
    assert shlex.split(posted(page, "command", {"study": page.study(own)})["line"])[:3] == [
        "comitia",
        "compare",
        "study.yaml",
    ]


def test_the_file_of_a_run_is_a_study_of_one_law(page: Client) -> None:
    text = f"# A run\nscenario: x\nconstitution: {LOT}\nsociety: ussr-1989\nseed: 5\nset:\n  - bodies.house.seats=500\n"
    study = posted(page, "study", {"text": text})["study"]
    assert (study["seed"], study["laws"]) == (5, [{"constitution": LOT, "set": ["bodies.house.seats=500"]}])
    for more in ("years: 3\n", "returns: votes.csv\n", "seed: x\n", "what: 1\n"):
        posted(page, "study", {"text": text + more}, 422)


def test_a_study_beyond_the_bounds_is_refused(page: Client) -> None:
    for study in (
        page.study(LOT, runs=1001),
        page.study(LOT, runs=0),
        page.study(*[LOT] * 7),
        page.study(),
        page.study(LOT, seed=-1),
        page.study(LOT, by="shoe-size"),
        page.study(LOT, what=1),
        page.study({"constitution": LOT, "set": ["no equals sign"]}),
        page.study(LOT, set=["voters.no-such=1"]),
    ):
        assert posted(page, "runs", {"study": study}, 422)["faults"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"law": "\\ud800"}', b"\xff", b'{"law": {"constitution": 1}}', b"NaN"]
)
def test_a_body_that_is_none_is_refused(page: Client, body: bytes) -> None:
    answer = page.post("/api/check", content=body)
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["code"] == "not-as-described"


def test_ballots_are_shown_then_counted_as_the_command_counts_them(
    page: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {"rule": "plurality", "file": "votes.csv", "seats": "1"}
    seen = page.post("/api/ballots/preflight", params=asked, content=BALLOTS).json()
    assert (seen["passes"], seen["file"], len(seen["candidates"])) == (True, "votes.csv", 2)
    (tmp_path / "votes.csv").write_bytes(BALLOTS)
    monkeypatch.chdir(tmp_path)
    assert main(["count", "plurality", "votes.csv", "--seats", "1", "--seed", "4", "--explain", "--json"]) == 0
    answer = page.post("/api/ballots/count", params={**asked, "seed": "4"}, content=BALLOTS)
    assert answer.text == capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01", b"PK\x03\x04", b"\x1f\x8b\x08", b"a,b\n1", b"%PDF-1.7", b"3 1\n"]
)
def test_ballots_that_are_none_are_a_fault(page: Client, content: bytes) -> None:
    answer = page.post("/api/ballots/count", params={"rule": "stv-scottish", "file": "x"}, content=content)
    assert answer.status_code == 422
    assert answer.json()["faults"]


@pytest.mark.parametrize("file", ["../x.csv", "/etc/passwd", "a\\b", "", "a\nb", "x" * 61])
def test_a_file_is_called_by_its_name_alone(page: Client, file: str) -> None:
    answer = page.post("/api/ballots/preflight", params={"rule": "plurality", "file": file}, content=BALLOTS)
    assert answer.status_code == 422


@pytest.mark.parametrize("file", [".", "..", "ы" * 60, "CON", "~", "-x"])
def test_odd_names_of_files_do_no_harm(page: Client, file: str) -> None:
    answer = page.post("/api/ballots/preflight", params={"rule": "plurality", "file": file}, content=BALLOTS)
    assert answer.status_code in (200, 422)


def test_a_run_that_is_not_there_is_not_found(page: Client) -> None:
    for path in ("events", "comparison.json", "laws/0/run.json", "laws/0/report.html"):
        assert page.get(f"/api/runs/{'0' * 64}/{path}").status_code == 404
    assert page.post("/api/runs/x/stop").status_code == 404
