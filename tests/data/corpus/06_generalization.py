# What beginners write for 06_generalization; tests/factories/corpus.py says how a heading is read.

# %% right
def polynomial_features(x, degree):
    x = np.array(x, dtype=float)
    A = np.ones((len(x), degree + 1))
    for k in range(1, degree + 1):
        A[:, k] = A[:, k - 1] * x
    return A

# %% wrong: features_highest_first -- np.vander as it is
def polynomial_features(x, degree):
    return np.vander(np.array(x, dtype=float), degree + 1)

# %% wrong: features_stop_early -- range(degree)
def polynomial_features(x, degree):
    x = np.array(x, dtype=float)
    cols = []
    for k in range(degree):
        cols.append(x ** k)
    return np.array(cols).T

# %% wrong: last_column_left_at_zero -- degree + 1 columns, range(degree)
def polynomial_features(x, degree):
    x = np.array(x, dtype=float)
    A = np.zeros((len(x), degree + 1))
    for k in range(degree):
        A[:, k] = x ** k
    return A

# %% wrong: features_without_ones -- range(1, degree + 1)
def polynomial_features(x, degree):
    x = np.array(x, dtype=float)
    return np.array([x ** k for k in range(1, degree + 1)]).T

# %% wrong: features_transposed
def polynomial_features(x, degree):
    x = np.array(x, dtype=float)
    rows = []
    for k in range(degree + 1):
        rows.append(x ** k)
    return np.array(rows)

# %% wrong: multiples_for_powers
def polynomial_features(x, degree):
    x = np.array(x, dtype=float)
    A = np.zeros((len(x), degree + 1))
    for k in range(degree + 1):
        A[:, k] = x * k
    return A

# %% wrong: first_point_only -- return inside the loop
def polynomial_features(x, degree):
    rows = []
    for v in x:
        rows.append([float(v) ** k for k in range(degree + 1)])
        return np.array(rows)

# %% wrong: only_the_highest_power
def polynomial_features(x, degree):
    x = np.array(x, dtype=float)
    for k in range(degree + 1):
        A = x ** k
    return A

# %% wrong: features_cut_to_whole_numbers -- a table of whole numbers
def polynomial_features(x, degree):
    A = np.zeros((len(x), degree + 1), dtype=int)
    for u in range(len(x)):
        for k in range(degree + 1):
            A[u, k] = x[u] ** k
    return A

# %% crash -- a list to a power
def polynomial_features(x, degree):
    return np.array([x ** k for k in range(degree + 1)]).T

# %% crash -- ^ for a power
def polynomial_features(x, degree):
    x = np.array(x, dtype=float)
    return np.array([x ^ k for k in range(degree + 1)]).T

# %% crash -- one row too few in each column
def polynomial_features(x, degree):
    A = np.zeros((degree + 1, degree + 1))
    for k in range(degree + 1):
        A[:, k] = np.array(x, dtype=float) ** k
    return A

# %% right
def fit_polynomial(x, y, degree):
    return np.polyfit(x, y, degree)[::-1]

# %% right
def fit_polynomial(x, y, degree):
    A = polynomial_features(x, degree)
    c, residuals, rank, sv = np.linalg.lstsq(A, np.array(y, dtype=float), rcond=None)
    return c

# %% wrong: fit_highest_first -- np.polyfit as it is
def fit_polynomial(x, y, degree):
    coefficients = np.polyfit(x, y, degree)
    return coefficients

# %% wrong: all_that_lstsq_returns
def fit_polynomial(x, y, degree):
    A = polynomial_features(x, degree)
    return np.linalg.lstsq(A, np.array(y, dtype=float), rcond=None)

# %% wrong: fit_x_to_y
def fit_polynomial(x, y, degree):
    return np.flip(np.polyfit(y, x, degree))

# %% wrong: always_a_line
def fit_polynomial(x, y, degree):
    w, b = np.polyfit(x, y, 1)
    return np.array([b, w])

# %% wrong: fitted_values_for_coefficients
def fit_polynomial(x, y, degree):
    c = np.polyfit(x, y, degree)
    return np.polyval(c, x)

