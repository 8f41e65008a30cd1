"""Setting a house up by the command, whatever comes of it."""


def set_up(house, *more, code="recovery.code"):
    """`genkan setup` from anna's files."""
    return house.run(
        "setup", "--name", "anna",
        "--password-file", str(house.directory / "anna.password"),
        "--recovery-code-file", str(house.directory / code),
        *more,
    )
