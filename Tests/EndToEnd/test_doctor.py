"""What `genkan doctor` finds: each thing alone in an otherwise healthy house, and nothing is changed by looking."""

import shutil
import socket
import sqlite3
import threading

import pytest

from ending_certificate import ending
from setting_up import set_up

# What the machine of the test may lack is no matter of the house.
MACHINE = ("memory", "disk")
UNPROVEN = "title: {ja: 誰でも, en: Anybody}\ncaptcha: none\nfields:\n  - {name: m, kind: text, label: {ja: 内容, en: Message}}\n"


def found(house, weight="ILL") -> list[str]:
    """What the doctor says of that weight; what the command ends with follows from it."""
    ended = house.run("doctor")
    lines = ended.stdout.splitlines()
    assert ended.returncode == (69 if any(line.startswith("ILL ") for line in lines) else 0), ended.stderr
    words = [line.split(None, 1)[1] for line in lines if line.startswith(f"{weight} ")]
    return [line for line in words if not line.startswith(MACHINE)]


def the_only(findings: list[str]) -> str:
    assert len(findings) == 1, findings
    return findings[0]


def test_a_healthy_house_has_no_finding_and_is_not_changed(house):
    house.start()
    house.stop()
    before = content(house)
    assert found(house) == []
    assert the_only(found(house, "WARN")).startswith("administrators: there is only one")
    assert content(house) == before
    assert any(line.startswith("audit trail: ") and "unbroken" in line for line in found(house, "ok"))


def test_a_house_that_is_served_is_looked_into_as_well(house):
    house.start()
    well = found(house, "ok")
    assert "process: the house is being served" in well
    assert any(line.startswith("roster: signed") for line in well)
    house.stop()


def test_what_is_linked_is_looked_at_where_it_lies(house):
    (house.directory / "secrets").mkdir(mode=0o700)
    key = house.directory / "secrets" / "house.key"
    shutil.move(house.data / "house.key", key)
    (house.data / "house.key").symlink_to(key)
    shutil.move(house.data, house.directory / "volume")
    house.data.symlink_to(house.directory / "volume")
    assert found(house) == []
    house.start()
    house.stop()
    key.chmod(0o644)
    assert any(line.startswith("house key: ") and "may read it" in line for line in found(house))


def test_a_form_without_a_captcha_is_a_warning_and_no_illness(house):
    house.write_form("anybody", UNPROVEN)
    assert found(house) == []
    warned = [line for line in found(house, "WARN") if not line.startswith("administrators")]
    assert the_only(warned).startswith("form anybody: it has no CAPTCHA")


@pytest.mark.parametrize(
    "file, mode, subject, remedy",
    [
        ("data", 0o755, "data directory", "chmod 700"),
        ("data/house.key", 0o644, "house key", "chmod 600"),
        ("data/house.state", 0o640, "house state", "chmod 600"),
        ("data/genkan.sqlite", 0o644, "database", "chmod 600"),
        ("certificates/localhost.key", 0o644, "private key", "chmod o="),
    ],
)
def test_a_place_that_others_may_read_is_named_with_what_to_do(house, file, mode, subject, remedy):
    (house.directory / file).chmod(mode)
    assert any(line.startswith(f"{subject}: ") and "may read it" in line for line in found(house))
    assert remedy in house.run("doctor").stdout


def test_without_a_house_it_says_how_to_make_one(empty_house):
    assert the_only(found(empty_house)).startswith("data directory: ")
    assert not empty_house.data.exists()
    assert "genkan setup" in empty_house.run("doctor").stdout


def test_a_key_that_is_lost_is_not_made_anew_beside_its_house(house):
    key = house.data / "house.key"
    kept = key.read_bytes()
    key.unlink()
    for command in (["serve"], ["setup", "--name", "zoe", "--password-file", str(house.directory / "anna.password")]):
        ended = house.run(*command)
        assert ended.returncode == 77 and "put the copy of the key back" in ended.stderr, ended.stderr
        assert not key.exists()
    said = house.run("doctor").stdout
    assert "house key" in said and "put the copy of it back" in said and "genkan setup" not in said
    key.write_bytes(kept)
    key.chmod(0o600)
    assert found(house) == []


def test_a_set_up_that_was_broken_off_is_told(empty_house):
    password = empty_house.directory / "anna.password"
    password.write_text("short")
    assert set_up(empty_house).returncode == 65
    ill = found(empty_house)
    assert "roster: nobody is on it" in ill
    assert any(line.startswith("house state: ") for line in ill)