# %% crash -- solve wants a square matrix
def fit_polynomial(x, y, degree):
    A = polynomial_features(x, degree)
    return np.linalg.solve(A, y)

# %% crash -- inv wants a square matrix
def fit_polynomial(x, y, degree):
    A = polynomial_features(x, degree)
    return np.linalg.inv(A) @ y

# %% wrong: equations_not_solved -- the inverse is forgotten
def fit_polynomial(x, y, degree):
    A = polynomial_features(x, degree)
    return A.T @ np.array(y, dtype=float)

# %% wrong: coefficients_of_the_scaled_window
def fit_polynomial(x, y, degree):
    p = np.polynomial.Polynomial.fit(x, y, degree)
    return p.coef

# %% wrong: fit_one_degree_more
def fit_polynomial(x, y, degree):
    return np.polyfit(x, y, degree + 1)[::-1]

# %% crash -- printed, not returned
def fit_polynomial(x, y, degree):
    c = np.polyfit(x, y, degree)[::-1]
    print(c)

# %% mend: polynomial_features -- right, above features without ones
def polynomial_features(x, degree):
    x = np.array(x, dtype=float)
    return np.array([x ** k for k in range(1, degree + 1)]).T

def fit_polynomial(x, y, degree):
    A = polynomial_features(x, degree)
    return np.linalg.lstsq(A, np.array(y, dtype=float), rcond=None)[0]

# %% right
def predict_polynomial(coefficients, x):
    x = np.array(x, dtype=float)
    y = np.zeros(len(x))
    for c in reversed(list(coefficients)):
        y = y * x + c
    return y

# %% wrong: predicts_highest_first -- np.polyval as it is
def predict_polynomial(coefficients, x):
    return np.polyval(coefficients, x)

# %% wrong: terms_not_added
def predict_polynomial(coefficients, x):
    x = np.array(x, dtype=float)
    d = len(coefficients) - 1
    return polynomial_features(x, d) * np.array(coefficients)

# %% wrong: predictions_summed
def predict_polynomial(coefficients, x):
    total = 0
    for v in x:
        for k, c in enumerate(coefficients):
            total += c * v ** k
    return total

# %% wrong: predicts_for_the_first_point_only -- return inside the loop
def predict_polynomial(coefficients, x):
    out = []
    for v in x:
        s = 0
        for k, c in enumerate(coefficients):
            s += c * v ** k
        out.append(s)
        return out

# %% wrong: predicts_without_bias -- range(1, n)
def predict_polynomial(coefficients, x):
    x = np.array(x, dtype=float)
    y = np.zeros(len(x))
    for k in range(1, len(coefficients)):
        y += coefficients[k] * x ** k
    return y

# %% wrong: predicts_without_last -- range(n - 1)
def predict_polynomial(coefficients, x):
    x = np.array(x, dtype=float)
    y = np.zeros(len(x))
    for k in range(len(coefficients) - 1):
        y += coefficients[k] * x ** k
    return y

# %% wrong: only_the_last_term -- = for +=
def predict_polynomial(coefficients, x):
    x = np.array(x, dtype=float)
    for k in range(len(coefficients)):
        y = coefficients[k] * x ** k
    return y

# %% wrong: predicts_one_power_higher -- enumerate from 1
def predict_polynomial(coefficients, x):
    x = np.array(x, dtype=float)
    return sum(c * x ** k for k, c in enumerate(coefficients, start=1))

# %% crash -- one column too many
def predict_polynomial(coefficients, x):
    A = polynomial_features(x, len(coefficients))
    return A @ np.array(coefficients)

# %% wrong -- break inside the inner loop
def predict_polynomial(coefficients, x):
    out = []
    for v in x:
        s = 0
        for k in range(len(coefficients)):
            s = s + coefficients[k] * v ** k
            break
        out.append(s)
    return out

# %% right
def n_parameters(widths):
    total = 0
    for i in range(1, len(widths)):
        total += widths[i] * (widths[i - 1] + 1)
    return total

# %% wrong: biases_not_counted
def n_parameters(widths):
    total = 0
    for i in range(len(widths) - 1):
        total += widths[i] * widths[i + 1]
    return total

