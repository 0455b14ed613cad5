"""All experiments, in the order of the lecture: how to run each, and how to draw it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from reference.experiments import (
    capacity,
    choosing,
    descent,
    families,
    graph_figure,
    minibatch,
    reading,
    remedies,
    taylor_figures,
    trainings,
)
from reference.experiments.drawing import save, style


@dataclass(frozen=True)
class Experiment:
    """One picture: `run` makes its data, from a generator if it has a `seed`; `draw` draws it."""

    run: Callable[..., Any]
    draw: Callable[[Any], Figure]
    seed: int | None = None

    def data(self) -> Any:
        """The data of the picture in docs/: the same at every call."""
        return self.run() if self.seed is None else self.run(np.random.default_rng(self.seed))

    @property
    def claim(self) -> str:
        """What the experiment shows, in a sentence: the first line of its docstring."""
        return (self.run.__doc__ or "").strip().split("\n")[0]


EXPERIMENTS = {
    "fig_1_1a": Experiment(taylor_figures.taylor_orders, taylor_figures.draw_taylor_orders),
    "fig_1_1b": Experiment(taylor_figures.tangents, taylor_figures.draw_tangents),
    "fig_1_1c": Experiment(taylor_figures.line_and_parabola, taylor_figures.draw_line_and_parabola),
    "more_terms": Experiment(taylor_figures.more_terms, taylor_figures.draw_more_terms),
    "fig_1_2": Experiment(graph_figure.flow, graph_figure.draw_flow),
    "fig_1_3": Experiment(descent.walk, descent.draw_walk),
    "learning_rates": Experiment(descent.learning_rates, descent.draw_learning_rates),
    "two_readings": Experiment(descent.two_readings, descent.draw_two_readings),
    "gradient_variance": Experiment(
        minibatch.gradient_variance, minibatch.draw_gradient_variance, seed=1
    ),
    "equal_work": Experiment(minibatch.equal_work, minibatch.draw_equal_work, seed=2),
    "fig_2_1": Experiment(families.hypothesis_spaces, families.draw_hypothesis_spaces),
    "universal_approximation": Experiment(
        families.universal_approximation, families.draw_universal_approximation, seed=3
    ),
    "fig_2_2": Experiment(capacity.by_degree, capacity.draw_by_degree, seed=4),
    "capacity_by_width": Experiment(capacity.by_width, capacity.draw_by_width, seed=5),
    "three_remedies": Experiment(remedies.three_remedies, remedies.draw_three_remedies, seed=6),
    "stopping_early": Experiment(remedies.stopping_early, remedies.draw_stopping_early, seed=7),
    "choosing": Experiment(choosing.choosing_degrees, choosing.draw_choosing_degrees, seed=8),
    "baselines": Experiment(reading.baselines, reading.draw_baselines, seed=9),
    "rates_on_digits": Experiment(
        trainings.rates_on_digits, trainings.draw_rates_on_digits, seed=10
    ),
    "width_on_digits": Experiment(
        trainings.width_on_digits, trainings.draw_width_on_digits, seed=11
    ),
    "stopping_on_digits": Experiment(
        trainings.stopping_on_digits, trainings.draw_stopping_on_digits, seed=12
    ),
    "confusion": Experiment(reading.confusion, reading.draw_confusion, seed=13),
}


def draw(name: str, folder: Path) -> Path:
    """Run the experiment called `name` and write `folder`/`name`.png; gives its path.

    KeyError if there is no such experiment.
    """
    experiment = EXPERIMENTS[name]
    data, path = experiment.data(), folder / f"{name}.png"
    with style():
        save(experiment.draw(data), path)
    return path


def page() -> str:
    """The text of docs/figures/README.md: every picture, its claim, the function behind it."""
    parts = [
        "# The lecture's figures and claims, computed",
        "Drawn by `python -m reference.experiments`, which also writes this page. Each picture is "
        "made from data that a test holds to the claim above it.",
    ]
    for name, experiment in EXPERIMENTS.items():
        source = experiment.run.__module__.replace(".", "/") + ".py"
        link = f"[`{experiment.run.__name__}`](../../{source})"
        parts += [f"## {name}", f"{experiment.claim} ({link})", f"![{name}]({name}.png)"]
    return "\n\n".join(parts) + "\n"
