"""How the program starts, refuses to start, reads its forms again and stops."""

import shutil
import signal
import sqlite3
import time

import pytest

import house as houses
from sent_files import form as files_form
from visitor import PATIENCE_SECONDS, Visitor

FRESH = "title: {ja: 新しい, en: Fresh}\nfields:\n  - {name: m, kind: text, label: {ja: 内容, en: Message}}\n"


def test_a_house_that_is_not_set_up_is_not_served(empty_house):
    ended = empty_house.run("serve")
    assert ended.returncode == 69 and "`genkan setup`" in ended.stderr


@pytest.mark.parametrize("command", [["serve"], ["forms", "check"], ["doctor"]], ids=" ".join)
def test_everything_wrong_in_all_files_is_told_at_once(house, command):
    file = house.directory / "genkan.yaml"
    file.write_text("server:\n  prot: 1\nlog:\n  level: loud\n")
    house.write_form("broken", "title: {ja: あ, en: A}\nfeilds: []\n")
    house.extra["GENKAN_DATA_DIRECTROY"] = "x"
    ended = house.run(*command, "--configuration", str(file))
    assert ended.returncode == 78
    for line in (
        "environment: GENKAN_DATA_DIRECTROY: is not a variable of Genkan; write GENKAN_DATA_DIRECTORY",
        "genkan.yaml:2: server.prot: is not a key here; write server.port",
        "genkan.yaml:4: log.level: is not one of its words (loud)",
        "broken.yaml:2: feilds: is not a key here; write fields",
    ):
        assert line in ended.stderr


def test_the_program_finds_its_templates_wherever_it_lies(house, monkeypatch, tmp_path):
    copy = tmp_path / "genkan-copy"
    shutil.copy(houses.BINARY, copy)
    monkeypatch.setattr(houses, "BINARY", copy)
    house.extra["GENKAN_SERVER_SAMPLE_WEBSITE"] = "false"
    house.start()
    vera = Visitor(house)
    assert "</form>" in vera.get("/f/contact").text
    assert vera.get("/genkan.css").status == 200
    assert vera.get("/sample/").status == 404
    house.process.send_signal(signal.SIGINT)
    assert house.process.wait(timeout=PATIENCE_SECONDS) == 0


def test_sighup_takes_the_forms_over_all_or_none(house):
    house.start()
    vera = Visitor(house)
    house.write_form("fresh", FRESH)
    house.write_form("broken", "title: nothing\n")
    house.process.send_signal(signal.SIGHUP)
    wait_for(house, "Forms not read again")
    assert vera.get("/f/fresh").status == 404
    assert vera.get("/f/contact").status == 200
    (house.directory / "config" / "forms" / "broken.yaml").unlink()
    house.process.send_signal(signal.SIGHUP)
    wait_for(house, '"Forms read again"')
    assert vera.submit("fresh", {"m": "hello"}).status == 201
    house.stop()


def test_one_process_holds_the_house_and_the_other_is_told_which(house):
    house.start()
    second = house.run("serve")
    assert second.returncode == 69
    assert f"genkan serve, process {house.process.pid}" in second.stderr
    assert "the house is being served" in house.run("doctor").stdout
    assert "unbroken" in house.run("audit", "verify").stderr
    house.stop()
    assert "roster: signed" in house.run("doctor").stdout


def test_a_form_without_a_captcha_is_warned_of_at_the_start_and_at_each_reload(house):
    house.write_form("open", FRESH + "captcha: none\n")
    house.start()
    wait_for(house, 'message="A form has no CAPTCHA: anything may be sent to it" form=open')
    assert "form=contact" not in house.log
    house.write_form("wide", FRESH + "captcha: none\n")
    house.process.send_signal(signal.SIGHUP)
    wait_for(house, 'message="A form has no CAPTCHA: anything may be sent to it" form=wide')
    assert house.log.count("form=open") == 2
    house.stop()


def test_files_that_nobody_checks_are_warned_of_at_the_start_and_at_each_reload(house):
    unchecked = 'message="A form takes files that nobody checks for viruses: scanner.clamd_socket is not set" form='
    house.write_form("photos", files_form("Photos"))
    house.start()
    wait_for(house, unchecked + "photos")
    assert unchecked + "contact" not in house.log
    house.write_form("plans", files_form("Plans"))
    house.process.send_signal(signal.SIGHUP)
    wait_for(house, unchecked + "plans")
    house.stop()
    (house.directory / "serve.log").unlink()
    house.extra |= {"GENKAN_SCANNER_CLAMD_SOCKET": str(house.directory / "clamd.ctl")}
    house.start()
    assert unchecked not in house.log
    house.stop()


def test_the_audit_trail_knows_when_the_house_was_served(house):
    house.start()
    house.stop()
    assert kinds(house)[-2:] == ["serve-started", "serve-stopped"]
    house.start()
    house.kill()
    assert kinds(house)[-1] == "serve-started"
    assert "unbroken" in house.run("audit", "verify").stderr


def kinds(house) -> list[str]:
    database = sqlite3.connect(house.data / "genkan.sqlite")
    try:
        return [kind for (kind,) in database.execute("SELECT kind FROM audit ORDER BY sequence")]
    finally:
        database.close()


def wait_for(house, words):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while words not in house.log:
        assert time.monotonic() < deadline and house.process.poll() is None, house.log
        time.sleep(0.01)