# %% wrong: biases_of_the_wrong_side
def n_parameters(widths):
    total = 0
    for i in range(len(widths) - 1):
        total += widths[i] * widths[i + 1] + widths[i]
    return total

# %% wrong: only_the_first_layer -- return inside the loop
def n_parameters(widths):
    total = 0
    for i in range(len(widths) - 1):
        total += widths[i] * widths[i + 1] + widths[i + 1]
        return total

# %% wrong: inputs_have_biases
def n_parameters(widths):
    total = sum(widths)
    for a, b in zip(widths[:-1], widths[1:]):
        total += a * b
    return total

# %% wrong: only_the_last_layer -- = for +=
def n_parameters(widths):
    for i in range(len(widths) - 1):
        total = widths[i] * widths[i + 1] + widths[i + 1]
    return total

# %% crash -- the index runs out of the list
def n_parameters(widths):
    total = 0
    for i in range(len(widths)):
        total += widths[i] * widths[i + 1] + widths[i + 1]
    return total

# %% wrong: one_bias_a_layer
def n_parameters(widths):
    total = 0
    for i in range(len(widths) - 1):
        total += widths[i] * widths[i + 1] + 1
    return total

# %% wrong: first_layer_not_counted -- range(1, ...)
def n_parameters(widths):
    total = 0
    for i in range(1, len(widths) - 1):
        total += widths[i] * widths[i + 1] + widths[i + 1]
    return total

# %% wrong: last_layer_not_counted -- range(len - 2)
def n_parameters(widths):
    total = 0
    for i in range(len(widths) - 2):
        total += widths[i] * widths[i + 1] + widths[i + 1]
    return total

# %% right
def split(n, fractions, rng):
    idx = rng.permutation(n)
    n_val = round(fractions[1] * n)
    n_test = round(fractions[2] * n)
    n_train = n - n_val - n_test
    train = idx[:n_train]
    val = idx[n_train:n_train + n_val]
    test = idx[n_train + n_val:]
    return train, val, test

# %% wrong: not_shuffled
def split(n, fractions, rng):
    idx = np.arange(n)
    nv = round(fractions[1] * n)
    nt = round(fractions[2] * n)
    ntr = n - nv - nt
    return idx[:ntr], idx[ntr:ntr + nv], idx[ntr + nv:]

# %% wrong: not_shuffled -- permutation gives a new array
def split(n, fractions, rng):
    idx = np.arange(n)
    rng.permutation(idx)
    nv = round(fractions[1] * n)
    nt = round(fractions[2] * n)
    ntr = n - nv - nt
    return idx[:ntr], idx[ntr:ntr + nv], idx[ntr + nv:]

# %% crash -- shuffle returns None
def split(n, fractions, rng):
    idx = np.arange(n)
    idx = rng.shuffle(idx)
    nv = round(fractions[1] * n)
    nt = round(fractions[2] * n)
    return idx[nv + nt:], idx[:nv], idx[nv:nv + nt]

# %% wrong: sizes_cut_off
def split(n, fractions, rng):
    idx = rng.permutation(n)
    nv = int(fractions[1] * n)
    nt = int(fractions[2] * n)
    return idx[nv + nt:], idx[:nv], idx[nv:nv + nt]

# %% wrong: remainder_to_test
def split(n, fractions, rng):
    idx = rng.permutation(n)
    a = round(fractions[0] * n)
    b = round(fractions[1] * n)
    return idx[:a], idx[a:a + b], idx[a + b:]

# %% wrong: remainder_to_test | sizes_cut_off -- two slips
def split(n, fractions, rng):
    idx = rng.permutation(n)
    a = int(fractions[0] * n)
    b = int(fractions[1] * n)
    return idx[:a], idx[a:a + b], idx[a + b:]

# %% wrong: cut_from_the_end -- [:-0] is empty
def split(n, fractions, rng):
    nv, nt = round(fractions[1] * n), round(fractions[2] * n)
    p = rng.permutation(n)
    rest, test = p[:-nt], p[-nt:]
    return rest[:-nv], rest[-nv:], test

