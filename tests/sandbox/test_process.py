"""One thread watches the deadlines of all children, and kills nothing that is not due."""

from __future__ import annotations

import threading

from autograder.sandbox.process import Watchdog


def test_only_what_is_due_is_killed_and_another_goes_on():
    killed, bitten = list[str](), threading.Event()

    def kill() -> None:
        killed.append("due")
        bitten.set()

    due, later, resting = Watchdog(kill), Watchdog(lambda: killed.append("later")), Watchdog(kill)
    for one in (due, later, resting):
        one.start()
    resting.rest()
    resting.deadline = due.deadline = 0.0
    assert bitten.wait(60.0)
    later.rest()
    due.rest()
    assert killed == ["due"]
    assert (due.bit, later.bit, resting.bit) == (True, False, False)


def test_one_thread_serves_all_and_one_failure_ends_it_for_nobody():
    def fails() -> None:
        raise OSError("it has ended")

    bitten = threading.Event()
    dogs = [Watchdog(fails), *(Watchdog(bitten.set) for _ in range(20))]
    for one in dogs:
        one.start()
    assert [one.name for one in threading.enumerate()].count("watchdog") == 1
    dogs[0].deadline = 0.0
    while not dogs[0].bit:
        assert not bitten.wait(0.01)
    dogs[-1].deadline = 0.0
    assert bitten.wait(60.0)
    for one in dogs:
        one.rest()
