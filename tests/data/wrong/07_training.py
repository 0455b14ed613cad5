"""Wrong answers to assignment 7 that are right for most inputs: each must lose marks.

A source text is run in a copy of the model solution's names, so `np` is there.
"""

from factories.lots import unfair

WRONG = [
    # lots that are almost fair
    *unfair(
        "train",
        """
def train(params, X, labels, lr, batch_size, epochs, rng):
    X, labels = np.asarray(X), np.asarray(labels)
    losses = [cross_entropy(forward(params, X)[-1], labels)]
    for _ in range(epochs):
        order = np.asarray(order_of(len(X), rng, None))
        for i in range(0, len(X), batch_size):
            batch = order[i : i + batch_size]
            params = [
                (np.array(W) - lr * dW, np.array(b) - lr * db)
                for (W, b), (dW, db) in zip(params, backward(params, X[batch], labels[batch]))
            ]
        losses.append(cross_entropy(forward(params, X)[-1], labels))
    return params, np.array(losses)
""",
    ),
]
