from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from commonspace.kernel.together import Together

LONGEST_S = 10


class TroubleError(Exception):
    pass


class Counter:
    """Work that doubles numbers, may be held up, and remembers for whom it was done at once."""

    def __init__(self) -> None:
        self.done: list[list[int]] = []
        self.began, self.may_go_on = Event(), Event()
        self.may_go_on.set()
        self.door = Together(self.doubled, hopeless=TroubleError, spoilt=(ValueError,))

    def doubled(self, numbers: Sequence[int]) -> list[int]:
        self.began.set()
        assert self.may_go_on.wait(LONGEST_S)
        self.done.append(sorted(numbers))
        if 13 in numbers:
            raise ValueError("13 is not doubled")
        if 99 in numbers:
            raise TroubleError("nothing is doubled now")
        if 7 in numbers and len(numbers) > 1:
            raise KeyError("somebody forgot about 7")
        return [2 * number for number in numbers]

    def asked_while_at_work(self, *numbers: int) -> list[Future]:
        """Let somebody ask for 1, and everybody else while that is done."""
        self.may_go_on.clear()
        with ThreadPoolExecutor(len(numbers) + 1) as people:
            first = people.submit(self.door.ask, 1)
            assert self.began.wait(LONGEST_S)
            others = [people.submit(self.door.ask, number) for number in numbers]
            while len(self.door._waiting) < len(numbers):
                pass
            self.may_go_on.set()
        return [first, *others]


def test_one_who_asks_alone_is_served_at_once():
    counter = Counter()

    assert [counter.door.ask(2), counter.door.ask(3)] == [4, 6]
    assert counter.done == [[2], [3]]


def test_those_who_ask_meanwhile_are_served_in_one_go_each_with_an_answer_of_its_own():
    counter = Counter()

    answers = counter.asked_while_at_work(2, 3, 4)

    assert [answer.result() for answer in answers] == [2, 4, 6, 8]
    assert counter.done == [[1], [2, 3, 4]]


def test_what_is_wrong_with_one_does_not_touch_the_others():
    counter = Counter()

    one, two, unlucky, four = counter.asked_while_at_work(2, 13, 4)

    assert [one.result(), two.result(), four.result()] == [2, 4, 8]
    with pytest.raises(ValueError, match="13 is not doubled"):
        unlucky.result()
    assert counter.done[:2] == [[1], [2, 4, 13]]
    assert sorted(counter.done[2:]) == [[2], [4], [13]]


def test_trouble_that_meets_everybody_is_met_once():
    counter = Counter()

    one, *others = counter.asked_while_at_work(2, 99)

    assert one.result() == 2
    for other in others:
        with pytest.raises(TroubleError, match="nothing is doubled now"):
            other.result()
    assert counter.done == [[1], [2, 99]]


def test_a_fault_of_the_work_reaches_one_and_leaves_nobody_waiting():
    counter = Counter()

    answers = counter.asked_while_at_work(7, 3)

    faults = [answer.exception() for answer in answers if answer.exception()]
    assert [type(fault) for fault in faults] == [KeyError]
    assert counter.door._waiting == []
