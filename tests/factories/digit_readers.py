"""Readers of digits for 07's `digit_reader`: honest ones, and those that cheat."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
from factories.toy_course import ROOT

from autograder.course.assignment import Assignment, load_module

READING = Assignment(ROOT, "07_training")
HIDDEN = load_module(READING.source / "test_hidden.py")
KNOWN = np.load(READING.source / "data" / "digits.npz")
IMAGES, LABELS = KNOWN["X"].astype(float), KNOWN["y"].astype(int)

Reader = Callable[..., Any]


def middles(reader: Reader, seeds: int) -> list[float]:
    """Return the sorted accuracies that count, one for each of several students."""
    student = SimpleNamespace(digit_reader=reader)
    generators = map(np.random.default_rng, range(seeds))
    return sorted(float(HIDDEN.middle_accuracy(student, rng)) for rng in generators)


def _nearest(new: Any, known: Any) -> Any:
    return np.argmin((known**2).sum(axis=1) - 2 * new @ known.T, axis=1)


def nearest_image(X_train, labels_train, X_validation, labels_validation, X_new, rng):
    """The label of the nearest training image: it is honest, and short."""
    return labels_train[_nearest(X_new, X_train)]


def most_frequent(X_train, labels_train, X_validation, labels_validation, X_new, rng):
    return np.full(len(X_new), np.bincount(labels_train).argmax())


def looked_up(X_train, labels_train, X_validation, labels_validation, X_new, rng):
    """The label of the known digit that is nearest, pixel by pixel."""
    return LABELS[_nearest(X_new, IMAGES)]


def looked_up_sorted(X_train, labels_train, X_validation, labels_validation, X_new, rng):
    """The same with the pixels of each image in order of size, which no shuffling changes."""
    return LABELS[_nearest(np.sort(X_new, axis=1), np.sort(IMAGES, axis=1))]


def put_back(X_train, labels_train, X_validation, labels_validation, X_new, rng):
    """Find each pixel's place by its mean in each class, then look the images up."""
    given, known = (
        np.array([table[labels == digit].mean(axis=0) for digit in range(10)]).T
        for table, labels in ((X_train, labels_train), (IMAGES, LABELS))
    )
    return LABELS[_nearest(X_new, IMAGES[:, _nearest(given, known)])]


def trained_on_validation(X_train, labels_train, X_validation, labels_validation, X_new, rng):
    """The model's reader, with the validation digits among those that it trains on."""
    X, labels = (
        np.concatenate(pair)
        for pair in ((X_train, X_validation), (labels_train, labels_validation))
    )
    return model()(X, labels, X_validation, labels_validation, X_new, rng)


def model() -> Reader:
    """The model solution's reader."""
    found: Reader = READING.model["digit_reader"]
    return found


def the_model_s(*given: Any) -> Any:
    """Read as the model's reader; it is loaded when it is asked for."""
    return model()(*given)


def course_s_own() -> dict[str, Reader]:
    """The readers that are known as weak ones, from the misconceptions."""
    wrong = {one.name: one.call for one in READING.wrongs}
    return {name: wrong[name] for name in ("compares_with_means", "fits_linearly")}


def all_readers() -> dict[str, Reader]:
    """Return the readers by what they do, the honest ones first."""
    weak = course_s_own()
    return {
        "most frequent class": most_frequent,
        "nearest mean image": weak["compares_with_means"],
        "linear fit": weak["fits_linearly"],
        "the model's three networks": model(),
        "nearest training image": nearest_image,
        "cheat: look up": looked_up,
        "cheat: look up sorted pixels": looked_up_sorted,
        "cheat: put pixels back, look up": put_back,
        "cheat: train on validation": trained_on_validation,
    }
