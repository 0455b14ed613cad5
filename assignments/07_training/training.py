# %% [markdown]
# # 7 · Training: a network that reads digits
#
# You can read the number on an envelope even if a stranger wrote it in a hurry. Can you say *how*?
# People tried to write down rules for it (a seven has a flat roof, an eight has two holes), and the
# next stranger broke them all. What works is the idea of this course: a function with thousands of
# parameters, a loss, and many small steps downhill.
#
# You have built every part of it. Taylor's line (1) says why a small step against the gradient
# helps (4); the gradient (2) comes from the chain rule (3); mini-batches (5) make it cheap; and
# validation data (6) say when to believe it. In this assignment the parts become one machine, and
# it learns to read.
#
# First run the next four cells and look.

# %%
from collections.abc import Callable
from itertools import pairwise

import numpy as np

# %% The digits, in three parts (given; nothing to do here)
digits = np.load("data/digits.npz")  # made by 13 people; data/README.md says where it comes from
order = np.random.default_rng(7).permutation(1797)
train_images, validation_images, test_images = np.split(
    digits["X"][order].astype(float), [1000, 1300]
)
train_labels, validation_labels, test_labels = np.split(
    digits["y"][order].astype(int), [1000, 1300]
)

# %% What the machine sees picture=true
import matplotlib.pyplot as plt