# %% wrong: cut_from_the_end -- [-0:] is everything
def split(n, fractions, rng):
    nv, nt = round(fractions[1] * n), round(fractions[2] * n)
    p = rng.permutation(n)
    ntr = n - nv - nt
    return p[:ntr], p[ntr:ntr + nv], p[-nt:]

# %% wrong: parts_drawn_independently -- three permutations
def split(n, fractions, rng):
    nv, nt = round(fractions[1] * n), round(fractions[2] * n)
    ntr = n - nv - nt
    train = rng.permutation(n)[:ntr]
    val = rng.permutation(n)[:nv]
    test = rng.permutation(n)[:nt]
    return train, val, test

# %% wrong: parts_drawn_independently | drawn_with_replacement -- choice, three times
def split(n, fractions, rng):
    nv, nt = round(fractions[1] * n), round(fractions[2] * n)
    ntr = n - nv - nt
    return rng.choice(n, ntr), rng.choice(n, nv), rng.choice(n, nt)

# %% wrong: global_random_state
def split(n, fractions, rng):
    idx = np.random.permutation(n)
    nv, nt = round(fractions[1] * n), round(fractions[2] * n)
    return idx[nv + nt:], idx[:nv], idx[nv:nv + nt]

# %% wrong: own_fixed_generator
def split(n, fractions, rng):
    rng = np.random.default_rng(0)
    idx = rng.permutation(n)
    nv, nt = round(fractions[1] * n), round(fractions[2] * n)
    return idx[nv + nt:], idx[:nv], idx[nv:nv + nt]

# %% wrong: cuts_not_added_up -- the second cut is a size, not a place
def split(n, fractions, rng):
    idx = rng.permutation(n)
    nv, nt = round(fractions[1] * n), round(fractions[2] * n)
    ntr = n - nv - nt
    return idx[:ntr], idx[ntr:nv], idx[nv:]

# %% crash -- a float is no index
def split(n, fractions, rng):
    idx = rng.permutation(n)
    a = fractions[0] * n
    b = a + fractions[1] * n
    return idx[:a], idx[a:b], idx[b:]

# %% wrong: validation_and_test_exchanged | parts_in_another_order -- train, test, validation
def split(n, fractions, rng):
    idx = rng.permutation(n)
    nv, nt = round(fractions[1] * n), round(fractions[2] * n)
    ntr = n - nv - nt
    train, test, val = idx[:ntr], idx[ntr:ntr + nt], idx[ntr + nt:]
    return train, test, val

# %% right
def mean_squared_error(y, prediction):
    total = 0
    for a, b in zip(y, prediction):
        total += (a - b) ** 2
    return total / len(y)

# %% wrong: squares_summed
def mean_squared_error(y, prediction):
    total = 0
    for a, b in zip(y, prediction):
        total += (a - b) ** 2
    return total

# %% wrong: root_of_the_mean
def mean_squared_error(y, prediction):
    r = np.array(y) - np.array(prediction)
    return np.sqrt(np.mean(r ** 2))

# %% wrong: half_of_the_mean
def mean_squared_error(y, prediction):
    r = np.array(y) - np.array(prediction)
    return 0.5 * np.mean(r ** 2)

# %% wrong: mean_taken_first
def mean_squared_error(y, prediction):
    r = np.mean(np.array(y) - np.array(prediction))
    return r ** 2

# %% wrong: residuals_not_squared
def mean_squared_error(y, prediction):
    r = np.array(y) - np.array(prediction)
    return r.mean()

# %% wrong: squares_not_averaged
def mean_squared_error(y, prediction):
    return (np.array(y) - np.array(prediction)) ** 2

# %% wrong: first_square_only -- return inside the loop
def mean_squared_error(y, prediction):
    total = 0
    for i in range(len(y)):
        total += (y[i] - prediction[i]) ** 2
        return total / len(y)

# %% crash -- a list less a list
def mean_squared_error(y, prediction):
    return np.mean((y - prediction) ** 2)

