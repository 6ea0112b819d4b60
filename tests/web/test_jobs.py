"""Studies as they are run: told as they grow, joined, stopped, continued, bounded, and the same bytes as commands."""

from __future__ import annotations

import io
import json
import threading
import time
import zipfile
from collections.abc import Generator
from pathlib import Path

import pytest

from comitia.cli import main
from comitia.run import study as studies
from comitia.web import jobs
from comitia.web.jobs import UNFINISHED, marks
from tests.web.conftest import Client, Document

LOT, LISTS = "lot-2250", "list-pr-2250"
SMALLER = ["bodies.house.seats=500", "bodies.house.routes.lot.seats=500"]
CHANGED = {"constitution": LOT, "set": SMALLER}
TEXT = Path(str(studies.__file__)).parents[1] / "constitutions" / LOT / "law.yaml"
EVIL = "<script>alert(1)</script>"


def of_kind(told: list[tuple[str, Document]], kind: str) -> list[Document]:
    return [document for name, document in told if name == kind]


def test_the_comparison_is_told_after_2_4_8_runs_and_at_the_end() -> None:
    assert marks(40) == [2, 4, 8, 16, 32, 40]
    assert marks(32) == [2, 4, 8, 16, 32]
    assert marks(1) == [1]
    assert marks(2) == [2]


@pytest.fixture(scope="module")
def done(page: Client) -> tuple[str, list[tuple[str, Document]]]:
    return page.run(page.study(LOT, LOT, CHANGED, runs=3, seed=7))


def test_rooms_come_first_then_comparisons_then_the_end(done: tuple[str, list[tuple[str, Document]]]) -> None:
    kinds = [kind for kind, _ in done[1]]
    rooms = of_kind(done[1], "room")
    assert kinds[: len(rooms)] == ["room"] * len(rooms)
    assert kinds[-1] == "done"
    assert set(kinds[len(rooms) : -1]) == {"comparison"}
    assert {each["law"] for each in rooms if "data" in each["room"]} == {0, 1, 2}


def test_a_room_is_told_as_it_is_drawn_and_then_whole(page: Client) -> None:
    _, told = page.run(page.study("plurality-2250", runs=1, seed=29))
    rooms = [each["room"] for each in of_kind(told, "room")]
    assert "data" in rooms[-1]
    for early in rooms[:-1]:
        assert early == {key: value for key, value in rooms[-1].items() if key != "data"}


def test_a_law_compared_with_itself_differs_by_exactly_nothing(done: tuple[str, list[tuple[str, Document]]]) -> None:
    last = of_kind(done[1], "comparison")[-1]
    assert (last["runs_done"], last["runs"]) == (3, 3)
    same = [each for each in last["comparison"]["differences"] if each["law"] == f"{LOT} (2)"]
    assert same
    assert {each[key] for each in same for key in ("difference", "difference_low", "difference_high")} == {0}
    rooms = {each["law"]: each["room"] for each in of_kind(done[1], "room")}
    assert rooms[0] == rooms[1]
    assert {law: room["bodies"][0]["seats"] for law, room in rooms.items()} == {0: 2250, 1: 2250, 2: 500}


def test_pictures_come_with_their_tables(done: tuple[str, list[tuple[str, Document]]]) -> None:
    pictures = of_kind(done[1], "comparison")[-1]["pictures"]
    assert set(pictures) == {"representation", "ratio", "spread", "lost"}
    drawn = [each for each in (*pictures.values(), *pictures["lost"].values()) if isinstance(each, str)]
    assert len(drawn) >= 3
    assert all("<svg" in each and "<table>" in each and "<style" not in each for each in drawn)


