"""What keeps the program from starting is told as `file:line: key: what; what to write`, with a status of its own."""

import os
import resource
import signal
import socket
import subprocess
import time

import pytest

import house as houses
from setting_up import set_up
from visitor import PATIENCE_SECONDS


@pytest.mark.parametrize(
    "variable, port",
    [("GENKAN_SERVER_PORT", lambda house: house.port), ("GENKAN_HEALTH_PORT", lambda house: house.health_port)],
    ids=["website", "health"],
)
def test_a_port_that_is_taken_is_named(house, variable, port):
    with socket.create_server(("127.0.0.1", port(house))):
        ended = house.run("serve")
    assert ended.returncode == 69
    assert f"environment: {variable}: is taken by another program ({port(house)}); stop that one" in ended.stderr


@pytest.mark.parametrize(
    "changed, said",
    [
        (
            {"GENKAN_SERVER_CERTIFICATE": "nowhere.pem"},
            "environment: GENKAN_SERVER_CERTIFICATE: names no certificate that can be read (nowhere.pem)",
        ),
        (
            {"GENKAN_SERVER_PRIVATE_KEY": "nowhere.key"},
            "environment: GENKAN_SERVER_PRIVATE_KEY: names no private key that can be read (nowhere.key)",
        ),
        (
            {"GENKAN_SERVER_PUBLIC_DIRECTORY": "nowhere"},
            "environment: GENKAN_SERVER_PUBLIC_DIRECTORY: holds no genkan.css (nowhere)",
        ),
    ],
    ids=["certificate", "key", "public"],
)
@pytest.mark.parametrize("command", [["serve"], ["forms", "check"]], ids=" ".join)
def test_a_file_that_the_server_needs_is_missed_before_it_starts(house, command, changed, said):
    house.extra.update(changed)
    ended = house.run(*command)
    assert ended.returncode == 78 and said in ended.stderr


def test_a_key_of_another_certificate_is_refused(house):
    other = house.directory / "other"
    house.command("certificate", "--directory", str(other))
    house.extra["GENKAN_SERVER_PRIVATE_KEY"] = str(other / "localhost.key")
    for command in (["serve"], ["forms", "check"]):
        ended = house.run(*command)
        assert ended.returncode == 78
        assert "GENKAN_SERVER_PRIVATE_KEY: is not the key of server.certificate" in ended.stderr


def test_a_value_in_the_file_is_named_by_its_line(house):
    file = house.directory / "genkan.yaml"
    file.write_text("server:\n  public_directory: nowhere\n")
    ended = house.run("serve", "--configuration", str(file))
    assert ended.returncode == 78
    assert f"{file}:2: server.public_directory: holds no genkan.css (nowhere); name the directory" in ended.stderr


def test_an_address_of_another_machine_is_refused(house):
    house.extra["GENKAN_SERVER_ADDRESS"] = "192.0.2.1"  # for documentation (RFC 5737), nobody's
    ended = house.run("serve")
    assert ended.returncode == 78
    assert "environment: GENKAN_SERVER_ADDRESS: is none of this machine (192.0.2.1)" in ended.stderr


def test_only_serve_needs_the_runtime_directory(empty_house):
    house = empty_house
    obstacle = house.directory / "run"
    obstacle.write_text("a file where a directory would have to be made")
    house.extra["GENKAN_DATA_RUNTIME_DIRECTORY"] = str(obstacle / "genkan")
    assert set_up(house).returncode == 0
    house.add_ben()
    assert "unbroken" in house.run("audit", "verify").stderr
    assert "roster: signed" in house.run("doctor").stdout
    ended = house.run("serve")
    assert ended.returncode == 78
    assert "environment: GENKAN_DATA_RUNTIME_DIRECTORY: cannot be made" in ended.stderr
    # As systemd does it: the directory is there while the house is served, and only then.
    house.extra["GENKAN_DATA_RUNTIME_DIRECTORY"] = str(house.directory / "later")
    (house.directory / "later").mkdir(mode=0o700)
    house.start()
    assert (house.directory / "later" / "command.socket").exists()
    house.stop()


def test_a_data_directory_that_cannot_be_made_is_named(empty_house):
    obstacle = empty_house.directory / "file"
    obstacle.write_text("")
    empty_house.data = obstacle / "data"
    ended = set_up(empty_house)
    assert ended.returncode == 78
    assert "environment: GENKAN_DATA_DIRECTORY: cannot be made" in ended.stderr


def test_files_that_may_not_grow_leave_no_part_of_a_key(empty_house):
    ended = subprocess.run(
        [
            str(houses.BINARY), "setup", "--name", "anna",
            "--password-file", str(empty_house.directory / "anna.password"),
            "--recovery-code-file", str(empty_house.directory / "recovery.code"),
        ],
        cwd=houses.ROOT, env=empty_house._environment, capture_output=True, text=True,
        timeout=houses.START_SECONDS,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16)),
    )
    assert ended.returncode == 71 and "house.key" in ended.stderr
    assert list(empty_house.data.iterdir()) == []
    assert set_up(empty_house).returncode == 0


def test_a_damaged_house_key_is_named_with_what_to_do(house):
    key = house.data / "house.key"
    key.write_bytes(key.read_bytes()[:16])
    for ended in (house.run("serve"), set_up(house, code="second.code")):
        assert ended.returncode == 77
        assert f"{key}: is not a house key, or was damaged; put the copy of it back" in ended.stderr


def test_a_reload_that_comes_before_the_start_is_over_ends_nothing(house):
    pipe = house.directory / "genkan.yaml"
    os.mkfifo(pipe)
    with open(house.directory / "serve.log", "ab") as log:
        house.process = subprocess.Popen(
            [str(houses.BINARY), "serve", "--configuration", str(pipe)],
            cwd=houses.ROOT, env=house._environment, stdout=log, stderr=log,
        )
    configuration = opened_by_its_reader(pipe, house.process)
    house.process.send_signal(signal.SIGHUP)
    os.write(configuration, b"log:\n  level: info\n")
    os.close(configuration)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not house.is_ready():
        assert house.process.poll() is None, "it ended by the signal"
        assert time.monotonic() < deadline, house.log
        time.sleep(0.05)
    house.stop()


def opened_by_its_reader(pipe, process) -> int:
    """The writing end of a pipe, as soon as the process reads from it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.01)
