"""`genkan staff allow`: from where the desk may be used, while the house is served and while it is not."""

import pytest

from visitor import Visitor

OFFICE = "203.0.113.0/24"
OPEN = {role: "from everywhere" for role in ("administrator", "manager", "staff", "viewer")}


def allow(house, *arguments: str) -> dict[str, str]:
    """How things stand after it, role by role."""
    done = house.run("staff", "allow", *arguments)
    assert done.returncode == 0, done.stderr
    return dict(line.split(": ", 1) for line in done.stderr.splitlines() if ": " in line)


def test_a_role_is_kept_to_its_networks_at_once_and_let_in_again(house):
    house.start()
    house.add_ben()
    ben, anna = Visitor(house).signed_in("ben"), Visitor(house).signed_in("anna")
    assert allow(house, "--list") == OPEN
    stands = allow(house, "--role", "staff", "--network", OFFICE, "--network", "2001:db8::1/32")
    assert stands == OPEN | {"staff": "2001:db8::/32, 203.0.113.0/24"}
    page = ben.get("/desk/forms")
    assert page.status == 403 and "127.0.0.1" in page.text
    assert anna.get("/desk/forms").status == 200
    # Signing in anew is no way round it, however right everything is.
    assert Visitor(house).sign_in("ben").status == 403
    assert allow(house, "--role", "staff", "--everywhere") == OPEN
    assert ben.get("/desk/forms").status == 200, "the session was not ended"
    house.stop()
    trail = house.run("audit", "verify")
    assert trail.returncode == 0 and "unbroken" in trail.stderr


def test_it_is_the_way_back_in_for_who_is_locked_out(house):
    house.start()
    anna = Visitor(house).signed_in("anna")
    allow(house, "--role", "administrator", "--network", OFFICE)
    assert anna.get("/desk/networks").status == 403
    anna.close()
    house.stop()
    # While nobody serves, the command opens the house itself.
    assert allow(house, "--list")["administrator"] == OFFICE
    stands = allow(house, "--role", "administrator", "--network", "127.0.0.0/8")
    assert stands["administrator"] == "127.0.0.0/8, 203.0.113.0/24"
    house.start()
    assert anna.get("/desk/networks").status == 200
    house.stop()


@pytest.mark.parametrize(
    "arguments, said",
    [
        ([], "--list"),
        (["--role", "staff"], "--everywhere"),
        (["--network", OFFICE], "--role"),
        (["--role", "staff", "--network", "the office"], "the office: no network"),
        (["--role", "staff", "--network", "10.0.0.0/33"], "10.0.0.0/33: no network"),
        (["--role", "boss", "--network", OFFICE], "boss"),
        (["--role", "staff", "--network", OFFICE, "--everywhere"], "exclude"),
        (["--list", "--everywhere", "--role", "staff"], "exclude"),
    ],
)
def test_what_does_not_fit_together_is_said_and_changes_nothing(house, arguments, said):
    ended = house.run("staff", "allow", *arguments)
    assert ended.returncode == 64 and said in ended.stderr
    assert allow(house, "--list") == OPEN
