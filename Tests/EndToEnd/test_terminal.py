"""A terminal is left as it was found, however a question ends."""

import pexpect

import house as houses


def test_ctrl_c_at_a_password_leaves_the_terminal_showing_what_is_typed(empty_house):
    # The shell stays: when the last process of a terminal goes, the kernel sets it back by itself.
    terminal = pexpect.spawn(
        "sh", ["-c", 'trap : INT; "$0" setup --name anna; stty -a', str(houses.BINARY)],
        cwd=str(houses.ROOT), env=empty_house._environment, encoding="utf-8",
        timeout=houses.START_SECONDS,
    )
    terminal.expect(r"\(not shown\):")
    assert terminal.waitnoecho(houses.START_SECONDS)
    terminal.sendintr()
    assert terminal.expect(["iexten echo ", "iexten -echo "]) == 0
    terminal.expect(pexpect.EOF)
    terminal.close()
