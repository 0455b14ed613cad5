"""The lecture's definitions, which have no number, and where each is treated."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Definition:
    """A `term`, `where` the lecture defines it, and what treats it.

    `items` are exercises by assignment, `words` a regular expression that the texts of these
    assignments must contain, `functions` those of the reference, `experiments` of the gallery.
    """

    term: str
    where: str
    items: Mapping[str, tuple[str, ...]]
    words: str
    functions: tuple[str, ...]
    experiments: tuple[str, ...] = ()


TAYLOR, GRADIENTS, CHAIN = "01_taylor", "02_gradients", "03_chain_rule"
DESCENT, SGD, GENERAL = "04_gradient_descent", "05_sgd", "06_generalization"

DEFINITIONS = (
    Definition(
        "Taylor approximation",
        "1 §1.1",
        {TAYLOR: ("linear_approx", "quadratic_approx", "taylor_polynomial")},
        "Taylor polynomial",
        ("taylor.linear_approx", "taylor.quadratic_approx", "taylor.taylor_polynomial"),
        ("fig_1_1a", "fig_1_1c", "more_terms"),
    ),
    Definition(
        "sign and size of a derivative",
        "1 §1.2",
        {GRADIENTS: ("derivative", "directional_derivative")},
        r"\*\*sign\*\*",
        ("gradients.derivative", "gradients.directional_derivative"),
        ("fig_1_1b",),
    ),
    Definition(
        "gradient",
        "1 §1.2",
        {GRADIENTS: ("gradient", "quadratic_gradient", "plot_gradient_field")},
        "the gradient",
        ("gradients.gradient", "gradients.quadratic_gradient"),
    ),
    Definition(
        "Jacobian",
        "1 §1.2",
        {GRADIENTS: ("jacobian", "jacobian_from_gradients")},
        "Jacobian matrix",
        ("gradients.jacobian", "gradients.jacobian_from_gradients"),
    ),
    Definition(
        "chain rule",
        "1 §1.3",
        {CHAIN: ("chain_derivative", "graph_gradient", "compose_jacobians")},
        "chain rule",
        ("chain_rule.chain_derivative", "chain_rule.compose_jacobians"),
        ("fig_1_2",),
    ),
    Definition(
        'computational graph (in print: "graphical model")',
        "1 §1.3",
        {CHAIN: ("graph_forward", "graph_gradient", "plot_paths")},
        "computational graph",
        ("chain_rule.graph_forward", "chain_rule.graph_gradient"),
        ("fig_1_2",),
    ),
    Definition(
        "parameters and inputs of a network",
        "1 §2.1",
        {CHAIN: ("network", "neuron_gradient")},
        "over the\\s+parameters",
        ("chain_rule.network", "chain_rule.neuron_gradient", "network.forward"),
    ),
    Definition(
        "closed form against iteration",
        "1 §2.1",
        {SGD: ("sgd",), GENERAL: ("fit_polynomial",)},
        "closed form|formula",
        ("generalization.fit_polynomial", "sgd.train_linear"),
    ),
    Definition(
        "iterative training, its three steps",
        "1 §2.2",
        {SGD: ("train_step",)},
        "three steps",
        ("sgd.train_step",),
    ),
    Definition(
        "gradient descent",
        "1 §2.2",
        {DESCENT: ("gd_step", "gradient_descent", "descend_until")},
        "gradient descent",
        ("gradient_descent.gd_step", "gradient_descent.gradient_descent"),
        ("fig_1_3",),
    ),
    Definition(
        "learning rate, or step size",
        "1 §2.2",
        {DESCENT: ("gd_step", "max_stable_lr", "backtracking_lr")},
        "step size",
        ("gradient_descent.max_stable_lr", "gradient_descent.backtracking_lr"),
        ("learning_rates", "equal_work"),
    ),
    Definition(
        "hyper-parameter",
        "1 §2.2, 2 §2",
        {DESCENT: ("gd_step",), GENERAL: ("split", "select_degree")},
        "hyper-parameter",
        ("generalization.select_degree", "gradient_descent.gd_step"),
        ("choosing",),
    ),
    Definition(
        "mini-batch",
        "1 §3",
        {SGD: ("minibatches", "sample_batch", "batch_gradient")},
        "mini-batch",
        ("sgd.minibatches", "sgd.sample_batch", "sgd.batch_gradient"),
        ("gradient_variance", "equal_work"),
    ),
    Definition(
        "stochastic gradient descent",
        "1 §4",
        {SGD: ("sgd", "batch_gradient_variance")},
        "stochastic gradient descent",
        ("sgd.sgd", "sgd.batch_gradient_variance"),
        ("gradient_variance", "equal_work"),
    ),
    Definition(
        "hypothesis space",
        "2 §1.1",
        {GENERAL: ("polynomial_features", "fit_polynomial", "questions")},
        "hypothesis space",
        ("generalization.polynomial_features", "generalization.fit_polynomial"),
        ("fig_2_1",),
    ),
    Definition(
        "universal approximation",
        "2 §1.1",
        {GENERAL: ("n_parameters",)},
        "universal approximation",
        ("network.forward", "generalization.n_parameters"),
        ("universal_approximation",),
    ),
    Definition(
        "capacity",
        "2 §1.2",
        {GENERAL: ("n_parameters", "plot_capacity", "questions")},
        "capacity",
        ("generalization.n_parameters",),
        ("fig_2_2", "capacity_by_width"),
    ),
    Definition(
        "generalization",
        "2 §2",
        {GENERAL: ("mean_squared_error", "learning_curve")},
        "[Gg]eneraliz",
        ("generalization.mean_squared_error", "generalization.learning_curve"),
        ("fig_2_2",),
    ),
    Definition(
        "training, validation and test data",
        "2 §2",
        {GENERAL: ("split", "select_degree")},
        "validation set",
        ("generalization.split", "generalization.select_degree"),
        ("choosing",),
    ),
    Definition(
        "overfitting and underfitting",
        "2 §2",
        {GENERAL: ("learning_curve", "plot_capacity", "questions")},
        "overfitting",
        ("generalization.learning_curve",),
        ("fig_2_2", "capacity_by_width"),
    ),
    Definition(
        "remedies: more data, regularisation, less capacity",
        "2 §2",
        {GENERAL: ("learning_curve", "fit_ridge", "select_degree", "early_stopping")},
        "regularization",
        (
            "generalization.learning_curve",
            "generalization.fit_ridge",
            "generalization.select_degree",
            "generalization.early_stopping",
        ),
        ("three_remedies", "stopping_early"),
    ),
)