# %% crash -- ^ for a power
def mean_squared_error(y, prediction):
    r = np.array(y, dtype=float) - np.array(prediction, dtype=float)
    return np.mean(r ^ 2)

# %% wrong: whole_number_division
def mean_squared_error(y, prediction):
    s = sum((a - b) ** 2 for a, b in zip(y, prediction))
    return s // len(y)

# %% wrong: length_of_the_residuals
def mean_squared_error(y, prediction):
    return np.linalg.norm(np.array(y) - np.array(prediction))

# %% right
def select_degree(train, validation, degrees):
    best_degree = None
    best_loss = None
    for d in sorted(degrees):
        c = fit_polynomial(train[0], train[1], d)
        loss = mean_squared_error(validation[1], predict_polynomial(c, validation[0]))
        if best_loss is None or loss < best_loss * (1 - 1e-9):
            best_loss = loss
            best_degree = d
    return best_degree

# %% wrong: chosen_by_training_loss | training_loss_in_list_order
def select_degree(train, validation, degrees):
    x, y = train
    losses = []
    for d in degrees:
        c = fit_polynomial(x, y, d)
        losses.append(mean_squared_error(y, predict_polynomial(c, x)))
    return degrees[int(np.argmin(losses))]

# %% wrong: position_for_degree -- argmin is a position
def select_degree(train, validation, degrees):
    losses = []
    for d in degrees:
        c = fit_polynomial(*train, d)
        losses.append(mean_squared_error(validation[1], predict_polynomial(c, validation[0])))
    return int(np.argmin(losses))

# %% wrong: first_listed_of_equals
def select_degree(train, validation, degrees):
    losses = []
    for d in degrees:
        c = fit_polynomial(*train, d)
        losses.append(mean_squared_error(validation[1], predict_polynomial(c, validation[0])))
    return degrees[losses.index(min(losses))]

# %% wrong: fitted_on_validation
def select_degree(train, validation, degrees):
    x, y = validation
    best, best_loss = None, np.inf
    for d in sorted(degrees):
        c = fit_polynomial(x, y, d)
        loss = mean_squared_error(y, predict_polynomial(c, x))
        if loss < best_loss:
            best, best_loss = d, loss
    return best

# %% wrong: roles_exchanged
def select_degree(train, validation, degrees):
    best, best_loss = None, np.inf
    for d in sorted(degrees):
        c = fit_polynomial(*validation, d)
        loss = mean_squared_error(train[1], predict_polynomial(c, train[0]))
        if loss < best_loss:
            best, best_loss = d, loss
    return best

# %% wrong: loss_for_degree
def select_degree(train, validation, degrees):
    losses = []
    for d in degrees:
        c = fit_polynomial(*train, d)
        losses.append(mean_squared_error(validation[1], predict_polynomial(c, validation[0])))
    return min(losses)

# %% wrong: first_degree_only -- return inside the loop
def select_degree(train, validation, degrees):
    best, best_loss = None, np.inf
    for d in degrees:
        c = fit_polynomial(*train, d)
        loss = mean_squared_error(validation[1], predict_polynomial(c, validation[0]))
        if loss < best_loss:
            best, best_loss = d, loss
        return best

# %% wrong: worst_degree
def select_degree(train, validation, degrees):
    best, best_loss = None, 0
    for d in sorted(degrees):
        c = fit_polynomial(*train, d)
        loss = mean_squared_error(validation[1], predict_polynomial(c, validation[0]))
        if best is None or loss > best_loss:
            best, best_loss = d, loss
    return best

# %% wrong: best_loss_never_kept -- best is set, best_loss is not
def select_degree(train, validation, degrees):
    best, best_loss = None, np.inf
    for d in sorted(degrees):
        c = fit_polynomial(*train, d)
        loss = mean_squared_error(validation[1], predict_polynomial(c, validation[0]))
        if loss < best_loss:
            best = d
    return best

# %% crash -- a pair has no columns
def select_degree(train, validation, degrees):
    losses = []
    for d in degrees:
        c = fit_polynomial(train, d)
        losses.append(mean_squared_error(validation[1], predict_polynomial(c, validation[0])))
    return degrees[int(np.argmin(losses))]

