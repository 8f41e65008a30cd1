"""`kill -9` at random moments, under load and at the awkward ones: whoever has a receipt has it for good."""

import random
import signal
import time

from ledger import Ledger, form


def test_every_receipt_handed_out_before_a_kill_opens_after_it(house, long, capsys):
    rounds = 20 if long else 5
    house.write_form("killed", form("Killed"))
    ledger = Ledger(house)
    seed = random.randrange(1 << 32)
    chance = random.Random(seed)
    print(f"seed {seed}")
    rows = 0
    for number in range(rounds):
        house.start()  # the lock that the killed one held is no obstacle
        before = len(ledger.acknowledged)
        clients = ledger.send_until_gone("killed", at_once=8)
        wait_for(lambda: len(ledger.acknowledged) >= before + 20)
        time.sleep(chance.random() * 0.3)
        if number % 3 == 1:  # while it reads its forms again
            house.process.send_signal(signal.SIGHUP)
        if number % 3 == 2:  # while it is finishing
            house.process.send_signal(signal.SIGTERM)
            time.sleep(chance.random() * 0.2)
        house.process.kill()
        house.process.wait(timeout=60)
        for client in clients:
            client.join(timeout=60)
            assert not client.is_alive()
        if number % 2 == 1:  # and once more while it is starting
            house.launch()
            time.sleep(chance.random() * 0.4)
            house.kill()
        house.start()
        ledger.send_again()
        assert ledger.unanswered == []
        rows = ledger.check()
        assert rows == len(ledger.inquiries)
        house.kill()
    house.start()
    assert ledger.check() == rows
    house.stop()
    with capsys.disabled():
        print(f"\n  {rounds} kills under load, {rows} receipts, all open, none twice")


def wait_for(is_so) -> None:
    deadline = time.monotonic() + 120  # a bound against hanging, not a speed that is tested
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)