def test_a_certificate_for_another_name_is_told(house):
    house.extra["GENKAN_SERVER_PUBLIC_URL"] = "https://forms.example.jp"
    assert the_only(found(house)).endswith("is not for forms.example.jp")
    house.command(
        "certificate", "--replace", "--name", "*.example.jp",
        "--directory", str(house.directory / "certificates"),
    )
    assert found(house) == []


@pytest.mark.parametrize("days", [-1, 3])
def test_a_certificate_that_ends_is_told(house, days):
    ending(house.directory / "certificates", days)
    assert " ends on " in the_only(found(house))


def test_a_key_of_another_certificate_is_told(house):
    other = house.directory / "other"
    house.command("certificate", "--directory", str(other))
    shutil.copy(other / "localhost.key", house.directory / "certificates" / "localhost.key")
    assert "is not the key of server.certificate" in the_only(found(house))


def test_a_certificate_and_styles_that_are_missing_are_told(house):
    (house.directory / "certificates" / "localhost.pem").unlink()
    house.extra["GENKAN_SERVER_PUBLIC_DIRECTORY"] = "nowhere"
    ill = found(house)
    assert any("names no certificate" in line for line in ill)
    assert any("holds no genkan.css" in line for line in ill)


def test_a_port_that_another_program_has_is_told(house):
    with socket.create_server(("127.0.0.1", house.port)):
        assert "is taken by another program" in the_only(found(house))
    assert found(house) == []


def test_the_sample_website_for_everybody_is_told(house):
    house.extra["GENKAN_SERVER_ADDRESS"] = "0.0.0.0"
    assert the_only(found(house)).startswith("sample website: ")


def test_another_program_at_the_socket_is_told(house):
    (house.data / "run").mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(house.data / "run" / "command.socket"))
        listener.listen()
        threading.Thread(target=lambda: listener.accept()[0].close(), daemon=True).start()
        assert "is another program's" in the_only(found(house))


@pytest.mark.parametrize(
    "sql, said",
    [
        ("UPDATE audit SET at = at + 1 WHERE sequence = 1", "audit trail: broken at event 1"),
        ("DROP TABLE audit", "audit trail: it cannot be read: "),
        ("UPDATE rosters SET document = zeroblob(length(document))", "roster: refused: "),
        ("UPDATE migrations SET checksum = zeroblob(32)", "database: it is not of this program's making: "),
    ],
)
def test_what_somebody_changed_in_the_database_is_told(house, sql, said):
    change(house, sql)
    assert the_only(found(house)).startswith(said)


def test_a_database_of_an_older_version_is_left_as_it_is(house):
    change(house, "DELETE FROM migrations WHERE number = (SELECT max(number) FROM migrations)")
    before = content(house)
    assert found(house) == []
    assert the_only(found(house, "WARN")).startswith("database: migrations pending: 1")
    assert content(house) == before


def test_a_database_that_is_gone_is_told_and_not_made_anew(house):
    for file in house.data.glob("genkan.sqlite*"):
        file.unlink()
    assert any(line.startswith("database: it cannot be opened") for line in found(house))
    assert not (house.data / "genkan.sqlite").exists()


def change(house, sql: str) -> None:
    database = sqlite3.connect(house.data / "genkan.sqlite")
    database.execute(sql)
    database.commit()
    database.close()


def content(house) -> dict[str, bytes]:
    """Every file of the house, but for the two that SQLite itself lays beside an open database."""
    return {
        str(file.relative_to(house.data)): file.read_bytes()
        for file in house.data.rglob("*")
        if file.is_file() and not file.name.endswith(("-shm", "-wal"))
    }


def test_a_second_administrator_is_enough(house):
    house.add("ben", "administrator")
    assert "administrators: 2" in found(house, "ok") and found(house, "WARN") == []


def test_a_form_that_the_recovery_code_cannot_open_is_told_of(house):
    house.start()
    house.stop()
    assert "recovery code: every form's key is sealed to it" in found(house, "ok")
    shell = sqlite3.connect(house.data / "genkan.sqlite")
    of_anna = "DELETE FROM grants WHERE person = (SELECT person FROM credentials WHERE kind = 'password')"
    with shell:
        assert shell.execute(of_anna).rowcount > 0
    codes = [line for line in found(house, "WARN") if line.startswith("recovery code")]
    assert the_only(codes).startswith("recovery code: nobody but it can open catalog, contact")
    with shell:
        shell.execute("DELETE FROM grants")
    shell.close()
    assert the_only(found(house)).startswith("recovery code: forms' keys are not sealed to it: catalog, contact")