# %% wrong: position_in_sorted_list -- argmin is a position, of the sorted list
def select_degree(train, validation, degrees):
    degrees = sorted(degrees)
    losses = np.zeros(len(degrees))
    for i, d in enumerate(degrees):
        c = fit_polynomial(train[0], train[1], d)
        losses[i] = mean_squared_error(validation[1], predict_polynomial(c, validation[0]))
    return losses.argmin()

# %% right
def learning_curve(train, validation, degree, sizes):
    tr, va = [], []
    for s in sizes:
        x, y = train[0][:s], train[1][:s]
        c = fit_polynomial(x, y, degree)
        tr.append(mean_squared_error(y, predict_polynomial(c, x)))
        va.append(mean_squared_error(validation[1], predict_polynomial(c, validation[0])))
    return np.array(tr), np.array(va)

# %% wrong: training_loss_on_all_points
def learning_curve(train, validation, degree, sizes):
    x, y = train
    tr, va = [], []
    for s in sizes:
        c = fit_polynomial(x[:s], y[:s], degree)
        tr.append(mean_squared_error(y, predict_polynomial(c, x)))
        va.append(mean_squared_error(validation[1], predict_polynomial(c, validation[0])))
    return tr, va

# %% wrong: nothing_depends_on_size
def learning_curve(train, validation, degree, sizes):
    x, y = train
    tr, va = [], []
    for s in sizes:
        c = fit_polynomial(x, y, degree)
        tr.append(mean_squared_error(y, predict_polynomial(c, x)))
        va.append(mean_squared_error(validation[1], predict_polynomial(c, validation[0])))
    return tr, va

# %% wrong: validation_set_cut_as_well
def learning_curve(train, validation, degree, sizes):
    tr, va = [], []
    for s in sizes:
        x, y = train[0][:s], train[1][:s]
        xv, yv = validation[0][:s], validation[1][:s]
        c = fit_polynomial(x, y, degree)
        tr.append(mean_squared_error(y, predict_polynomial(c, x)))
        va.append(mean_squared_error(yv, predict_polynomial(c, xv)))
    return tr, va

# %% wrong: losses_in_the_wrong_order
def learning_curve(train, validation, degree, sizes):
    tr, va = [], []
    for s in sizes:
        x, y = train[0][:s], train[1][:s]
        c = fit_polynomial(x, y, degree)
        va.append(mean_squared_error(validation[1], predict_polynomial(c, validation[0])))
        tr.append(mean_squared_error(y, predict_polynomial(c, x)))
    return va, tr

# %% wrong: first_size_only -- return inside the loop
def learning_curve(train, validation, degree, sizes):
    tr, va = [], []
    for s in sizes:
        x, y = train[0][:s], train[1][:s]
        c = fit_polynomial(x, y, degree)
        tr.append(mean_squared_error(y, predict_polynomial(c, x)))
        va.append(mean_squared_error(validation[1], predict_polynomial(c, validation[0])))
        return tr, va

# %% wrong: one_point_too_few
def learning_curve(train, validation, degree, sizes):
    tr, va = [], []
    for s in sizes:
        x, y = train[0][0:s - 1], train[1][0:s - 1]
        c = fit_polynomial(x, y, degree)
        tr.append(mean_squared_error(y, predict_polynomial(c, x)))
        va.append(mean_squared_error(validation[1], predict_polynomial(c, validation[0])))
    return tr, va

# %% wrong: a_row_for_each_size
def learning_curve(train, validation, degree, sizes):
    rows = []
    for s in sizes:
        x, y = train[0][:s], train[1][:s]
        c = fit_polynomial(x, y, degree)
        a = mean_squared_error(y, predict_polynomial(c, x))
        b = mean_squared_error(validation[1], predict_polynomial(c, validation[0]))
        rows.append((a, b))
    return np.array(rows)

# %% wrong: nothing_depends_on_size -- the first entries of the pair, not of x and y
def learning_curve(train, validation, degree, sizes):
    tr, va = [], []
    for s in sizes:
        x, y = train[:s]
        c = fit_polynomial(x, y, degree)
        tr.append(mean_squared_error(y, predict_polynomial(c, x)))
        va.append(mean_squared_error(validation[1], predict_polynomial(c, validation[0])))
    return tr, va

