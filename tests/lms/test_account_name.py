"""The name that an account gets from what an LMS calls a person."""

from __future__ import annotations

from autograder.lms.account_name import NAME, account_name


def test_no_account_is_made_for_two_people():
    texts = ["ada", "Ada", "ada@uni.edu", "ada@uni.org", "a.da", "a-da", "root", "7", "é", "x" * 40]
    texts.append(account_name("ada@uni.edu"))  # somebody who is called like another's account
    made = [account_name(text) for text in texts]
    assert len(set(made)) == len(made)
    assert made[0] == "ada"
    assert all(NAME.fullmatch(one) for one in made), made
