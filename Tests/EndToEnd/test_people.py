"""Who is let in: setting up once, weak and open password files, adding ben by the socket and by the lock."""

import subprocess

import pexpect
import pytest

import house as houses
from setting_up import set_up
from test_whole_way import inquiry
from visitor import Visitor


def test_ben_is_added_while_the_house_is_served_and_opens_what_came_before_him(house):
    wrong = house.directory / "wrong.password"
    wrong.write_text("this is not anna's password\n")
    wrong.chmod(0o600)
    house.start()
    Visitor(house).post("/f/contact", inquiry("vera before ben"))
    assert add_ben(house, signed_with=wrong).returncode == 77
    house.add_ben()
    assert add_ben(house).returncode == 65, "the name is taken"
    ben = Visitor(house).signed_in("ben")
    assert "vera before ben" in ben.get("/desk/forms/contact/board").text
    # Downloading is not among what his role may.
    assert ben.get("/desk/forms/contact/export.csv").status == 403
    house.stop()


def test_a_manager_downloads_what_came_before_him(house):
    house.start()
    Visitor(house).post("/f/contact", inquiry("vera"))
    house.add("ben", "manager")
    assert len(Visitor(house).signed_in("ben").export("contact")) == 1
    house.stop()


def test_ben_is_added_while_the_house_is_not_served(house):
    house.add_ben()
    house.start()
    Visitor(house).signed_in("ben")
    house.stop()


def test_a_house_is_set_up_once(house):
    assert set_up(house, code="second.code").returncode == 69
    assert set_up(house, "--if-needed", code="second.code").returncode == 0
    assert not (house.directory / "second.code").exists()
    assert (house.directory / "recovery.code").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "password, mode, said",
    [
        ("short", 0o600, "at least 15"),
        ("a" * 20, 0o600, "Repeated parts"),
        ("Anna-2024-Password!", 0o600, "count as one character"),
        ("a walk by the river at dusk", 0o644, "chmod 600"),
    ],
)
def test_a_weak_or_open_password_file_makes_no_house(empty_house, password, mode, said):
    file = empty_house.directory / "anna.password"
    file.write_text(password)
    file.chmod(mode)
    ended = set_up(empty_house)
    assert ended.returncode != 0 and said in ended.stderr
    assert not (empty_house.directory / "recovery.code").exists()
    # What was begun is no obstacle to doing it right.
    file.write_text("a walk by the river at dusk")
    file.chmod(0o600)
    assert set_up(empty_house).returncode == 0


def test_a_name_that_no_roster_holds_is_refused_with_the_rule(empty_house):
    ended = empty_house.run("setup", "--name", "𠮷" * 51)
    assert ended.returncode == 65 and "at most 200 bytes" in ended.stderr


def test_without_a_terminal_and_without_files_setup_says_what_to_give(empty_house):
    ended = subprocess.run(
        ["setsid", "--wait", str(houses.BINARY), "setup"],
        cwd=houses.ROOT, env=empty_house._environment, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=houses.START_SECONDS,
    )
    assert ended.returncode == 69 and "--help" in ended.stderr


def test_at_the_terminal_everything_is_asked_and_the_code_typed_back(empty_house):
    terminal = pexpect.spawn(
        str(houses.BINARY), ["setup"], cwd=str(houses.ROOT), env=empty_house._environment,
        encoding="utf-8", timeout=houses.START_SECONDS,
    )
    secret = empty_house.passwords["anna"]
    terminal.expect("name:")
    terminal.sendline("anna")
    for typed, answered in [("short", "will not do"), (secret, "Once more:")]:
        terminal.expect(r"\(not shown\):")
        terminal.sendline(typed)
        terminal.expect(answered)
    terminal.sendline("something else")
    terminal.expect("differ")
    terminal.expect(r"\(not shown\):")
    terminal.sendline(secret)
    terminal.expect("Once more:")
    terminal.sendline(secret)
    terminal.expect("([0-9A-Z]{4}(?:-[0-9A-Z]{4}){6})")
    code = terminal.match.group(1)
    seen = terminal.before
    terminal.expect("back:")
    terminal.sendline("not the code")
    terminal.expect("That is not the code")
    terminal.expect("back:")
    terminal.sendline(code.lower().replace("-", " "))
    terminal.expect("can sign in")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert secret not in seen, "a password is not shown while it is typed"
    empty_house.start()
    Visitor(empty_house).signed_in("anna")
    empty_house.stop()


def add_ben(house, signed_with=None):
    return house.run(
        "staff", "add", "ben",
        "--password-file", str(house.directory / "ben.password"),
        "--administrator", "anna",
        "--administrator-password-file", str(signed_with or house.directory / "anna.password"),
    )