# %% right
def early_stopping(validation_losses, patience):
    best = float("inf")
    best_epoch = 0
    counter = 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best = loss
            best_epoch = epoch
            counter = 0
        else:
            counter += 1
            if counter == patience:
                break
    return best_epoch

# %% wrong: patience_ignored
def early_stopping(validation_losses, patience):
    losses = list(validation_losses)
    return losses.index(min(losses))

# %% wrong: epoch_of_the_stop
def early_stopping(validation_losses, patience):
    best = float("inf")
    wait = 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best = loss
            wait = 0
        else:
            wait += 1
        if wait >= patience:
            return epoch
    return len(validation_losses) - 1

# %% wrong: bad_epochs_not_in_a_row -- the counter is never set back
def early_stopping(validation_losses, patience):
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best, best_epoch = loss, epoch
        else:
            wait += 1
        if wait >= patience:
            break
    return best_epoch

# %% wrong: one_epoch_too_patient -- > for >=
def early_stopping(validation_losses, patience):
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
        if wait > patience:
            break
    return best_epoch

# %% wrong: equals_are_progress -- <= for <
def early_stopping(validation_losses, patience):
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss <= best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
            if wait >= patience:
                return best_epoch
    return best_epoch

# %% wrong: falls_are_progress -- compares with the epoch before
def early_stopping(validation_losses, patience):
    best_epoch, wait = 0, 0
    for e in range(1, len(validation_losses)):
        if validation_losses[e] < validation_losses[e - 1]:
            best_epoch, wait = e, 0
        else:
            wait += 1
        if wait >= patience:
            break
    return best_epoch

# %% wrong: no_answer_without_a_stop -- the return after the loop is missing
def early_stopping(validation_losses, patience):
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
        if wait >= patience:
            return best_epoch

# %% wrong: loss_for_epoch
def early_stopping(validation_losses, patience):
    best, wait = float("inf"), 0
    for loss in validation_losses:
        if loss < best:
            best, wait = loss, 0
        else:
            wait += 1
        if wait >= patience:
            break
    return best

# %% wrong: counted_back_from_the_end
def early_stopping(validation_losses, patience):
    best, wait = float("inf"), 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best, wait = loss, 0
        else:
            wait += 1
        if wait >= patience:
            break
    return max(epoch - patience, 0)

# %% wrong: epochs_counted_from_one
def early_stopping(validation_losses, patience):
    best, best_epoch, wait = float("inf"), 1, 0
    epoch = 0
    for loss in validation_losses:
        epoch += 1
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
        if wait >= patience:
            break
    return best_epoch

# %% wrong -- return inside the loop
def early_stopping(validation_losses, patience):
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
        return best_epoch

# %% wrong -- the best loss begins at 1
def early_stopping(validation_losses, patience):
    best, best_epoch, wait = 1, 0, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
        if wait >= patience:
            break
    return best_epoch

# %% right
def fit_ridge(x, y, degree, lam):
    A = polynomial_features(x, degree)
    y = np.array(y, dtype=float)
    U = len(y)
    P = np.eye(degree + 1)
    P[0, 0] = 0
    if lam == 0:
        return fit_polynomial(x, y, degree)
    return np.linalg.solve(A.T @ A / U + lam * P, A.T @ y / U)

# %% wrong: another_books_ridge
def fit_ridge(x, y, degree, lam):
    A = polynomial_features(x, degree)
    I = np.eye(degree + 1)
    return np.linalg.inv(A.T @ A + lam * I) @ A.T @ np.array(y)

# %% wrong: sum_for_mean
def fit_ridge(x, y, degree, lam):
    A = polynomial_features(x, degree)
    I = np.eye(degree + 1)
    I[0, 0] = 0
    return np.linalg.solve(A.T @ A + lam * I, A.T @ np.array(y))

