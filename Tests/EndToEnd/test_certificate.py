"""The development certificate: made once, kept while it is valid, renewed before it ends."""

import datetime

import pytest
from cryptography import x509

from ending_certificate import ending

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