# In every picture lines differ by their dashes, too, so that nobody needs colours to read it.
plt.rcParams["axes.prop_cycle"] = plt.cycler(
    color=["#0072b2", "#d55e00", "#007a5a", "#b0559c", "#7a5c00", "#333333"],
    linestyle=["-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (1, 2, 4, 2))],
)

figure, axes = plt.subplots(2, 8, figsize=(9, 2.6), layout="constrained")
for ax, image, digit in zip(axes.flat, train_images, train_labels, strict=False):
    ax.imshow(image.reshape(8, 8), cmap="gray_r")
    ax.set_title(str(digit))
    ax.axis("off")
plt.show()

# %% [markdown]
# An image is 8 × 8 pixels, and for us a row of 64 numbers from 0 (white) to 16 (black). The
# desired response is one of ten **classes**, the digits 0 to 9: this task is a *classification*.
#
# **A baseline before any model.** Is 90 of 100 right answers good? Nobody can say without knowing
# what comes for free. So first try something simple: take the mean image of each class, and give a
# new image the class whose mean is nearest. There is no training and no network.

# %% The baseline: which mean image is nearest? picture=true
import matplotlib.pyplot as plt

means = np.array([train_images[train_labels == digit].mean(axis=0) for digit in range(10)])
distances = np.sum((validation_images[:, np.newaxis] - means) ** 2, axis=2)
right = np.mean(np.argmin(distances, axis=1) == validation_labels)

figure, axes = plt.subplots(1, 10, figsize=(9, 1.5), layout="constrained")
for ax, mean in zip(axes, means, strict=True):
    ax.imshow(mean.reshape(8, 8), cmap="gray_r")
    ax.axis("off")
figure.suptitle(f"Ten mean images read {100 * right:.0f} of 100 validation digits. Beat that!")
plt.show()

# %% [markdown]
# So 92 % is where the race begins. (Whoever always answers "6", the most frequent class of the
# training part, gets 7 %.) Write the number down: a network that does worse is a loss of time.
#
# **How to work.** As before: replace `raise NotImplementedError` in each function, then run
# `make grade A=07_training`, or the check cell below the exercise in the notebook. Pictures after
# an exercise use *your* functions, and most exercises use earlier ones; so when something looks
# odd, mend the earliest exercise first.
#
# **How long.** About 190 minutes, best on two days: there is a place to stop. The line above each
# exercise, in the notebook its heading, says for how many minutes it is meant, and how difficult it
# is: ●○○ (1) easy, ●●○ (2) medium, ●●● (3) hard. A ★ is a *bonus*: its points come on top, and
# nobody needs them for full marks.
#
# **Predictions.** Each earns a quarter of a point for being made before you go on, *right or
# wrong*: it is shown as "answered". Under "Have you understood it?" you are asked again, with
# numbers of your own, and there the answer counts.
#
# **What comes in.** $U$ examples: `X` is a table of shape $(U, N)$, one row for each, of decimals
# or of whole numbers; `labels` holds $U$ whole numbers from 0 to $C - 1$, the classes. A network is
# a list `params` of its layers, each a pair `(W, b)` of a matrix (outputs, inputs) and a row
# (outputs,), first layer first. All of these may come as lists instead of arrays, each `W` and `b`,
# too: the examples "by hand" are written so. Nothing that came in may be changed.

# %% [markdown]
# ## Numbers of one size
#
# A pixel in the middle is often 16, one at the rim nearly always 0. Gradient descent would then
# look at a long, narrow valley, where a learning rate that suits the steepest direction (the 2/L of
# Assignment 4 belongs to it) is slow in all others. The usual cure is to **standardize** each
# column:
#
# $$x \leftarrow \frac{x - \mu}{\sigma}$$
#
# with the column's mean $\mu$ and standard deviation $\sigma = \sqrt{\frac1U \sum_u (x_u -
# \mu)^2}$.
#
# Whose mean? That of the *training* part, for all parts. The mean of the test images is knowledge
# about the test images, and a machine that reads one envelope has no mean of envelopes at hand.
#
# What to watch: a pixel that is the same in all training images (three at the rim are) tells
# nothing, and there is no deviation to divide by. It becomes 0 in *both* results. Recognize such a
# column by its entries: a computed deviation may be 1e-17 instead of 0, as that of 0.1, 0.1, 0.1.


# %% Numbers of one size exercise="standardize" minutes=10 difficulty=1
def standardize(
    train: list[list[float]] | np.ndarray, other: list[list[float]] | np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Both tables, with the mean and the standard deviation of each column of `train`.

    train  U rows of N numbers each
    other  V rows of N numbers each

    Returns two tables, (U, N) and (V, N): each entry minus the mean of its column of train, divided
    by the deviation of that column (divide by U in it, not by U - 1). A column in which all entries
    of train are equal becomes 0 in both.
    By hand: train = [[1, 5], [3, 5]] has the means 2, 5 and the deviations 1, 0. It becomes
    [[-1, 0], [1, 0]], and other = [[4, 6]] becomes [[2, 0]].
    """
    raise NotImplementedError


# %% [markdown]
# ## Where to begin
#
# Assignment 3 got its network from somebody else. Now you make one, and it needs a place to start.
# All zeros will not do: then all neurons of a layer are equal, get equal gradients, and stay equal
# for ever. So start at random.
#
# How large? A neuron with $n$ inputs adds up $n$ terms. If the inputs have the deviation 1 and the
# weights the deviation $d$, the sum has the deviation $d \sqrt n$. With $d = 1 / \sqrt n$ that is 1
# again, where tanh bends but is not flat. The biases start at 0.
#
# What to watch: `widths` = [64, 30, 10] has *two* layers; and $W$ has a row for each output.


# %% Where to begin exercise="init_params" minutes=8 difficulty=1
def init_params(widths: list[int], rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    """A network at random, before training.

    widths  [inputs, hidden ..., classes], two whole numbers or more
    rng     the generator to draw from

    Returns a list of layers (W, b), first layer first: W of shape (outputs, inputs) from the normal
    distribution with mean 0 and standard deviation 1/sqrt(inputs), b of shape (outputs,), all zero.
    By hand: widths = [4, 3, 2] gives two layers. The first W is (3, 4), drawn with deviation 1/2.
    """
    raise NotImplementedError


# %% [markdown]
# ## Forward, and remember
#
# It is the network of Assignment 3, Eq. 1.13, with two changes. It takes all examples at once, each
# a *row*; so a layer is $\tanh(X W^T + \mathbf{b})$. And it keeps what every layer has put out,
# since the gradient will need it. The last layer is linear: its outputs, one for each class, are
# called **scores**.
#
# (If you read along in the lecture: its Eq. 1.13 prints no $\Theta$, and Section 2.1 exchanges two
# words: "the latter" are the inputs, but it is the *former*, the parameters, that training
# changes.)
#
# What to watch: with $L$ layers the list has $L + 1$ entries; the first is `X`, and no tanh is
# applied to the scores. A `W` that came as a list has no `.T`; `np.transpose(W)` works for both.


# %% Forward, and remember exercise="forward" minutes=10 difficulty=1
def forward(
    params: list[tuple[list | np.ndarray, list | np.ndarray]], X: list[list[float]] | np.ndarray
) -> list[np.ndarray]:
    """What each layer puts out, Eq. 1.13 with examples as rows.

    params  a network: layers (W, b), first layer first
    X       U rows of N numbers each, one example a row

    Returns a list: X, the outputs of each hidden layer, tanh(...), and last the scores, without
    tanh. Each is a table with U rows.
    By hand: params = [([[1], [-1]], [0, 0]), ([[2, 0]], [1])] takes one input. For X = [[0.5]] the
    hidden layer gives tanh of 0.5 and -0.5, [[0.46, -0.46]], and the scores are [[1.92]].
    """
    raise NotImplementedError


# %% [markdown]
# ## From scores to probabilities
#
# Ten scores are ten numbers of any size. Probabilities are positive and add up to 1. The
# **softmax** makes them out of scores:
#
# $$p_c = \frac{e^{s_c}}{\sum_{k} e^{s_k}}$$
#
# Larger scores get more, and differences count alone: if all scores of an example grow by 5, the
# factor $e^5$ cancels. That is useful: `np.exp(1000)` is infinite, and infinity divided by infinity
# is NaN, not a number; but you may subtract the same number from all scores of a row.
#
# What to watch: the sum runs over the classes of *one* example. Test with scores of 1000, and with
# an array of whole numbers: such an array cannot hold 0.25, so do not write the results into it.
# And let NumPy do all rows at once (look up `keepdims`): each mini-batch of a training calls this
# function, and a loop over the rows makes the pictures below slow.


# %% From scores to probabilities exercise="softmax" minutes=8 difficulty=2
def softmax(scores: list[list[float]] | np.ndarray) -> np.ndarray:
    """The probabilities that belong to scores.

    scores  U rows of C numbers each, of any size: 1000 or -1000 is fine

    Returns a table (U, C): numbers from 0 to 1 (one that is too small for the computer may be 0);
    each row has the sum 1.
    By hand: the scores [[0, log 3]] give [[0.25, 0.75]], and so do [[1000, 1000 + log 3]].
    """
    raise NotImplementedError


# %% [markdown]
# ## What a mistake costs
#
# For a label $y_u$, the network should give the class $y_u$ a large probability. The loss that asks
# for it is the **cross-entropy**:
#
# $$\mathcal{L} = \frac1U \sum_{u=1}^{U} -\log p_u(y_u)$$
#
# with the natural logarithm. It is 0 for a network that is sure and right. For one that is sure and
# wrong it grows without bound.
#
# What will it be before any training, when the network knows nothing?


# %% Prediction 1: the first loss exercise="questions" minutes=2 difficulty=1
def question_1() -> float:
    """A network starts at random and has learned nothing. There are ten classes. About how large is
    its cross-entropy on the training digits?

    Return the number, for instance: return 0.5
    """
    raise NotImplementedError


# %% [markdown]
# What to watch: do not take the logarithm of your `softmax`. A probability can be so small that the
# computer stores 0, and the logarithm of that is minus infinity. Write $-\log p$ out with the
# formula of the softmax: the exponential in its numerator goes away. Before you use the result,
# subtract the largest score of each row from *all* scores of the row, also from the label's. And
# let NumPy do all rows at once, here, too: `train` calls this function after every epoch.


# %% What a mistake costs exercise="cross_entropy" minutes=12 difficulty=2
def cross_entropy(scores: list[list[float]] | np.ndarray, labels: list[int] | np.ndarray) -> float:
    """The mean of -log(probability of the label), from scores.

    scores  U rows of C numbers each, of any size: 1000 or -1000 is fine
    labels  U classes, whole numbers from 0 to C-1

    Returns one number.
    By hand: the scores [[0, log 3]] mean the probabilities 0.25 and 0.75. With the label 0 the loss
    is log 4, about 1.39. For [[1000, 0]] it is 0 with the label 0, and 1000 with the label 1.
    """
    raise NotImplementedError


# %% The first loss picture=true
import matplotlib.pyplot as plt

X, _ = standardize(train_images, validation_images)
rng = np.random.default_rng(1)
firsts = [
    cross_entropy(forward(init_params([64, 64, 10], rng), X)[-1], train_labels) for _ in range(200)
]
plt.figure(figsize=(8, 2.6), layout="constrained")
plt.hist(firsts, bins=25, color="lightgrey", edgecolor="grey")
plt.axvline(np.log(10), color="black", linestyle="--", label="log 10")
plt.title("200 networks before their first step: the loss of each")
plt.legend()
plt.show()

# %% [markdown]
# A bit above $\log 10 \approx 2.303$, since random opinions are slightly worse than none. That is
# the first test of any classifier: **if the first loss is not about $\log C$, something is wrong**,
# and you have found it before training for an hour.

# %% [markdown]
# ## Backward
#
# Now the heart. The loss depends on thousands of parameters; Eq. 1.4 asks for one derivative each.
# Differences of Assignment 2 would need two forward passes for every parameter. The chain rule of
# Assignment 3 gets all of them in one pass *backward*. Lecture 5 will call it back-propagation; it
# is nothing but Eqs. 1.10 to 1.12, layer by layer.
#
# Call $\delta$ the derivatives of the loss with respect to the sums of a layer (before its tanh), a
# table with a row for each example. Begin at the end. For the scores, the softmax and the logarithm
# together give something simple, the *error* of the probabilities:
#
# $$\delta_{uc} = \frac1U \bigl( p_{uc} - [c = y_u] \bigr)$$
#
# (With $[c = y_u]$ = 1 for the right class and 0 for the others. Try to derive it: it takes three
# lines.) From there, walk back through the layers, and do three things at each:
#
# 1. The sums of the layer are $h W^T + b$, where $h$ is what the layer before has put out. So an
#    entry of $W$ moves one sum by the $h$ it is multiplied with: $\; dW = \delta^T h$.
# 2. The bias moves the sum of *every* example: $\; db_j = \sum_u \delta_{uj}$.
# 3. And $h$, the same as in 1, moves the sums by $W$ (the paths of Eq. 1.11 add up), while
#    $h = \tanh(\text{sum})$ has the slope $1 - h^2$: the $\delta$ of the layer before is
#    $\; (\delta W) \cdot (1 - h^2)$, entry by entry. (At the first layer, $h$ is $X$, and the walk
#    ends.)
#
# What to watch: shapes are a free check, since $dW$ must look like $W$. And $1/U$ stands in the
# first $\delta$, so it must not come again later.


# %% Backward exercise="backward" minutes=30 difficulty=3
def backward(
    params: list[tuple[list | np.ndarray, list | np.ndarray]],
    X: list[list[float]] | np.ndarray,
    labels: list[int] | np.ndarray,
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Gradient of the cross-entropy with respect to all parameters, by Eqs. 1.10 to 1.12.

    params  as in forward
    X       as in forward
    labels  as in cross_entropy

    Returns a list of pairs (dW, db), one for each layer, first layer first, of the shapes of W and
    b: the derivatives of the mean loss of the U examples.
    By hand: one layer with W = [[0], [0]], b = [0, 0] gives both classes the probability 0.5. For
    X = [[2]] with the label 1, the error is [0.5, -0.5]: dW = [[1], [-1]] and db = [0.5, -0.5].
    """
    raise NotImplementedError


# %% Your gradient against differences picture=true
import matplotlib.pyplot as plt

X, _ = standardize(train_images, validation_images)
rng = np.random.default_rng(5)
params = init_params([64, 8, 10], rng)
few, few_labels, h = X[:30], train_labels[:30], 1e-5
places = [
    (k, *divmod(place, W.shape[1]))  # a layer, a row, a column
    for k, (W, _) in enumerate(params)
    for place in rng.choice(W.size, size=40, replace=False)
]


def loss_with(place, step):  # as in Assignment 2: move one weight, and keep all others
    k, i, j = place
    moved = [(W.copy(), b) for W, b in params]
    moved[k][0][i, j] += step
    return cross_entropy(forward(moved, few)[-1], few_labels)


ours = [backward(params, few, few_labels)[k][0][i, j] for k, i, j in places]
theirs = [(loss_with(place, h) - loss_with(place, -h)) / (2 * h) for place in places]
plt.figure(figsize=(4.5, 3.6), layout="constrained")
plt.axline((0, 0), slope=1, color="grey", linewidth=1)
plt.plot(theirs, ours, "o", markersize=4)
plt.xlabel("central difference")
plt.ylabel("your backward")
plt.title("80 of 592 weights")
plt.show()

# %% [markdown]
# Are all points on the line? Then these 80 derivatives are right: you need not believe it, you have
# seen it. (The 18 biases are not in the picture. After you hand in, *all* derivatives are compared
# with differences.) One point off the line is a mistake. The second test of any training: **check
# the gradient before you use it.** A wrong one often trains well enough to hide.
#
# *A good place to stop. Everything that follows uses what you have built so far.*

# %% [markdown]
# ## The loop
#
# The three steps of Section 2.2, on one mini-batch after the other (Eq. 1.21): predict, measure,
# adjust.
#
# $$\Theta \leftarrow \Theta - \eta\, \nabla_{\!\Theta} \, \mathcal{L}_{\mathcal{B}}$$
#
# Each epoch is a new random partition of the examples, as in Assignment 5; the last mini-batch may
# be smaller, and its gradient is the mean over *its* examples. To see how it goes, note the loss on
# all of `X`: once before the first epoch and once after each, with the parameters of that moment.
#
# The learning rate, the batch size, the number of epochs and the widths are not trained: the
# lecture calls such numbers **hyper-parameters** (and $\eta$ the *step size*). They are chosen by
# you.
#
# What to watch: `X[batch]` and `labels[batch]` need arrays, not lists. And make new arrays
# (`W - ...`), since `W -= ...` would change what your caller holds.


# %% The loop exercise="train" minutes=25 difficulty=3
def train(
    params: list[tuple[list | np.ndarray, list | np.ndarray]],
    X: list[list[float]] | np.ndarray,
    labels: list[int] | np.ndarray,
    lr: float,
    batch_size: int,
    epochs: int,
    rng: np.random.Generator,
) -> tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray]:
    """Train a network by stochastic gradient descent, Eq. 1.21.

    params      as in forward
    X           as in forward
    labels      as in cross_entropy
    lr          the learning rate, > 0
    batch_size  how many examples make a mini-batch, >= 1; if it is U or more, one batch of all
    epochs      how many times all examples are used, >= 0
    rng         the generator to draw from

    Returns the trained params and a row of epochs + 1 numbers: the loss on all of X before training
    and after each epoch.
    By hand: with the layer, X and labels of backward's example, lr = 1 and one epoch lead to
    W = [[-1], [1]], b = [-0.5, 0.5]. The scores are [[-2.5, 2.5]], and the losses
    log 2 = 0.693 and log(1 + exp(-5)) = 0.0067.
    """
    raise NotImplementedError


# %% [markdown]
# **Overfit on purpose.** Here is the third test, and it takes a second: train on twenty examples
# alone. Guess first what will come of it.


# %% Prediction 2: twenty examples exercise="questions" minutes=2 difficulty=1
def question_2() -> str:
    """A network of the widths [64, 64, 10] is trained on twenty digits for 100 epochs. How will it
    do on these twenty, and on 300 others?

    A  right on nearly all of both
    B  right on all twenty, wrong on many of the others
    C  wrong on some of the twenty, and on as large a share of the others
    D  wrong on some of the twenty, right on nearly all others

    Return one letter, for instance: return "C"
    """
    raise NotImplementedError


# %% [markdown]
# To see the answer, and to compare any two networks later, count. The loss is what training
# follows; people ask for the **accuracy**, the share of right answers. The network's answer is the
# class with the largest score.
#
# What to watch: the largest of each *row*. In a tie the smallest class counts, as in `np.argmax`.


# %% How many are right exercise="accuracy" minutes=4 difficulty=1
def accuracy(
    params: list[tuple[list | np.ndarray, list | np.ndarray]],
    X: list[list[float]] | np.ndarray,
    labels: list[int] | np.ndarray,
) -> float:
    """The share of examples whose largest score is that of their label.

    params  as in forward
    X       as in forward
    labels  as in cross_entropy

    Returns one number from 0 to 1.
    By hand: if three examples have the scores [[2, 1], [0, 4], [3, 3]] and the labels [0, 0, 0],
    the answers are 0, 1, 0 (a tie), and 2 of 3 are right: 0.667.
    """
    raise NotImplementedError


# %% Twenty digits by heart picture=true
import matplotlib.pyplot as plt

X, V = standardize(train_images, validation_images)
rng = np.random.default_rng(1)
params, losses = train(init_params([64, 64, 10], rng), X[:20], train_labels[:20], 0.3, 20, 100, rng)

plt.figure(figsize=(8, 2.8), layout="constrained")
plt.semilogy(losses)
plt.xlabel("epoch")
plt.ylabel("loss on the twenty")
known, new = accuracy(params, X[:20], train_labels[:20]), accuracy(params, V, validation_labels)
plt.title(f"Right: {100 * known:.0f} % of the twenty, {100 * new:.0f} % of 300 others")
plt.show()

# %% [markdown]
# The network has 4810 parameters and can learn twenty digits by heart. If yours cannot, no amount
# of data will help it: there is a mistake in it. That it reads little more than half of the others
# is no fault, since it has seen twenty digits. Give it a thousand now.
#
# ## Which ones does it mix up?
#
# An accuracy is one number. A **confusion table** says more: a row for each true class, a column
# for each answer, and in each field how often that happened. On the diagonal are the right answers.


# %% Which ones does it mix up exercise="confusion" minutes=8 difficulty=2
def confusion(
    params: list[tuple[list | np.ndarray, list | np.ndarray]],
    X: list[list[float]] | np.ndarray,
    labels: list[int] | np.ndarray,
    n_classes: int,
) -> np.ndarray:
    """How often each class was taken for each other.

    params     as in forward
    X          as in forward
    labels     as in cross_entropy
    n_classes  C, the number of classes

    Returns a table (C, C) of whole numbers: row i, column j tells how many examples of class i were
    taken for class j.
    By hand: the true classes [0, 0, 1] and the answers [0, 1, 1] with C = 3 give
    [[1, 1, 0], [0, 1, 0], [0, 0, 0]].
    """
    raise NotImplementedError


# %% A thousand digits picture=true
import matplotlib.pyplot as plt

X, V = standardize(train_images, validation_images)
rng = np.random.default_rng(1)
params, losses = train(init_params([64, 64, 10], rng), X, train_labels, 0.1, 32, 10, rng)
table = confusion(params, V, validation_labels, 10)

figure, ax = plt.subplots(figsize=(4.5, 4), layout="constrained")
ax.imshow(np.sqrt(table), cmap="Blues")
for i, row in enumerate(table):
    for j, count in enumerate(row):
        if count:
            ax.text(j, i, str(count), ha="center", va="center", color="w" if i == j else "k")
ax.set(xticks=range(10), yticks=range(10), xlabel="answer", ylabel="true digit")
ax.set_title(
    f"10 epochs: {100 * accuracy(params, V, validation_labels):.0f} % of the validation digits"
)
plt.show()

# %% [markdown]
# The baseline is beaten, after a second of training. Which two digits are mixed up most often?
# Would you mix them up?
#
# ## Which learning rate?
#
# In Assignment 4 the best $\eta$ of a parabola was known, and from 2/L on the walk flew off. The
# loss of a network is no parabola, but the same happens. Look at real curves before you choose.

# %% The learning rate on a real loss picture=true
import matplotlib.pyplot as plt

X, V = standardize(train_images, validation_images)
rates = [0.001, 0.01, 0.1, 1.0, 30.0]
figure, ax = plt.subplots(figsize=(8, 3.5), layout="constrained")
for rate in rates:
    rng = np.random.default_rng(2)
    start = init_params([64, 32, 10], rng)
    _, losses = train(start, X, train_labels, rate, 32, 8, rng)
    ax.semilogy(losses, label=f"learning rate {rate:g}")
ax.axhline(np.log(10), color="lightgrey", linewidth=1)
ax.set_xlabel("epoch")
ax.set_ylabel("training loss")
ax.set_title("Too small is slow. Too large is worse than not to train at all.")
ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
plt.show()

# %% [markdown]
# The grey line is $\log 10$, where everything begins. Rates differ by *factors*: after 0.1, one
# tries 0.3 or 0.03, not 0.2. And the choice is made by the **validation** loss: by the best one on
# the way, since one may stop there.


# %% ★ Which learning rate exercise="choose_rate" minutes=10 difficulty=2 bonus=true
def choose_rate(rates: list[float], run: Callable) -> float:
    """The learning rate whose validation loss gets smallest.

    rates  R positive numbers to try, in any order; R >= 1
    run    run(rate) trains with a rate and gives the validation losses by epoch: an array of
           numbers, of which some may be NaN or infinite, where training has diverged

    Returns the rate whose smallest finite loss is the smallest of all; if several are equal, the
    smaller rate. Calls run once for each rate. If no rate has a finite loss: raises a ValueError.
    By hand: if run(0.1) gives [2, 1, 3] and run(1) gives [2, NaN, NaN], the answer is 0.1.
    """
    raise NotImplementedError


# %% Width 4, 64 and 256 on 100 digits picture=true
import matplotlib.pyplot as plt

X, V = standardize(train_images[:100], validation_images)
figure, axes = plt.subplots(1, 3, figsize=(10, 3), sharey=True, layout="constrained")
for ax, width in zip(axes, (4, 64, 256), strict=True):
    rng = np.random.default_rng(2)
    params = init_params([64, width, 10], rng)
    losses = [cross_entropy(forward(params, X)[-1], train_labels[:100])]
    others = [cross_entropy(forward(params, V)[-1], validation_labels)]
    for _ in range(60):  # one epoch at a time, to look at the validation loss in between
        params, (_, loss) = train(params, X, train_labels[:100], 0.1, 10, 1, rng)
        losses.append(loss)
        others.append(cross_entropy(forward(params, V)[-1], validation_labels))
    ax.semilogy(losses, label="training")
    ax.semilogy(others, label="validation")
    ax.set_title(f"width {width}: {100 * accuracy(params, V, validation_labels):.0f} % right")
    ax.set_xlabel("epoch")
axes[0].legend()
plt.show()

# %% [markdown]
# Four neurons are too few: the training loss falls slowly, and the validation loss stays near 1.
# With 64 the network has far more parameters than digits, learns all of them by heart, and still
# reads new ones better. That is Assignment 6 with a twist: capacity alone does not decide, how one
# trains does, too. With 256 the validation loss is smallest somewhere between the epochs 20 and 30.
# After that the training loss goes on falling, and the validation loss rises, so little that it is
# hard to see. Where would you have stopped?
#
# ## The figure of every training
#
# Draw what everybody looks at: training and validation loss against the epoch, and a **mark** at
# the epoch with the smallest validation loss, which is either a point there or a vertical line.
# (Stopping at it is the early stopping of Assignment 6.)
#
# `ax` is a Matplotlib *Axes*: write `ax.plot(...)`, not `plt.plot(...)`. What to watch: entry 0 of
# the losses is the one *before* training, so the axis begins with epoch 0.


# %% The figure of every training exercise="plot_training" minutes=10 difficulty=1
def plot_training(
    ax, train_losses: list[float] | np.ndarray, validation_losses: list[float] | np.ndarray
) -> None:
    """Draw training and validation loss against the epoch.

    ax                 the Matplotlib Axes to draw on
    train_losses       E+1 numbers: before training, and after each epoch
    validation_losses  E+1 numbers, of the same epochs

    Draws two labelled lines over the epochs 0, 1, ..., E, a mark (a point, or a vertical line; with
    a label or without) at the first epoch with the smallest validation loss, and a legend. Returns
    nothing.
    """
    raise NotImplementedError


# %% Your figure, with 256 neurons and 100 digits picture=true
import matplotlib.pyplot as plt

X, V = standardize(train_images[:100], validation_images)
rng = np.random.default_rng(2)
params = init_params([64, 256, 10], rng)
losses = [cross_entropy(forward(params, X)[-1], train_labels[:100])]
others = [cross_entropy(forward(params, V)[-1], validation_labels)]
for _ in range(60):
    params, (_, loss) = train(params, X, train_labels[:100], 0.1, 10, 1, rng)
    losses.append(loss)
    others.append(cross_entropy(forward(params, V)[-1], validation_labels))

figure, ax = plt.subplots(figsize=(8, 3.2), layout="constrained")
plot_training(ax, losses, others)
ax.set_yscale("log")
plt.show()

# %% [markdown]
# ## Three broken trainings
#
# The mistakes below raise no error: only the curves show them. In each of the runs P, Q and R, a
# network of the widths [64, 64, 10] was trained on 1000 digits with $\eta = 0.5$ and mini-batches
# of 32, and there was one mistake. Run H is sound, for comparison.
#
# | run | loss | epoch 0 | 1 | 2 | 3 | 5 | 10 | 20 |
# |---|---|---|---|---|---|---|---|---|
# | H | training | 2.41 | 0.189 | 0.091 | 0.077 | 0.031 | 0.012 | 0.005 |
# | H | validation | 2.37 | 0.188 | 0.130 | 0.121 | 0.086 | 0.069 | 0.064 |
# | P | training | 2.41 | 4.69 | 3.14 | 2.03 | 1.62 | 0.799 | 1.07 |
# | P | validation | 2.37 | 5.64 | 3.55 | 3.83 | 2.24 | 3.34 | 3.59 |
# | Q | training | 2.40 | 0.156 | 0.083 | 0.048 | 0.027 | 0.011 | 0.005 |
# | Q | validation | 2.37 | 0.113 | 0.063 | 0.042 | 0.027 | 0.011 | 0.005 |
# | R | training | 2.41 | 416 | 1194 | 1899 | 3691 | 7939 | 16690 |
# | R | validation | 2.37 | 412 | 1141 | 1855 | 3557 | 7616 | 16052 |
#
# In P and R the steps are so large that rounding decides where they lead: another computer finds
# other numbers there, of about the same size.
#
# The three mistakes, in some order: **S**, the sign of the step is wrong; **B**, the gradients of a
# mini-batch are added up, but not divided by its size; **T**, the validation digits are among the
# training digits, too.


# %% Prediction 3: name the mistakes exercise="questions" minutes=4 difficulty=2
def question_3() -> str:
    """Which mistake was made in the runs P, Q and R: S, B or T?

    Return three letters, for P, Q and R in this order, for instance: return "STB"
    """
    raise NotImplementedError


# %% [markdown]
# ## Have you understood it?
#
# Here the numbers are your own: your functions are called with values that you do not know yet, and
# the answers count.


# %% 4: the first loss, in general exercise="questions" minutes=3 difficulty=1
def question_4(n_classes: int) -> float:
    """A network gives the same score to each class, whatever it sees. How large is its
    cross-entropy?

    n_classes  the number of classes, >= 2

    Returns one number, computed from n_classes.
    """
    raise NotImplementedError


# %% 5: what the curves say exercise="questions" minutes=10 difficulty=2
def question_5(runs: list[tuple[np.ndarray, np.ndarray]]) -> str:
    """What is wrong with some trainings, by their curves? These are as clear as in the table above:
    if nothing is wrong, the validation loss ends at several times the training loss.

    runs  pairs (train_losses, validation_losses) of E+1 numbers each: before training, and after
          each of 10 epochs or more (the table shows some of the epochs, here you get all)

    Returns as many letters as there are runs, "S", "B", "T" or "H" as in the table ("H" if nothing
    is wrong), in one string, for instance "HTTB" for four runs.
    """
    raise NotImplementedError


# %% [markdown]
# ## A reader of digits
#
# Now take everything together. Your function gets labelled digits for training and for validation,
# and new ones without labels; it returns what it reads. **Any way is right** as long as it needs
# nothing but NumPy: the network of this page, another one, or no network at all.
#
# It is judged by how well it reads. After you hand in, the grader deals out digits at random, other
# ones for each student: 1000 for training, 300 for validation, 497 to read. It shuffles the places
# of the pixels, the same way in all images, and adds noise with the deviation 1 (cut off at 0 and
# 16), so that a table of known digits is of no use; and the folder `data/` is closed meanwhile.
# There are three readings with different random generators. Of the three accuracies the median, the
# middle one, counts:
#
# | accuracy on new digits | about what it takes | points |
# |---|---|---|
# | 0.87 | nearest mean image | 1 |
# | 0.91 | a linear fit | 1 |
# | 0.94 | this page's network, trained with care | 1 |
#
# Before you hand in, there is one reading, with 200 digits for training. It carries no points, so
# you see 0 / 0; and it says little about time, so measure a call with 1000 digits yourself.
#
# The three readings have 60 seconds by the clock, on a machine that may be slower than yours: so
# one should take 10 seconds at most. What to watch: what your function chooses, such as the epoch
# to stop at, it should choose by the *validation* digits. (Two networks that were started
# differently make different mistakes. What do you get if you take the mean of their probabilities?)


# %% A reader of digits exercise="digit_reader" minutes=20 difficulty=3
def digit_reader(
    X_train: np.ndarray,
    labels_train: np.ndarray,
    X_validation: np.ndarray,
    labels_validation: np.ndarray,
    X_new: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """Read digits that were never seen, after learning from others.

    X_train            U rows of N numbers each, from 0 to 16: pixels, one image a row
    labels_train       U classes, whole numbers from 0 to 9
    X_validation       V rows of N numbers each
    labels_validation  V classes, whole numbers from 0 to 9
    X_new              M rows of N numbers each, the images to read
    rng                the generator to draw from

    Returns M classes, whole numbers from 0 to 9: what the new images show.
    """
    raise NotImplementedError


# %% The report picture=true
import matplotlib.pyplot as plt

FINAL = False  # True shows the test digits. Change it when all your choices are made, not before.
kind, new_images, new_labels = "validation", validation_images, validation_labels
if FINAL:
    kind, new_images, new_labels = "test", test_images, test_labels
answers = digit_reader(
    train_images,
    train_labels,
    validation_images,
    validation_labels,
    new_images,
    np.random.default_rng(0),
)
right = answers == new_labels
figure, axes = plt.subplots(1, 10, figsize=(10, 1.8), layout="constrained")
for ax, place in zip(axes, np.flatnonzero(~right), strict=False):
    ax.imshow(new_images[place].reshape(8, 8), cmap="gray_r")
    ax.set_title(f"{new_labels[place]}, read {answers[place]}", fontsize=8)
for ax in axes:
    ax.axis("off")
figure.suptitle(f"{100 * np.mean(right):.1f} % of {len(right)} {kind} digits are right")
plt.show()

# %% [markdown]
# As the cell stands, it reads the validation digits, as often as you like. When all your choices
# are made, write `FINAL = True` in it and run it again: that is the report. The test digits took
# part in no choice, so their number is a fair promise. It is one as long as you look at it *once*:
# whoever goes on tuning until it rises has chosen by it.
#
# ## One question to answer in words
#
# How did you choose what is in your reader: the widths, the learning rate, when to stop? For two of
# these choices, say what you compared, on *which* digits, and what you saw. Then: your number on
# the validation digits and the one on the test digits differ, as a rule. Which of the two would you
# tell a customer, and why?

# %% [markdown] exercise="questions" minutes=15 manual=2
# *Your answer here.*

# %% [markdown]
# ## What you take with you
#
# - A baseline before any model; the first loss is $\log C$; overfit twenty examples; check the
#   gradient. These four take five minutes and find most mistakes.
# - The gradient of a network is the chain rule, once, from the loss backward.
# - A network has parameters, which training chooses, and hyper-parameters, which you choose, by
#   validation data.
# - Curves tell what is wrong: look at two of them, always.
# - Report on data that took part in no choice, once.
#
# Next (Lecture 5): back-propagation by its name, for networks of any shape.
