# %% [markdown]
# # 6 · Generalization: which of your models will still be right tomorrow?
#
# A model that is right about the past is easy to have: write the past down. What you want is one
# that is right about points *nobody has shown it*. This chapter is about a curious fact: the harder
# you look for the model that fits your data best, the worse your chances may get.
#
# Chapter 2 of the lecture gives this its names: *hypothesis space*, *capacity*, *overfitting*,
# *underfitting*, *generalization*. You will build each of them, small enough to look inside, and
# you will end with a rule that you can follow without looking: fit on one part of the data, choose
# on a second, report on a third.
#
# First run the next three cells and look.

# %%
import numpy as np


# %% Where the data of this notebook come from
def noisy_wave(count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return `count` points (x, y) of a sine wave, -1 <= x <= 1, with noise of size 0.2 in y."""
    # One x at random in each of `count` equal stretches, in random order.
    x = 2 * (rng.permutation(count) + rng.uniform(size=count)) / count - 1
    return x, np.sin(np.pi * x) + 0.2 * rng.normal(size=count)


# %% Ten points and three explanations picture=true
import matplotlib.pyplot as plt

# In every picture lines differ by their dashes, too, so that nobody needs colours to read it.
plt.rcParams["axes.prop_cycle"] = plt.cycler(
    color=["#0072b2", "#d55e00", "#007a5a", "#b0559c", "#7a5c00", "#333333"],
    linestyle=["-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (1, 2, 4, 2))],
)

x, y = noisy_wave(10, np.random.default_rng(1))
everywhere = np.linspace(-1, 1, 400)

plt.figure(figsize=(8, 3.5), layout="constrained")
plt.plot(x, y, "ko", markersize=8, label="ten points")
for degree in (1, 3, 9):
    curve = np.polyval(np.polyfit(x, y, degree), everywhere)
    plt.plot(everywhere, curve, label=f"degree {degree}")
plt.ylim(-2.2, 2.2)
plt.title("Three explanations of ten points. Which one do you trust for the eleventh?")
plt.legend()
plt.show()

# %% [markdown]
# One curve misses nearly all points; one comes close to all; one hits every single point, and
# between the points does things that nobody would trust. (Change the 1 in `default_rng(1)` a few
# times: which of the three curves hardly changes, and which is never the same twice?)
#
# **How to work.** Each exercise below is one short function: replace `raise NotImplementedError`
# by your code, then run `make grade A=06_generalization`, or the check cell under it in the
# notebook. Pictures after an exercise use *your* functions, and later exercises may do so too; so
# when something looks odd, mend the earliest exercise first.
#
# **How long.** About 160 minutes. Do not try to do it in one go: half-way there is a place to stop.
# The line above each exercise, in the notebook its heading, says for how many minutes it is meant,
# and how difficult it is: ●○○ (1) easy, ●●○ (2) medium, ●●● (3) hard. A ★ is a *bonus*: its points
# come on top, and nobody needs them for full marks.
#
# **Predictions.** Each earns half a point for being made before you go on, *right or wrong*: it is
# shown as "answered". Under "Have you understood it?" you are asked again, with numbers of your
# own, and there the answer counts.
#
# **What comes in.** Numbers come as lists or as arrays, whole or not. `np.asarray(x, dtype=float)`
# makes arrays of floats out of all of these. Nothing that came in may be changed.

# %% [markdown]
# ## Choosing where to search
#
# Before learning starts, somebody has decided in which **family of functions** to search: the
# **hypothesis space** (Fig. 2.1). (For a network, says the lecture, "there is no explicit
# assumption on the function families". The *architecture* is the assumption: the widths, the
# activation, how the layers are joined. The hypothesis space of a network is $\mathcal{H} =
# \{\mathbf{f}(\cdot\,; \Theta) : \text{all } \Theta\}$, and it is as definite as that of the
# lines.) The lecture sets two of them side by side:
#
# $$y = w\,x + b \qquad \text{Model 1} \qquad (2.1)$$
#
# $$y = w_1 x^2 + w_2 x + b \qquad \text{Model 2} \qquad (2.2)$$
#
# Every choice of the parameters is one function; all choices together are the family. Set $w_1 = 0$
# in Model 2 and you have Model 1: the larger family *contains* the smaller.
#
# **Mind the names.** With $w_1 = 0$, which letter of Model 2 has taken the place of Model 1's $w$?
# It is $w_2$: the numbering of Eq. 2.2 runs from the highest power down. From here on every
# coefficient gets the number of *its power*, and the list starts at the lowest:
#
# $$y = c_0 + c_1 x + c_2 x^2 + \dots + c_d x^d, \qquad
#   \text{Model 2: } c_0 = b,\; c_1 = w_2,\; c_2 = w_1 .$$
#
# Then a list of $d+1$ numbers is a polynomial of degree $d$, and a family contains all families
# before it: append zeros. (A line with a $b$ is, strictly, not linear but *affine*; the lecture,
# like everybody, says linear.)
#
# A polynomial bends in $x$, but it is *linear in its coefficients*: a weighted sum of the columns
# $1, x, x^2, \dots$ So write these columns down, once for all points:
#
# $$A = \begin{bmatrix} 1 & x_1 & x_1^2 & \cdots & x_1^d \\ \vdots & & & & \vdots \\
#   1 & x_U & x_U^2 & \cdots & x_U^d \end{bmatrix}$$
#
# What to watch: a row for each point, a column for each power; degree $d$ makes $d+1$ columns.


# %% The columns of a polynomial exercise="polynomial_features" minutes=6 difficulty=1
def polynomial_features(x: list[float] | np.ndarray, degree: int) -> np.ndarray:
    """Powers of x, the columns that Eqs. 2.1 and 2.2 add up.

    x       U numbers: a list or array
    degree  the highest power, >= 0

    Returns a table of shape (U, degree+1): row u, column k is x[u] to the power k.
    By hand: x = [3, -2] and degree 2 give [[1, 3, 9], [1, -2, 4]].
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    return np.stack([x**k for k in range(degree + 1)], axis=1)
    ### END SOLUTION


# %% [markdown]
# ## The best function in the family
#
# Which member of the family shall it be? The one with the smallest sum of squared residuals on the
# data, **least squares**:
#
# $$c^\star = \arg\min_{c}\; \sum_{u=1}^{U} \bigl(y_u - c_0 - c_1 x_u - \dots - c_d x_u^d\bigr)^2
#   = \arg\min_{c}\; \|y - A c\|^2 .$$
#
# Because the model is linear in $c$, this has a **closed form**: no learning rate, no epochs. Set
# the gradient with respect to $c$ to zero and you get $d+1$ linear equations, $A^T A\,c = A^T y$.
# Enjoy it while it lasts: a network is not linear in its parameters, and this is the reason why
# you spent the last two assignments on gradient descent.
#
# You may solve the equations with `np.linalg.solve`, or hand $A$ and $y$ to `np.linalg.lstsq` (read
# in `help(np.linalg.lstsq)` what it returns: more than the coefficients), or use `np.polyfit`
# (which lists coefficients in which order?).
#
# What to watch: the order of the coefficients; and that *all* points have a say.


# %% The least-squares fit exercise="fit_polynomial" minutes=12 difficulty=2
def fit_polynomial(
    x: list[float] | np.ndarray, y: list[float] | np.ndarray, degree: int
) -> np.ndarray:
    """Least-squares coefficients of a polynomial, the best member of its family.

    x, y    U numbers each, with more than `degree` different x
    degree  0 for a constant, 1 for Eq. 2.1, 2 for Eq. 2.2, ...

    Returns degree+1 coefficients, lowest power first.
    By hand: through the points (0, 1), (1, 3) and (2, 5) runs the line 1 + 2x, so degree 1 gives
    [1, 2], and degree 2 gives [1, 2, 0].
    """
    ### BEGIN SOLUTION
    A = polynomial_features(x, degree)
    coefficients, *_ = np.linalg.lstsq(A, np.asarray(y, dtype=float), rcond=None)
    return coefficients
    ### END SOLUTION


# %% [markdown]
# Now the way back: from coefficients to the model's answers, at any $x$, also at those that it was
# never fitted to. $A c$ does it, and so does Horner's rule,
# $c_0 + x\,(c_1 + x\,(c_2 + \dots))$. What to watch: one answer for *each* $x$, also when the
# polynomial is a constant.


# %% The model's answers exercise="predict_polynomial" minutes=8 difficulty=1
def predict_polynomial(
    coefficients: list[float] | np.ndarray, x: list[float] | np.ndarray
) -> np.ndarray:
    """Values of a polynomial, Eq. 2.1 for two coefficients, Eq. 2.2 for three.

    coefficients  d+1 numbers, lowest power first; d >= 0
    x             U numbers

    Returns U numbers.
    By hand: [1, 2, 3] at x = [2, -1] gives 1 + 4 + 12 = 17 and 1 - 2 + 3 = 2.
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    value = np.zeros_like(x)
    for coefficient in reversed(coefficients):
        value = value * x + coefficient
    return value
    ### END SOLUTION


# %% Figure 2.1, looked into picture=true
import matplotlib.pyplot as plt

rng = np.random.default_rng(2)
x, y = noisy_wave(10, np.random.default_rng(1))
everywhere = np.linspace(-1, 1, 200)

figure, axes = plt.subplots(1, 3, figsize=(12, 3.5), sharey=True, layout="constrained")
for ax, degree in zip(axes, (1, 2, 3), strict=True):
    for _ in range(40):
        member = rng.normal(size=degree + 1) * 3
        ax.plot(everywhere, predict_polynomial(member, everywhere), "0.8", linewidth=0.7)
    best = fit_polynomial(x, y, degree)
    ax.plot(everywhere, predict_polynomial(best, everywhere), "r", linewidth=3)
    ax.plot(x, y, "ko")
    ax.set_ylim(-3, 3)
    ax.set_title(f"degree {degree}")
plt.show()

# %% [markdown]
# Grey: some of the functions that *could have been* the answer. Red: the one that is. Whatever can
# be drawn on the left can be drawn on the right as well, since each family contains the one before.
# (Families may also overlap without one containing the other: the sinusoids $a \sin(\omega x +
# \varphi)$ of Fig. 2.1 share the constants with the polynomials, and nothing else.)
#
# ## How large is a family?
#
# The lecture says that going from Model 1 to Model 2 "results in an increase in the number of
# parameters", and that this increase changes the **capacity** of the model: more functions to pick
# from. A prediction, before you start to count:


# %% Prediction 1: a third model exercise="questions" minutes=2 difficulty=1
def question_1() -> str:
    """Model 3 is y = w1 * w2 * x + b. It has three parameters: w1, w2 and b. All of them may be any
    real number. Compare the family of functions that it can pick from with the other two.

    "A": it is the family of Model 1, no more and no less
    "B": it is the family of Model 2, no more and no less
    "C": it is larger than the family of Model 1 and smaller than that of Model 2
    "D": it holds functions that are in neither of the two

    Return one of the four letters, for instance: return "D"
    """
    ### BEGIN SOLUTION
    return "A"
    ### END SOLUTION


# %% [markdown]
# Now count. In a fully connected network (Eq. 1.13) each layer computes $\varphi(W x + b)$. A layer
# that takes $n$ numbers in and gives $m$ numbers out has an $m \times n$ matrix $W$ and a vector
# $b$ of $m$ biases, one for each neuron *of this layer*. `widths` lists how many numbers there are
# before, between and after the layers: the inputs, each hidden layer, the outputs. So two widths
# are one layer, and Model 1 is the network `[1, 1]`.
#
# What to watch: the inputs are given, not computed. Do they have biases?


# %% Counting parameters exercise="n_parameters" minutes=8 difficulty=1
def n_parameters(widths: list[int]) -> int:
    """Number of weights and biases of a fully connected network.

    widths  [inputs, hidden ..., outputs], two whole numbers or more

    Returns a whole number.
    By hand: [2, 3, 1] has 2*3 + 3 = 9 in its first layer, 3*1 + 1 = 4 in its second: 13.
    """
    ### BEGIN SOLUTION
    total = 0
    for layer in range(1, len(widths)):
        weights = widths[layer - 1] * widths[layer]
        total += weights + widths[layer]
    return total
    ### END SOLUTION


# %% How fast do networks grow? picture=true
import matplotlib.pyplot as plt

hidden = np.arange(1, 101)

plt.figure(figsize=(8, 3.5), layout="constrained")
plt.semilogy(hidden, [n_parameters([1, h, 1]) for h in hidden], label="[1, h, 1]")
plt.semilogy(hidden, [n_parameters([1, h, h, 1]) for h in hidden], label="[1, h, h, 1]")
plt.semilogy(hidden, [n_parameters([784, h, 10]) for h in hidden], label="[784, h, 10]")
plt.xlabel("h, the number of neurons in a hidden layer")
plt.title("Number of parameters")
plt.legend()
plt.show()

# %% [markdown]
# **Find the slip.** "Varying the number of neurons in the *input layer* enables the network to
# approximate [an] increasing number of functions." Can you vary that number? It is fixed by the
# data: an $x \in \mathbb{R}$ has one input. What varies is $h$, the number of neurons in the
# **hidden** layer. And mind what the universal approximation theorem promises: for a large enough
# $h$ there *is* a good network. It does not say that training finds it, nor that ten data points
# are enough to know it when you see it. And it does not hold for every activation: it must not be a
# polynomial. Without any activation 200 hidden neurons still draw a straight line, and with the
# square a parabola: both leave $\sin \pi x$ a mean squared error of 0.2, where 8 neurons with tanh
# leave less than a millionth.
#
# **And another.** If you answered the first prediction by counting, you have found that "more
# parameters" is not the same as "more functions". $w_1 w_2$ can be any number, but so can $w$: with
# one parameter more, Model 3 draws the same lines as Model 1. What counts is the size of the
# *family*. The number of parameters tells it only where one family contains the other and the new
# parameter draws something new, as the $x^2$ of Model 2 does.

# %% [markdown]
# ## Three sets for three jobs
#
# How would you know that a model is right about points it has not seen? Keep some points from it.
#
# - On the **training set** the parameters are fitted.
# - On the **validation set** everything else is chosen: the degree, the learning rate, the moment
#   to stop.
# - On the **test set** nothing is chosen. It is used once, at the end, to report.
#
# So the lecture has it, too: validation data help to "fine-tune the training hyper-parameters", the
# test set is used only "when the algorithm training and validation is done". What it does not say
# is why two sets would not do. As soon as you *choose* by the validation loss, it is no fair
# measure any more: among many models, the winner is partly the best and partly the luckiest, and
# its validation loss is too good on average, or *optimistically biased*. A picture below will show
# how much. This is what the third set is for.
#
# (A **hyper-parameter** is a number that is chosen before training, such as the degree, the
# learning rate or the batch size. Training finds the parameters, and somebody has to find these.)
#
# So split $n$ points, that is, their indices $0, \dots, n-1$, at random. With the fractions
# $(f_{\text{train}}, f_{\text{val}}, f_{\text{test}})$ validation gets `round(f_val * n)` of
# them, test gets `round(f_test * n)`, and training gets all the rest. (Python's `round` takes 2.5
# to 2 and 3.5 to 4: halves go to the even neighbour.)
#
# What to watch: shuffle once and cut, and each index ends up in exactly one part. All randomness
# comes from `rng`: `rng.permutation(n)` is one way. A fraction may be 0, and its part empty.


# %% A random split exercise="split" minutes=12 difficulty=2
def split(
    n: int, fractions: tuple[float, float, float], rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Split the indices 0 ... n-1 at random into training, validation and test.

    n          the number of data points
    fractions  (train, validation, test), three numbers >= 0 with sum 1
    rng        the source of all randomness

    Returns three arrays of whole numbers: training, validation and test indices, each in any
    order. Validation has round(validation * n) of them, test round(test * n), training the rest.
    For instance: n = 5 and (0.6, 0.2, 0.2) may give [3, 0, 4], [2] and [1].
    """
    ### BEGIN SOLUTION
    shuffled = rng.permutation(n)
    n_validation, n_test = round(fractions[1] * n), round(fractions[2] * n)
    n_train = n - n_validation - n_test
    return (
        shuffled[:n_train],
        shuffled[n_train : n_train + n_validation],
        shuffled[n_train + n_validation :],
    )
    ### END SOLUTION


# %% [markdown]
# And a number to judge by, the **mean squared error** over $U$ points:
#
# $$\mathcal{L} = \frac{1}{U} \sum_{u=1}^{U} (y_u - \hat y_u)^2$$
#
# with $\hat y_u$ the model's prediction. A *mean*, so that sets of different sizes can be compared;
# and no ½ this time (assignment 5 had one, to make the gradient prettier). The noise of our data
# alone makes a loss of $0.2^2 = 0.04$: *on average* over new points no model can do better than
# that. On a few points any loss may come out lower, by luck.


# %% The loss exercise="mean_squared_error" minutes=5 difficulty=1
def mean_squared_error(y: list[float] | np.ndarray, prediction: list[float] | np.ndarray) -> float:
    """Mean of the squared residuals.

    y, prediction  U numbers each; U >= 1

    Returns one number.
    By hand: y = [1, 2] and prediction = [1, 5] give (0 + 9) / 2 = 4.5.
    """
    ### BEGIN SOLUTION
    residuals = np.asarray(y, dtype=float) - np.asarray(prediction, dtype=float)
    return np.mean(residuals**2)
    ### END SOLUTION


# %% [markdown]
# ## Who chooses the degree?
#
# Each family contains the ones before, and now you have a loss. So why not fit all degrees and take
# the one with the smallest loss on the training points? Predict what comes of it:


# %% Prediction 2: choosing by training loss exercise="questions" minutes=2 difficulty=1
def question_2() -> int:
    """200 times over, ten new points are drawn from the noisy wave of the first picture, the
    degrees 0, 1, ..., 9 are fitted to these ten points, and the degree with the smallest loss on
    these same ten points is chosen. How many of the 200 times is degree 9 chosen?

    Return the number, for instance: return 20
    """
    ### BEGIN SOLUTION
    return 200
    ### END SOLUTION


# %% [markdown]
# Now do it the right way: fit every degree on the training set *alone*, measure each on the
# validation set *alone*, and choose the degree with the lowest validation loss.
#
# If two degrees are equally good, the smaller one wins: why pay for a larger family that brings
# nothing? Rounding makes the last digits of equal losses differ, so take two losses for equal that
# differ by less than a billionth of their size. What to watch: `degrees` may come in any order, and
# need not begin at 0 nor be without gaps. You have the functions for fitting, predicting and
# judging already.


# %% Choosing the degree exercise="select_degree" minutes=15 difficulty=2
def select_degree(
    train: tuple[np.ndarray, np.ndarray],
    validation: tuple[np.ndarray, np.ndarray],
    degrees: list[int],
) -> int:
    """Degree with the lowest validation loss after fitting on the training set.

    train, validation  pairs (x, y) of U numbers each; the two sets may differ in size
    degrees            the degrees to choose from, in any order; at least one

    Returns one of the degrees: the smallest one if several are equally good, up to rounding.
    By hand: train on (0, 0), (1, 1), (2, 0) and validate on (3, 1). The constant 1/3 and the line,
    which is the same constant, err by 4/9; the parabola 2x - x^2 is at -3, and errs by 16. So
    degrees [2, 0] give 0, and so do [1, 0].
    """
    ### BEGIN SOLUTION
    best_degree, best_loss = None, None
    for degree in sorted(degrees):
        coefficients = fit_polynomial(*train, degree)
        x, y = validation
        loss = mean_squared_error(y, predict_polynomial(coefficients, x))
        if best_loss is None or loss < best_loss * (1 - 1e-9):
            best_degree, best_loss = degree, loss
    return best_degree
    ### END SOLUTION


# %% Two hundred choices picture=true
import matplotlib.pyplot as plt

rng = np.random.default_rng(6)
test_x, test_y = noisy_wave(1000, rng)
by_training, by_validation, promised, kept = [], [], [], []
for _ in range(200):
    train, validation = noisy_wave(10, rng), noisy_wave(5, rng)
    by_training.append(select_degree(train, train, range(10)))
    by_validation.append(select_degree(train, validation, range(10)))
    chosen = fit_polynomial(*train, by_validation[-1])
    promised.append(mean_squared_error(validation[1], predict_polynomial(chosen, validation[0])))
    kept.append(mean_squared_error(test_y, predict_polynomial(chosen, test_x)))

figure, (left, right) = plt.subplots(1, 2, figsize=(12, 3.5), layout="constrained")
left.hist([by_training, by_validation], bins=np.arange(11) - 0.5, label=["training", "validation"])
left.set_title("The degree chosen, in 200 runs, by the loss on ...")
left.set_xticks(range(10))
left.legend()
right.loglog(promised, kept, ".")
right.loglog([1e-3, 1], [1e-3, 1], "k:")
right.axis([1e-3, 1, 1e-2, 1e2])
right.set_xlabel("validation loss of the chosen degree")
right.set_ylabel("its test loss")
right.set_title(f"Medians: promised {np.median(promised):.3f}, kept {np.median(kept):.3f}")
plt.show()

# %% [markdown]
# *Left:* the training loss chooses degree 9 every time, not most of the time. It must: the
# family of degree 9 contains all the others, so its best member on the *training points* is at
# least as good as theirs; and with ten coefficients it goes through ten points. The training loss
# can say nothing against a larger family, ever. The validation loss can, and chooses 3 most often.
#
# *Right:* every dot is one of the 200 choices; above the dotted line the model is worse than the
# validation loss promised. Most dots are above it. That is the luck of the winner, and the reason
# why the number to report comes from the test set.

# %% [markdown]
# ## Have you understood it?
#
# A prediction about one experiment may be luck. The next question comes with *numbers of your own*:
# your function gets them as arguments, as in an exercise. When you hand in, it is asked with
# numbers that no other student has, and then its answer is judged.


# %% Understood: what the training loss chooses exercise="questions" minutes=3 difficulty=1
def question_5(degrees: list[int]) -> int:
    """Polynomials of these degrees are fitted to noisy points, many more than any of the degrees.
    Which degree has the smallest loss on these same points?

    degrees  all different, to choose from, in any order; at least one

    Returns one of the degrees.
    By hand: of the degrees [1, 0] it is 1, since every constant is a line as well.
    """
    ### BEGIN SOLUTION
    return max(degrees)
    ### END SOLUTION


# %% [markdown]
# ## Too little, too much
#
# The lecture: an algorithm overfits "when its training loss rapidly shrinks while its validation
# loss increases", and underfits when "the model capacity is too small for the task".
#
# **Find the slips.** Does it matter how *fast* the training loss shrinks? Does underfitting always
# come from a small family? Better sentences:
#
# - **Overfitting**: the validation loss is much larger than the training loss, and a smaller or
#   more restrained model would have a lower validation loss. It is the *gap* that tells.
# - **Underfitting**: the training loss itself stays high, clearly above the noise. The family may
#   be too small; but the training may also have stopped too early, with a poor learning rate, or
#   with too strong a restraint (you will build one at the end).
# - **Generalization** is what lies between: low on data that nobody has fitted or chosen by.
#
# ## More data
#
# Can you tell which of the two you suffer from without trying other models? Feed the same model
# more and more data, and look at both losses. Again, first predict:


# %% Prediction 3: more and more data exercise="questions" minutes=2 difficulty=1
def question_3() -> str:
    """A polynomial of degree 3 is fitted to the first 5, 10, 20, 40, ... points of a training set
    from the noisy wave. For each of these fits the training loss (on the points used for it) and
    the validation loss (on 1000 other points) are measured. What do they do, by and large, as the
    number of training points grows?

    "A": both fall
    "B": both rise
    "C": the training loss falls, the validation loss rises
    "D": the training loss rises, the validation loss falls

    Return one of the four letters, for instance: return "A"
    """
    ### BEGIN SOLUTION
    return "D"
    ### END SOLUTION


# %% [markdown]
# This makes the **learning curve**: the two losses as functions of the number of training points.
# To be comparable, a larger training set must contain the smaller ones: take the *first*
# `sizes[i]` points each time.
#
# What to watch: which points does each of the two losses belong to? The training loss, to those
# that this fit has seen, and no others; the validation loss, always to all validation points.


# %% The learning curve exercise="learning_curve" minutes=15 difficulty=3
def learning_curve(
    train: tuple[np.ndarray, np.ndarray],
    validation: tuple[np.ndarray, np.ndarray],
    degree: int,
    sizes: list[int],
) -> tuple[np.ndarray, np.ndarray]:
    """Training and validation loss as the training set grows.

    train, validation  pairs (x, y) of U numbers each; the two sets may differ in size
    degree             of the polynomial
    sizes              S numbers of training points, each larger than `degree`, in any order

    Returns two arrays of S numbers: entry i of the first is the mean squared error on the first
    sizes[i] training points of the polynomial fitted to these; entry i of the second is that
    polynomial's mean squared error on all validation points.
    By hand: degree 0 fits the mean. With training y = [1, 3, 8] and validation y = [2, 5] the sizes
    [2, 3] make the means 2 and 4; so the answer is [1, 26/3] and [4.5, 2.5].
    """
    ### BEGIN SOLUTION
    x, y = train
    validation_x, validation_y = validation
    train_losses, validation_losses = [], []
    for size in sizes:
        c = fit_polynomial(x[:size], y[:size], degree)
        train_losses.append(mean_squared_error(y[:size], predict_polynomial(c, x[:size])))
        answers = predict_polynomial(c, validation_x)
        validation_losses.append(mean_squared_error(validation_y, answers))
    return np.array(train_losses), np.array(validation_losses)
    ### END SOLUTION


# %% Three learning curves picture=true
import matplotlib.pyplot as plt

rng = np.random.default_rng(3)
x, y = noisy_wave(1600, rng)
for_training, for_validation, _ = split(1600, (0.2, 0.7, 0.1), rng)
train, validation = (x[for_training], y[for_training]), (x[for_validation], y[for_validation])
sizes = [15, 20, 40, 80, 160, 320]

figure, axes = plt.subplots(1, 3, figsize=(12, 3.5), sharey=True, layout="constrained")
for ax, degree in zip(axes, (1, 3, 9), strict=True):
    for losses, label in zip(
        learning_curve(train, validation, degree, sizes), ("training", "validation"), strict=True
    ):
        ax.loglog(sizes, losses, marker="o", label=label)
    ax.axhline(0.04, color="grey", linestyle=":")
    ax.set_xticks(sizes, sizes)
    ax.minorticks_off()
    ax.set_xlabel("number of training points")
    ax.set_title(f"degree {degree}")
axes[0].set_ylabel("loss (dotted: the noise alone)")
axes[0].legend()
plt.show()

# %% [markdown]
# The training loss starts low, twice even *below* the noise: few points are easily pleased, noise
# and all. With more points that becomes impossible, so it rises, while the validation loss comes
# down to meet it. Where do they meet?
#
# - Degree 1: soon, and far above the noise. More data is wasted on it: **underfitting**.
# - Degree 9: late, with a wide gap on the left: **overfitting**, and here more data is the cure.
#   What was hopeless with 15 points is as good as degree 3 with 320.
#
# So *too large a capacity* is never a property of the model alone; it is too large *for this much
# data*.
#
# ## Stopping in time
#
# Overfitting also has a clock. Train a large model by gradient descent, and look at the validation
# loss after each epoch: at first the model learns the wave, later the noise. The weights of the
# best epoch are the ones to keep. But you cannot know that an epoch was the best before you have
# seen some later ones, and you do not want to train for ever. So have **patience**: stop as soon
# as `patience` epochs *in a row* have passed without a new lowest loss; then go back to the best
# epoch so far.
#
# An epoch which only *equals* the lowest loss so far is not a new one. If the losses end before the
# patience does, that is the end. Count epochs from 0.
#
# What to watch: losses wobble. A rise is no reason to stop, and neither is a fall a success, if it
# does not lead below the lowest loss so far.


# %% Early stopping exercise="early_stopping" minutes=15 difficulty=3
def early_stopping(validation_losses: list[float] | np.ndarray, patience: int) -> int:
    """Epoch to go back to when training stops early.

    validation_losses  the loss after each epoch, at least one
    patience           >= 1: training stops after so many epochs in a row without a new lowest loss

    Returns the index of the lowest loss seen until training stops, counted from 0.
    By hand: the losses [5, 3, 4, 3.5, 1] with patience 2 stop training after the 3.5, two epochs
    since the 3: the answer is 1, and nobody ever sees the last loss. With patience 3 it is 4.
    """
    ### BEGIN SOLUTION
    best, waited = 0, 0
    for epoch in range(1, len(validation_losses)):
        if validation_losses[epoch] < validation_losses[best]:
            best, waited = epoch, 0
        else:
            waited += 1
        if waited == patience:
            break
    return best
    ### END SOLUTION


# %% A model that learns for too long picture=true
import matplotlib.pyplot as plt

rng = np.random.default_rng(5)
(x, y), (new_x, new_y) = noisy_wave(10, rng), noisy_wave(200, rng)
A = np.asarray(polynomial_features(x, 9))
lr = 1 / np.linalg.norm(A.T @ A / 10, 2)

coefficients, losses, new_losses = np.zeros(10), [], []
for step in range(30_000):
    if step % 100 == 0:
        losses.append(mean_squared_error(y, A @ coefficients))
        new_losses.append(mean_squared_error(new_y, predict_polynomial(coefficients, new_x)))
    coefficients = coefficients - lr * A.T @ (A @ coefficients - y) / 10

plt.figure(figsize=(8, 3.5), layout="constrained")
plt.plot(losses, label="training")
plt.plot(new_losses, label="validation")
best = early_stopping(new_losses, 10)
plt.axvline(best, color="grey", linestyle=":", label=f"patience 10 leads back to {best}")
plt.ylim(0, 0.4)
plt.xlabel("epoch (of 100 steps of gradient descent)")
plt.title("Degree 9, ten points: the model does not change, its training time does")
plt.legend()
plt.show()

# %% [markdown]
# The family is the same all the time, and so is the number of parameters. Nevertheless few steps
# can only reach few of its members: stopping early is a way to restrain a model.
#
# ## A good place to stop
#
# You have done most of it. **Stop here, and go on tomorrow**: what comes next, reading curves and
# the ★, goes better with a fresh head. Save, and look once more at the verdicts so far.

# %% [markdown]
# ## Reading curves
#
# You have now seen underfitting and overfitting in degree, in the amount of data and in time. Here
# are three training runs of three other models, on data whose noise alone makes a loss of 0.04:
#
# | model | loss | epoch 1 | epoch 10 | epoch 100 | epoch 1000 |
# |---|---|---|---|---|---|
# | P | training | 0.55 | 0.48 | 0.46 | 0.46 |
# | P | validation | 0.57 | 0.50 | 0.49 | 0.49 |
# | Q | training | 0.54 | 0.30 | 0.08 | 0.004 |
# | Q | validation | 0.56 | 0.35 | 0.31 | 1.10 |
# | R | training | 0.55 | 0.042 | 0.040 | 0.040 |
# | R | validation | 0.57 | 0.049 | 0.047 | 0.047 |


# %% Prediction 4: name what you see exercise="questions" minutes=2 difficulty=1
def question_4() -> str:
    """What can be said of the models P, Q and R after epoch 1000?

    U for a model that underfits, O for one that overfits, G for one that generalizes well.

    Return three letters, for P, Q and R in this order, for instance: return "GGG"
    """
    ### BEGIN SOLUTION
    return "UOG"
    ### END SOLUTION


# %% [markdown]
# ## ★ Holding the coefficients back
#
# Print the coefficients of the fit of degree 9 to the ten points of the first picture: the largest
# is about 335, and yet the curve stays between -2.3 and 2 from the first point to the last, so they
# nearly cancel. Wild curves need large coefficients, so charge for these:
#
# $$\min_{c}\;\; \frac{1}{U} \sum_{u=1}^{U} \bigl(y_u - \hat y_u\bigr)^2
#   \;+\; \lambda \sum_{k=1}^{d} c_k^2 , \qquad \lambda \ge 0 .$$
#
# This is **ridge regression**, or *weight decay*: one of the regularization techniques that the
# lecture mentions. The family stays as large as it is, but its wild members have become expensive.
#
# Look where the second sum begins. The bias $c_0$ is *free*: it only moves the curve up and down,
# and a model should not fit worse because somebody measured $y$ from another zero.
#
# Again there is a closed form. The expression is quadratic in $c$: take the gradient, set it to
# zero, and you get linear equations, those of the fit above with something added to $A^T\! A$.
# (Or: what is the best $c_0$ for given $c_1, \dots, c_d$? Put it in, and $c_0$ is gone.)
#
# What to watch: the first sum is divided by $U$ and the second is not; which factor does that leave
# in your equations? And a test that costs nothing: add 100 to every $y$. What should happen to
# each coefficient?


# %% ★ Ridge regression exercise="fit_ridge" minutes=25 difficulty=3 bonus=true
def fit_ridge(
    x: list[float] | np.ndarray, y: list[float] | np.ndarray, degree: int, lam: float
) -> np.ndarray:
    """Polynomial fit that pays for large coefficients: Eqs. 2.1, 2.2, ... held back.

    x, y    U numbers each, with more than `degree` different x
    degree  of the polynomial, >= 0
    lam     the price, >= 0; 0 gives the plain least-squares fit

    Returns the degree+1 coefficients, lowest power first, that minimise
    mean of squared residuals + lam * (sum of squares of all coefficients but the first).
    By hand: x = [-1, 1], y = [0, 2], degree 1: the mean of squared residuals of b + w x is
    (b - 1)^2 + (w - 1)^2. With lam = 1 the sum is smallest at [1, 0.5].
    """
    ### BEGIN SOLUTION
    y = np.asarray(y, dtype=float)
    powers = np.asarray(polynomial_features(x, degree))[:, 1:]
    # For given c_1 ... c_d the best bias makes the mean residual zero: so subtract the means.
    centre, level = np.mean(powers, axis=0), np.mean(y)
    A, r = powers - centre, y - level
    c = np.linalg.solve(A.T @ A / len(y) + lam * np.eye(degree), A.T @ r / len(y))
    return np.concatenate([[level - centre @ c], c])
    ### END SOLUTION


# %% The price of being wild picture=true
import matplotlib.pyplot as plt

x, y = noisy_wave(10, np.random.default_rng(1))
new_x, new_y = noisy_wave(1000, np.random.default_rng(2))
everywhere = np.linspace(-1, 1, 400)
prices = 10.0 ** np.arange(-9, 2)

figure, (left, right) = plt.subplots(1, 2, figsize=(12, 3.5), layout="constrained")
left.plot(x, y, "ko")
for price in (1e-9, 1e-4, 1.0):
    curve = predict_polynomial(fit_ridge(x, y, 9, price), everywhere)
    left.plot(everywhere, curve, label=f"price {price:g}")
left.set_ylim(-2.2, 2.2)
left.set_title("Degree 9 at three prices")
left.legend()
fits = [fit_ridge(x, y, 9, price) for price in prices]
for (px, py), label in (((x, y), "training"), ((new_x, new_y), "validation")):
    losses = [mean_squared_error(py, predict_polynomial(fit, px)) for fit in fits]
    right.loglog(prices, losses, marker="o", label=label)
right.set_xlabel("price, on a logarithmic axis")
right.set_title("Which side underfits, and which overfits?")
right.legend()
plt.show()

# %% [markdown]
# ## The figure of the lecture
#
# All of this chapter is in one figure, Fig. 2.2: the training loss and the validation loss against
# capacity. Draw it: two lines over the degrees, a label for each and a legend, and a **mark** at
# the degree with the lowest validation loss, which is either a point there or a vertical line.
#
# `ax` is a Matplotlib *Axes*: write `ax.plot(...)`, not `plt.plot(...)`. What to watch: the
# horizontal axis shows *degrees*, and the degrees need not be 0, 1, 2, ...: entry 3 of the list may
# be degree 7.


# %% Figure 2.2 exercise="plot_capacity" minutes=12 difficulty=1
def plot_capacity(
    ax,
    degrees: list[int],
    train_losses: list[float] | np.ndarray,
    validation_losses: list[float] | np.ndarray,
) -> None:
    """Draw training and validation loss against the degree, as in Fig. 2.2.

    ax                 the Matplotlib Axes to draw on
    degrees            D degrees, in increasing order
    train_losses       D numbers, one for each degree
    validation_losses  D numbers, one for each degree

    Draws two labelled lines, a mark (a point, or a vertical line) at the degree with the lowest
    validation loss, and a legend. Returns nothing.
    """
    ### BEGIN SOLUTION
    best = degrees[int(np.argmin(validation_losses))]
    ax.plot(degrees, train_losses, label="training")
    ax.plot(degrees, validation_losses, label="validation")
    ax.axvline(best, color="grey", linestyle=":", label=f"best: degree {best}")
    ax.set_xlabel("degree")
    ax.set_ylabel("loss")
    ax.legend()
    ### END SOLUTION


# %% Your figure, for little and for more data picture=true
import matplotlib.pyplot as plt

rng = np.random.default_rng(8)
validation = noisy_wave(200, rng)

figure, axes = plt.subplots(1, 3, figsize=(12, 3.5), sharey=True, layout="constrained")
for ax, count in zip(axes, (12, 30, 300), strict=True):
    train = noisy_wave(count, rng)
    degrees = list(range(10))
    losses = [learning_curve(train, validation, degree, [count]) for degree in degrees]
    plot_capacity(ax, degrees, [a[0] for a, _ in losses], [b[0] for _, b in losses])
    ax.set_yscale("log")
    ax.set_ylim(1e-3, 1e2)
    ax.set_title(f"{count} training points")
plt.show()

# %% [markdown]
# On the left of each picture both losses are high: underfitting. On the right, with few points, the
# two part company: overfitting. The training loss falls in all three, all the way. With 300 points
# the right end is nearly flat: there is enough data to keep even degree 9 honest.
#
# ## One question to answer in words
#
# The lecture names three remedies for overfitting: a **larger training set**, **regularization**,
# and a **smaller capacity**. For each of the three, describe in a sentence or two a situation in
# which you would choose this one rather than the other two, and say what you would measure (with
# which of your functions, say) to see whether it helps. Then: why is none of them a remedy when the
# losses look like those of model P above?

# %% [markdown] exercise="questions" minutes=20 manual=2
# ### BEGIN SOLUTION
# *More data* fits when new points are cheap, or can be made from old ones, and the learning curve
# still shows a gap: the validation loss is falling and the training loss, below it, is rising.
# Where the two have met, more of the same data changes nothing. *Regularization* (ridge, or
# stopping early) fits when no more data is to be had and one wants to keep a rich family, because
# the target might need it, or because nobody knows which of its parameters are superfluous; its
# strength is chosen by the validation loss. *A smaller capacity* fits when there are grounds to
# believe that the target is simple (the validation loss has its minimum at a small degree), or when
# the model must be small, fast or easy to read. `select_degree` finds it. (1 point for three
# situations that really set the three remedies apart.)
#
# To see whether a remedy helps, compare the validation loss with and without it, and look at its
# gap to the training loss; the final claim comes from test data that took part in no choice. Model
# P underfits: its training loss is itself far above the noise, and there is hardly a gap. All three
# remedies close gaps by holding a model back, or by averaging its noise out, and neither makes it
# fit better. P needs a larger family, less restraint, or better training. (1 point for naming what
# to measure, with a reason why P is different.)
# ### END SOLUTION

# %% [markdown]
# ## What you take with you
#
# - A larger family never fits the training data worse. That is why the training loss must not
#   choose it.
# - Capacity is the size of the family, not the number of parameters; and it is too large or too
#   small only in proportion to the data.
# - Look at two losses, always: both high is underfitting, a gap is overfitting.
# - What you have chosen by is no fair judge any more. Fit on one part, choose on a second, report
#   on a third, once.
#
# Next (Lecture 5): where the gradient of a network with all its layers comes from.
