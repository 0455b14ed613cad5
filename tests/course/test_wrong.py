"""Misconceptions as they are declared; a family is one for each value of its parameter."""

from __future__ import annotations

from autograder.checks import misconception
from autograder.course.wrong import Wrong, versions


def declared(**more: object) -> list[Wrong]:
    @misconception("search", says="you give up after {trials} trials", **more)  # type: ignore[arg-type]
    def gives_up(start, trials=0, more=0):
        return start + trials + more

    mark = gives_up.__dict__["misconception"]
    return list(versions("gives_up", gives_up, "It takes {trials}, not {more}.", *mark))


def test_a_family_has_one_name_and_a_version_for_each_value():
    found = declared(trials=(10, 20))
    assert [one.name for one in found] == ["gives_up", "gives_up"]
    assert [one.key for one in found] == ["gives_up 10", "gives_up 20"]
    assert [one.call(1) for one in found] == [11, 21]
    assert found[1].says == "you give up after 20 trials"
    assert found[1].hint == "It takes 20, not {more}."


def test_without_a_parameter_it_is_one():
    (one,) = declared()
    assert (one.key, one.exercise, one.function, one.call(1)) == ("gives_up", "search", "search", 1)


def test_of_several_parameters_every_combination_is_a_version():
    found = declared(trials=(10, 20), more=(1, 2))
    assert [one.key for one in found] == [f"gives_up {n} {m}" for n in (10, 20) for m in (1, 2)]
    assert [one.call(1) for one in found] == [12, 13, 22, 23]
    assert found[1].hint == "It takes 10, not 2."
