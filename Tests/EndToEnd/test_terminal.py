"""At a terminal: words are offered for a password, and it is left as it was found, however a question ends."""

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


def test_words_are_offered_where_a_password_is_made_and_are_taken(empty_house):
    offered = set()
    for _ in range(2):
        terminal = pexpect.spawn(
            str(houses.BINARY), ["setup", "--name", "anna"], cwd=str(houses.ROOT),
            env=empty_house._environment, encoding="utf-8", timeout=houses.START_SECONDS,
        )
        terminal.expect(r"\s{4}([a-z]+(?:-[a-z]+){5})\r\n")
        words = terminal.match[1]
        offered.add(words)
        terminal.expect(r"\(not shown\):")
        if len(offered) == 1:
            terminal.sendintr()
            terminal.expect(pexpect.EOF)
            terminal.close()
            continue
        terminal.waitnoecho(houses.START_SECONDS)
        terminal.sendline(words)
        assert terminal.expect([r"Once more:", "That will not do"]) == 0
        terminal.waitnoecho(houses.START_SECONDS)
        terminal.sendline(words)
        assert terminal.expect(["recovery code", pexpect.EOF]) == 0
        terminal.close(force=True)
    assert len(offered) == 2