def test_what_the_page_has_is_what_the_commands_print(
    page: Client, done: tuple[str, list[tuple[str, Document]]], capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--society", "ussr-1989", "--seed", "7", "--json"]
    laws = [LOT, LOT, ":".join([LOT, *SMALLER])]
    assert main(["compare", *laws, "--runs", "3", "--no-moves", "--workers", "1", *options]) == 0
    assert page.get(f"/api/runs/{done[0]}/comparison.json").text == capsys.readouterr().out
    assert main(["run", LOT, "--set", SMALLER[0], "--set", SMALLER[1], *options]) == 0
    answer = page.get(f"/api/runs/{done[0]}/laws/2/run.json")
    assert answer.text == capsys.readouterr().out
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_room_holds_what_the_run_holds(page: Client, done: tuple[str, list[tuple[str, Document]]]) -> None:
    room = [each["room"] for each in of_kind(done[1], "room") if each["law"] == 2][-1]
    run = page.get(f"/api/runs/{done[0]}/laws/2/run.json").json()
    assert room["seed"] == run["seed"] == 7
    assert len(room["data"]["roads"]) == run["bodies"]["house"]["filled"] == 500
    assert set(room["data"]) == {"tables", "roads", "attributes", "bodies"}


def test_the_run_can_be_taken_home(page: Client, done: tuple[str, list[tuple[str, Document]]]) -> None:
    of_law = f"/api/runs/{done[0]}/laws/2"
    assert "<!doctype html>" in page.get(f"{of_law}/report.html").text.lower()
    roll = page.get(f"{of_law}/tables/roll.csv").text
    assert len(roll.splitlines()) == 501
    with zipfile.ZipFile(io.BytesIO(page.get(f"{of_law}/archive.zip").content)) as pack:
        assert pack.read(f"{LOT}/roll.csv").decode() == roll
        assert pack.read(f"{LOT}/run.json").decode() == page.get(f"{of_law}/run.json").text


@pytest.mark.parametrize(
    "rest",
    ["laws/9/run.json", "laws/-1/run.json", "laws/0/tables/scenario.csv", "laws/0/tables/..%2Froll.csv", "laws/0/x"],
)
def test_a_run_has_no_other_files(page: Client, done: tuple[str, list[tuple[str, Document]]], rest: str) -> None:
    assert page.get(f"/api/runs/{done[0]}/{rest}").status_code == 404


def test_the_same_study_is_one_job_and_is_told_again(
    page: Client, done: tuple[str, list[tuple[str, Document]]]
) -> None:
    again, told = page.run(page.study(LOT, LOT, CHANGED, runs=3, seed=7))
    assert again == done[0]
    assert sorted(each["law"] for each in of_kind(told, "room")) == [0, 1, 2]
    assert len(of_kind(told, "comparison")) == 1
    assert told[-1] == ("done", {})


def test_two_who_listen_are_told_the_same(page: Client) -> None:
    job = page.start(page.study(LISTS, LOT, runs=4))
    heard: list[list[tuple[str, Document]]] = []
    both = [threading.Thread(target=lambda: heard.append(list(page.told(job)))) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(60)
    ends = [(of_kind(told, "comparison")[-1], told[-1]) for told in heard]
    assert len(ends) == 2
    assert ends[0] == ends[1]


def test_one_who_goes_away_and_comes_back_finds_it_done(page: Client) -> None:
    job = page.start(page.study(LISTS, LOT, runs=5, seed=2))
    next(page.told(job))
    assert list(page.told(job))[-1] == ("done", {})


def test_a_study_that_all_have_left_is_stopped(page: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PATIENCE", 0.2)
    job = page.start(page.study(LOT, runs=600, seed=4))
    told = page.told(job)
    next(told)
    assert isinstance(told, Generator)
    told.close()
    time.sleep(1)
    assert list(page.told(job))[-1][0] == "stopped"
    assert page.start(page.study(LOT, runs=600, seed=4), have=[0]) == job
    assert next(kind for kind, _ in page.told(job) if kind != "room") == "comparison", "it is done anew"
    page.post(f"/api/runs/{job}/stop")


def test_a_study_that_all_have_left_makes_room_for_others(page: Client) -> None:
    left = [page.start(page.study(LOT, runs=600, seed=50 + n)) for n in range(UNFINISHED)]
    for job in left:
        next(page.told(job))
    assert page.run(page.study(LOT, runs=2, seed=1))[1][-1] == ("done", {})


def test_a_stopped_study_goes_on_from_what_was_kept(page: Client) -> None:
    study = page.study(LISTS, LOT, runs=300, seed=3)
    job, ended = page.start(study), None
    for kind, document in page.told(job):
        if kind == "comparison" and document["runs_done"] == 8:
            began = time.monotonic()
            assert page.post(f"/api/runs/{job}/stop").json() == {}
        ended = (kind, document)
    assert ended is not None
    assert ended[0] == "stopped"
    assert time.monotonic() - began < 10  # two seconds by the contract; machines that test are busy
    assert 8 <= ended[1]["runs_done"] < 300
    assert page.get(f"/api/runs/{job}/comparison.json").status_code == 404
    small = page.study(LISTS, LOT, runs=8, seed=3)
    assert of_kind(page.run(small)[1], "comparison")[-1]["runs_done"] == 8
    assert page.start(study) == job
    first = next(document for kind, document in page.told(job) if kind == "comparison")
    assert first["runs_done"] >= 2
    page.post(f"/api/runs/{job}/stop")
    assert page.start(study) == job  # at once: a new one, which what ends does not take along
    assert any(kind == "comparison" for kind, _ in page.told(job))
    page.post(f"/api/runs/{job}/stop")
    assert list(page.told(job))[-1][0] == "stopped"


def test_a_law_in_text_is_run_and_what_it_says_is_escaped(page: Client) -> None:
    text = TEXT.read_text(encoding="utf-8").replace("title: A house of 2,250 drawn by lot", f"title: '{EVIL}'")
    law = {"constitution": "mine", "text": text.replace("title: House", f"title: '{EVIL}'")}
    checked = page.post("/api/check", json={"law": law}).json()
    assert checked["ok"], checked
    job, told = page.run(page.study(law, LOT, runs=2))
    assert told[-1] == ("done", {}), told[-1]
    for room in of_kind(told, "room"):
        assert all("<script" not in each["svg"] for each in room["room"]["bodies"])
    assert "<script" not in json.dumps(of_kind(told, "comparison")[-1]["pictures"])
    assert EVIL not in page.get(f"/api/runs/{job}/laws/0/report.html").text


# ── What goes wrong ──


def test_a_law_that_takes_for_ever_fails_and_the_next_job_is_done(rough: Client) -> None:
    _, told = rough.run(rough.study(LOT, "ussr-1936", runs=2))
    kind, document = told[-1]
    assert kind == "failed"
    assert document["faults"][0]["code"] == "too-long"
    assert rough.run(rough.study(LOT, runs=2))[1][-1] == ("done", {})


def test_a_law_that_ends_its_worker_fails_and_the_next_job_is_done(rough: Client) -> None:
    _, told = rough.run(rough.study("ussr-1924", runs=2))
    assert (told[-1][0], told[-1][1]["faults"][0]["code"]) == ("failed", "worker-died")
    assert rough.run(rough.study(LOT, runs=2, seed=5))[1][-1] == ("done", {})


def test_a_law_that_takes_for_ever_can_be_stopped_and_too_many_jobs_are_refused(rough: Client) -> None:
    jobs = [rough.start(rough.study("ussr-1936", seed=seed)) for seed in range(UNFINISHED)]
    refused = rough.post("/api/runs", json={"study": rough.study("ussr-1936", seed=99)})
    assert refused.status_code == 429
    assert refused.json()["faults"][0]["code"] == "busy"
    for job in jobs:
        rough.post(f"/api/runs/{job}/stop")
        assert list(rough.told(job))[-1] == ("stopped", {"runs_done": 0})
    assert rough.run(rough.study(LOT, runs=2, seed=6))[1][-1] == ("done", {})


def test_a_law_that_needs_too_much_memory_fails(page: Client) -> None:
    huge = {"constitution": LOT, "set": ["bodies.house.seats=900000000", "bodies.house.routes.lot.seats=900000000"]}
    answer = page.post("/api/runs", json={"study": page.study(huge, runs=1)})
    if answer.status_code == 422:  # a check may refuse it first
        return
    end = list(page.told(answer.json()["id"]))[-1]
    assert end[0] == "failed", end
    assert page.run(page.study(LOT, runs=1))[1][-1] == ("done", {})


def test_a_room_that_the_page_has_is_not_drawn_again_but_for_whoever_lacks_it(page: Client) -> None:
    study = page.study(LOT, LISTS, runs=1, seed=23)

    def rooms(have: list[int]) -> set[int]:
        told = list(page.told(page.start(study, have)))
        assert told[-1][0] == "done"
        return {each["law"] for each in of_kind(told, "room")}

    assert rooms([0]) == {1}
    assert rooms([]) == {0, 1}
