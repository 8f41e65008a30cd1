"""The development certificate: made once, kept while it is valid, renewed before it ends; and the certificate of a house,
replaced while it serves."""

import datetime
import http.client
import ssl
import time

import pytest
from cryptography import x509

from ending_certificate import ending
from house import free_port
from visitor import Visitor

FILES = ("localhost.pem", "localhost.key", "authority.pem")


@pytest.fixture
def certificates(empty_house):
    return empty_house.directory / "certificates"


def test_what_stands_is_not_replaced_unasked(empty_house, certificates):
    before = [(certificates / name).read_bytes() for name in FILES]
    ended = empty_house.run("certificate", "--directory", str(certificates))
    assert ended.returncode == 64 and "--replace" in ended.stderr
    assert empty_house.run("certificate", "--if-needed", "--directory", str(certificates)).returncode == 0
    assert [(certificates / name).read_bytes() for name in FILES] == before


def test_a_name_that_is_none_is_refused_by_what_was_typed(empty_house):
    ended = empty_house.run("certificate", "--directory", str(empty_house.directory / "new"), "--name", "玄関")
    assert ended.returncode == 64 and "--name" in ended.stderr


@pytest.mark.parametrize("days", [-1, 3])
def test_one_that_has_ended_or_ends_soon_is_renewed(empty_house, certificates, days):
    ending(certificates, days)
    before = (certificates / "localhost.pem").read_bytes()
    assert empty_house.run("certificate", "--if-needed", "--directory", str(certificates)).returncode == 0
    made = (certificates / "localhost.pem").read_bytes()
    assert made != before
    left = x509.load_pem_x509_certificate(made).not_valid_after_utc - datetime.datetime.now(datetime.UTC)
    assert left.days > 390
    assert (certificates / "localhost.key").stat().st_mode & 0o777 == 0o600


def test_a_missing_file_of_the_three_makes_them_anew(empty_house, certificates):
    (certificates / "localhost.key").unlink()
    assert empty_house.run("certificate", "--if-needed", "--directory", str(certificates)).returncode == 0
    assert all((certificates / name).exists() for name in FILES)


def test_another_certificate_is_served_without_dropping_a_connection(house):
    """As a renewal does it: the files are replaced one after the other, while people are connected."""
    certificates = house.directory / "certificates"
    house.start()
    before = Visitor(house)
    assert before.get("/f/contact").status == 200
    old = served(house)
    made = house.run("certificate", "--replace", "--directory", str(house.directory / "next"))
    assert made.returncode == 0, made.stderr
    (house.directory / "next" / "localhost.pem").rename(certificates / "localhost.pem")
    deadline = time.monotonic() + 60
    while "cannot be used" not in house.log:  # a certificate without its key
        assert time.monotonic() < deadline, house.log
        assert served(house) == old
        time.sleep(0.2)
    (house.directory / "next" / "localhost.key").rename(certificates / "localhost.key")
    while served(house) == old:
        assert time.monotonic() < deadline, house.log
        time.sleep(0.2)
    assert "The certificate was replaced" in house.log
    # Whoever was there before goes on as they were.
    assert before.get("/f/contact").status == 200
    before.close()


def test_an_address_in_clear_text_leads_to_the_house(house):
    port = free_port()
    house.extra["GENKAN_SERVER_REDIRECT_PORT"] = str(port)
    house.start()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/f/contact?lang=en", headers={"Host": "evil.example"})
    answer = connection.getresponse()
    assert answer.status == 308 and answer.headers["location"] == f"https://localhost:{house.port}/f/contact?lang=en"
    connection.close()
    connection.request("POST", "/f/contact", "name=Vera", {"Content-Type": "application/x-www-form-urlencoded"})
    assert connection.getresponse().status == 403
    connection.close()
    house.stop()
    house.extra["GENKAN_SERVER_REDIRECT_PORT"] = str(house.port)
    refused = house.run("serve")
    assert refused.returncode == 78 and "GENKAN_SERVER_REDIRECT_PORT: is that of server.port" in refused.stderr


def served(house) -> bytes:
    """The certificate that a new connection gets, whoever signed it."""
    return ssl.get_server_certificate(("127.0.0.1", house.port)).encode()