# %% wrong: bias_has_a_price
def fit_ridge(x, y, degree, lam):
    A = polynomial_features(x, degree)
    U = len(x)
    return np.linalg.solve(A.T @ A / U + lam * np.eye(degree + 1), A.T @ np.array(y) / U)

# %% wrong: price_ignored
def fit_ridge(x, y, degree, lam):
    return fit_polynomial(x, y, degree)

# %% wrong: price_divided_by_points
def fit_ridge(x, y, degree, lam):
    A = polynomial_features(x, degree)
    U = len(x)
    I = np.eye(degree + 1)
    I[0, 0] = 0
    return np.linalg.solve(A.T @ A + lam / U * I, A.T @ np.array(y))

# %% crash -- the identity is one row too small
def fit_ridge(x, y, degree, lam):
    A = polynomial_features(x, degree)
    return np.linalg.solve(A.T @ A + lam * len(x) * np.eye(degree), A.T @ np.array(y))

# %% crash -- a function that is not there
def fit_ridge(x, y, degree, lam):
    A = polynomial_features(x, degree)
    return ridge(A, y, lam)

# %% wrong -- a hundred steps of gradient descent
def fit_ridge(x, y, degree, lam):
    A = polynomial_features(x, degree)
    y = np.array(y, dtype=float)
    w = np.zeros(degree + 1)
    for _ in range(100):
        g = 2 * A.T @ (A @ w - y) / len(y)
        g[1:] += 2 * lam * w[1:]
        w = w - 0.001 * g
    return w

# %% right
def plot_capacity(ax, degrees, train_losses, validation_losses):
    best = int(np.argmin(validation_losses))
    ax.plot(degrees, train_losses, label="train")
    ax.plot(degrees, validation_losses, label="validation")
    ax.plot(degrees[best], validation_losses[best], "r*", markersize=12)
    ax.legend()

# %% wrong: mark_at_a_position -- argmin is a position
def plot_capacity(ax, degrees, train_losses, validation_losses):
    ax.plot(degrees, train_losses, label="train")
    ax.plot(degrees, validation_losses, label="validation")
    ax.axvline(np.argmin(validation_losses), color="k")
    ax.legend()

# %% wrong: training_minimum_marked -- a point on the training line
def plot_capacity(ax, degrees, train_losses, validation_losses):
    ax.plot(degrees, train_losses, label="train")
    ax.plot(degrees, validation_losses, label="validation")
    k = int(np.argmin(train_losses))
    ax.plot(degrees[k], train_losses[k], "ro")
    ax.legend()

# %% wrong: training_minimum_marked
def plot_capacity(ax, degrees, train_losses, validation_losses):
    ax.plot(degrees, train_losses, label="train")
    ax.plot(degrees, validation_losses, label="validation")
    ax.axvline(degrees[int(np.argmin(train_losses))], ls=":")
    ax.legend()

# %% wrong: no_mark
def plot_capacity(ax, degrees, train_losses, validation_losses):
    ax.plot(degrees, train_losses, "b-", label="train")
    ax.plot(degrees, validation_losses, "r-", label="validation")
    ax.set_yscale("log")
    ax.legend()

# %% wrong: no_legend
def plot_capacity(ax, degrees, train_losses, validation_losses):
    ax.plot(degrees, train_losses, label="train")
    ax.plot(degrees, validation_losses, label="validation")
    ax.axvline(degrees[int(np.argmin(validation_losses))])

# %% wrong: drawn_over_positions
def plot_capacity(ax, degrees, train_losses, validation_losses):
    ax.plot(train_losses, label="train")
    ax.plot(validation_losses, label="validation")
    ax.axvline(int(np.argmin(validation_losses)))
    ax.legend()

# %% wrong: drawn_elsewhere
def plot_capacity(ax, degrees, train_losses, validation_losses):
    import matplotlib.pyplot as plt
    plt.plot(degrees, train_losses, label="train")
    plt.plot(degrees, validation_losses, label="validation")
    plt.axvline(degrees[int(np.argmin(validation_losses))])
    plt.legend()

# %% wrong: expects_the_training_loss_to_prefer_the_simple
def question_5(degrees):
    return sorted(degrees)[0]
