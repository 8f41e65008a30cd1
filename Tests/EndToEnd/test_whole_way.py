"""From what a visitor types to the staff's board and the spreadsheet, with the real program over real TLS."""

import secrets

from visitor import Visitor


def test_what_vera_sends_is_on_the_board_and_in_the_csv(house):
    canary = f"山茶花{secrets.token_hex(4)}"
    house.start()
    vera = Visitor(house)
    answer = vera.post("/f/contact", inquiry(canary))
    assert answer.status == 303 and answer.receipt
    kept = vera.post("/f/contact", {"name": canary, "email": "nobody"})
    assert kept.status == 422 and canary in kept.text

    anna = Visitor(house)
    wrong = anna.post("/desk/sign-in", {"name": "anna", "password": "not the password of anna"})
    assert wrong.status == 303 and "code" in wrong.headers["location"]
    assert anna.post("/desk/sign-in/code", {"code": "123456"}).status == 422
    assert anna.get("/desk").headers["location"].startswith("/desk/sign-in")
    anna.signed_in("anna")
    board = anna.get("/desk/forms/contact/board").text
    _, held = board.split("column--held", 1)
    assert answer.receipt in held and canary in held, "without a token it waits in the held column"
    rows = anna.export("contact")
    assert len(rows) == 1
    assert answer.receipt in rows[0].values() and canary in rows[0].values()

    house.stop()
    trail = house.run("audit", "verify")
    assert trail.returncode == 0 and "unbroken" in trail.stderr


def inquiry(name):
    return {
        "name": name, "kana": "ヤマダ ハナコ", "email": "vera@example.jp", "phone": "03-1234-5678",
        "topic": "product", "message": "カタログを送ってください", "privacy": "yes",
    }
