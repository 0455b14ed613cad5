"""A generator that came over the wire is, where its seed decides, one with the seed 0."""

from __future__ import annotations

import copy
import pickle

import numpy as np

from autograder.child.wire import decode, encode


def came(seed: int) -> np.random.Generator:
    """A generator as a submission gets it."""
    generator: np.random.Generator = decode(
        encode(np.random.default_rng(seed)), lambda handle: None
    )
    return generator


def test_it_draws_what_was_sent():
    assert came(7).random() == np.random.default_rng(7).random()


def test_it_spawns_as_one_with_a_real_seed():
    other = np.random.Generator(np.random.PCG64(0))
    generator = came(7)
    for count in (2, 1):  # the second time it goes on
        ours = [child.random() for child in generator.spawn(count)]
        assert ours == [child.random() for child in other.spawn(count)]


def test_its_seed_can_be_looked_at():
    seed, real = came(7).bit_generator.seed_seq, np.random.SeedSequence(0)
    assert (seed.entropy, seed.spawn_key, seed.pool_size) == (0, (), real.pool_size)
    assert seed.generate_state(3).tolist() == real.generate_state(3).tolist()


def test_copies_go_on_as_it_does():
    generator = came(7)
    generator.spawn(1)
    for twin in (copy.deepcopy(generator), pickle.loads(pickle.dumps(generator))):
        assert twin.bit_generator.state == generator.bit_generator.state
        assert twin.bit_generator.seed_seq.n_children_spawned == 1
