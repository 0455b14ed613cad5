# What beginners write for 04_gradient_descent; tests/factories/corpus.py says how a heading is read.

# %% right
def gd_step(x, grad, lr):
    x = np.array(x, dtype=float)
    g = np.array(grad(x))
    new_x = x - lr * g
    return new_x

# %% wrong: steps_uphill
def gd_step(x, grad, lr):
    x = np.array(x)
    direction = grad(x)
    return x + lr * direction

# %% crash -- grad is a function
def gd_step(x, grad, lr):
    return x - lr * grad

# %% crash -- a list less an array is fine, but not less a list
def gd_step(x, grad, lr):
    g = list(grad(np.array(x, dtype=float)))
    return [x[i] - lr * g for i in range(len(x))]

# %% wrong: moves_the_given_point -- -= changes the caller's array
def gd_step(x, grad, lr):
    x = np.asarray(x, dtype=float)
    x -= lr * grad(x)
    return x

# %% wrong: moves_the_given_point -- lists pass, arrays are changed
def gd_step(x, grad, lr):
    if type(x) is list:
        x = np.array(x, dtype=float)
    x -= lr * grad(x)
    return x

# %% crash -- floats into an array of whole numbers
def gd_step(x, grad, lr):
    x = np.array(x)
    x -= lr * grad(x)
    return x

# %% wrong: truncates_whole_numbers -- one by one into a copy of whole numbers
def gd_step(x, grad, lr):
    x = np.array(x)
    g = grad(x)
    new = x.copy()
    for i in range(len(x)):
        new[i] = x[i] - lr * g[i]
    return new

# %% wrong: returns_the_step_only
def gd_step(x, grad, lr):
    x = np.array(x, dtype=float)
    delta = -lr * grad(x)
    return delta

# %% wrong: returns_the_step_only | steps_uphill | returns_rate_times_gradient -- two slips
def gd_step(x, grad, lr):
    return lr * grad(np.array(x, dtype=float))

# %% wrong: forgets_the_rate
def gd_step(x, grad, lr):
    x = np.array(x, dtype=float)
    return x - grad(x)

# %% wrong: forgets_the_rate | steps_uphill | adds_the_whole_gradient -- two slips
def gd_step(x, grad, lr):
    x = np.array(x, dtype=float)
    return x + grad(x)

# %% wrong: brackets_point_and_rate
def gd_step(x, grad, lr):
    x = np.array(x, dtype=float)
    return (x - lr) * grad(x)

# %% wrong: uses_a_rate_of_its_own
def gd_step(x, grad, lr):
    learning_rate = 0.01
    x = np.array(x, dtype=float)
    return x - learning_rate * grad(x)

# %% wrong: normalises_the_gradient
def gd_step(x, grad, lr):
    x = np.array(x, dtype=float)
    g = grad(x)
    g = g / np.linalg.norm(g)
    return x - lr * g

# %% wrong: clips_the_gradient -- to -1 ... 1
def gd_step(x, grad, lr):
    x = np.array(x, dtype=float)
    g = np.clip(grad(x), -1, 1)
    return x - lr * g

# %% wrong: moves_the_first_coordinate_only -- return inside the loop
def gd_step(x, grad, lr):
    new = np.array(x, dtype=float)
    g = grad(np.array(x, dtype=float))
    for i in range(len(new)):
        new[i] = new[i] - lr * g[i]
        return new

# %% wrong: goes_coordinate_by_coordinate
def gd_step(x, grad, lr):
    x = np.array(x, dtype=float)
    for i in range(len(x)):
        x[i] = x[i] - lr * grad(x)[i]
    return x

# %% crash -- printed, not returned
def gd_step(x, grad, lr):
    x = np.array(x, dtype=float)
    print("new x:", x - lr * grad(x))

# %% right
def gradient_descent(x0, grad, lr, steps):
    x = np.array(x0, dtype=float)
    path = np.zeros((steps + 1, len(x)))
    path[0] = x
    for i in range(steps):
        x = x - lr * np.array(grad(x))
        path[i + 1] = x
    return path

# %% right
def gradient_descent(x0, grad, lr, steps):
    points = [list(x0)]
    for _ in range(steps):
        points.append(gd_step(points[-1], grad, lr))
    return np.array(points, dtype=float)

# %% wrong: remembers_only_the_end -- the same array is appended each time
def gradient_descent(x0, grad, lr, steps):
    x = np.array(x0, dtype=float)
    path = [x]
    for i in range(steps):
        x -= lr * grad(x)
        path.append(x)
    return np.array(path)

# %% wrong: keeps_one_array_for_all | moves_the_start -- asarray, the same array each time
def gradient_descent(x0, grad, lr, steps):
    x = np.asarray(x0, dtype=float)
    path = [x]
    for i in range(steps):
        x -= lr * grad(x)
        path.append(x)
    return np.array(path)

# %% wrong: leaves_out_the_start
def gradient_descent(x0, grad, lr, steps):
    x = np.array(x0, dtype=float)
    path = []
    for i in range(steps):
        x = x - lr * grad(x)
        path.append(x)
    return np.array(path)

# %% wrong: takes_one_step_too_few -- range(1, steps)
def gradient_descent(x0, grad, lr, steps):
    x = np.array(x0, dtype=float)
    path = [x]
    for i in range(1, steps):
        x = x - lr * grad(x)
        path.append(x)
    return np.array(path)

# %% wrong: leaves_the_last_row_empty -- steps + 1 rows, range(1, steps)
def gradient_descent(x0, grad, lr, steps):
    path = np.zeros((steps + 1, len(x0)))
    path[0] = x0
    for i in range(1, steps):
        path[i] = path[i - 1] - lr * grad(path[i - 1])
    return path

# %% wrong: takes_one_step_too_many
def gradient_descent(x0, grad, lr, steps):
    path = [np.array(x0, dtype=float)]
    for i in range(steps + 1):
        path.append(gd_step(path[i], grad, lr))
    return np.array(path)

# %% wrong: ends_after_one_step -- return inside the loop
def gradient_descent(x0, grad, lr, steps):
    path = [np.array(x0, dtype=float)]
    for i in range(steps):
        path.append(gd_step(path[-1], grad, lr))
        return np.array(path)
    return np.array(path)

# %% wrong: returns_the_end_only
def gradient_descent(x0, grad, lr, steps):
    x = np.array(x0, dtype=float)
    for i in range(steps):
        x = gd_step(x, grad, lr)
    return x

# %% wrong: takes_the_first_step_again_and_again -- x0 for the last point
def gradient_descent(x0, grad, lr, steps):
    path = [np.array(x0, dtype=float)]
    for i in range(steps):
        path.append(gd_step(x0, grad, lr))
    return np.array(path)

# %% wrong: feels_only_once -- the gradient is computed before the loop
def gradient_descent(x0, grad, lr, steps):
    x = np.array(x0, dtype=float)
    g = grad(x)
    path = [x]
    for i in range(steps):
        x = x - lr * g
        path.append(x)
    return np.array(path)

# %% wrong: walks_uphill
def gradient_descent(x0, grad, lr, steps):
    x = np.array(x0, dtype=float)
    history = [x]
    for step in range(steps):
        x = x + lr * grad(x)
        history.append(x)
    return np.array(history)

# %% wrong: writes_into_whole_numbers -- zeros_like
def gradient_descent(x0, grad, lr, steps):
    x0 = np.array(x0)
    path = np.zeros((steps + 1,) + x0.shape, dtype=x0.dtype)
    path[0] = x0
    for i in range(steps):
        path[i + 1] = path[i] - lr * grad(path[i])
    return path

# %% wrong: stops_when_nothing_changes
def gradient_descent(x0, grad, lr, steps):
    x = np.array(x0, dtype=float)
    path = [x]
    for i in range(steps):
        new = x - lr * grad(x)
        path.append(new)
        if np.linalg.norm(new - x) < 1e-6:
            break
        x = new
    return np.array(path)

# %% wrong: joins_all_rows -- extend for append
def gradient_descent(x0, grad, lr, steps):
    x = np.array(x0, dtype=float)
    path = list(x)
    for i in range(steps):
        x = x - lr * grad(x)
        path.extend(x)
    return np.array(path)

# %% wrong: exchanges_rows_and_columns -- a column for each place
def gradient_descent(x0, grad, lr, steps):
    path = np.zeros((len(x0), steps + 1))
    path[:, 0] = x0
    for i in range(steps):
        path[:, i + 1] = path[:, i] - lr * grad(path[:, i])
    return path

# %% crash -- the index runs out of the table
def gradient_descent(x0, grad, lr, steps):
    path = np.zeros((steps, len(x0)))
    path[0] = x0
    for i in range(steps):
        path[i + 1] = path[i] - lr * grad(path[i])
    return path

# %% crash -- append returns None
def gradient_descent(x0, grad, lr, steps):
    x = np.array(x0, dtype=float)
    path = [x]
    for i in range(steps):
        x = x - lr * grad(x)
        path = path.append(x)
    return np.array(path)

# %% mend: gd_step -- right, above a step uphill
def gd_step(x, grad, lr):
    x = np.array(x, dtype=float)
    return x + lr * grad(x)

def gradient_descent(x0, grad, lr, steps):
    path = [np.array(x0, dtype=float)]
    for i in range(steps):
        path.append(gd_step(path[-1], grad, lr))
    return np.array(path)

# %% right
def is_minimizing(losses):
    for l in losses:
        if l != l:
            return False
    for i in range(len(losses) - 1):
        if losses[i + 1] > losses[i]:
            return False
    return True

# %% wrong: looks_at_the_first_pair -- return True inside the loop
def is_minimizing(losses):
    if len(losses) < 2:
        return not np.isnan(losses).any()
    for i in range(1, len(losses)):
        if losses[i] > losses[i - 1] or np.isnan(losses[i]) or np.isnan(losses[i - 1]):
            return False
        else:
            return True

# %% wrong: looks_at_the_first_pair | lets_nan_pass -- return True inside the loop, no thought of nan
def is_minimizing(losses):
    for i in range(1, len(losses)):
        if losses[i] > losses[i - 1]:
            return False
        return True
    return True

# %% wrong: lets_nan_pass
def is_minimizing(losses):
    for i in range(1, len(losses)):
        if losses[i] > losses[i - 1]:
            return False
    return True

# %% wrong: lets_a_lone_nan_pass
def is_minimizing(losses):
    return all(losses[i + 1] <= losses[i] for i in range(len(losses) - 1))

# %% wrong: forbids_equal_losses
def is_minimizing(losses):
    losses = np.array(losses, dtype=float)
    if np.isnan(losses).any():
        return False
    for i in range(len(losses) - 1):
        if losses[i + 1] >= losses[i]:
            return False
    return True

# %% wrong: forbids_equal_losses | lets_a_lone_nan_pass | trusts_the_differences -- two slips
def is_minimizing(losses):
    return bool(np.all(np.diff(losses) < 0))

# %% wrong: trusts_the_differences | subtracts_infinities
def is_minimizing(losses):
    return bool(np.all(np.diff(losses) <= 0))

# %% wrong: compares_the_two_ends
def is_minimizing(losses):
    if np.any(np.isnan(losses)):
        return False
    if len(losses) < 2:
        return True
    return losses[-1] <= losses[0]

# %% wrong: lets_nan_pass -- nan is never equal to anything
def is_minimizing(losses):
    for i in range(len(losses)):
        if losses[i] == np.nan:
            return False
        if i > 0 and losses[i] > losses[i - 1]:
            return False
    return True

# %% crash -- one index too far
def is_minimizing(losses):
    for i in range(len(losses)):
        if np.isnan(losses[i]) or losses[i + 1] > losses[i]:
            return False
    return True

# %% wrong: answers_for_each_pair
def is_minimizing(losses):
    losses = np.array(losses)
    return losses[1:] <= losses[:-1]

# %% crash -- no return after the loop
def is_minimizing(losses):
    if np.isnan(losses).any():
        return False
    for i in range(1, len(losses)):
        if losses[i] > losses[i - 1]:
            return False

# %% wrong: is_content_with_one_fall -- return True at the first fall
def is_minimizing(losses):
    if np.isnan(losses).any():
        return False
    if len(losses) < 2:
        return True
    for i in range(1, len(losses)):
        if losses[i] <= losses[i - 1]:
            return True
    return False

# %% right
def predicted_and_actual_change(f, df, x, lr):
    slope = df(x)
    step = -lr * slope
    predicted = slope * step
    actual = f(x + step) - f(x)
    return predicted, actual

# %% wrong: forgets_to_square_the_slope
def predicted_and_actual_change(f, df, x, lr):
    g = df(x)
    predicted = -lr * g
    actual = f(x - lr * g) - f(x)
    return predicted, actual

# %% wrong: takes_old_minus_new
def predicted_and_actual_change(f, df, x, lr):
    g = df(x)
    return -lr * g ** 2, f(x) - f(x - lr * g)

# %% wrong: turns_both_changes_round | takes_old_minus_new | promises_a_rise -- both turned round
def predicted_and_actual_change(f, df, x, lr):
    g = df(x)
    return lr * g ** 2, f(x) - f(x - lr * g)

# %% wrong: exchanges_the_two
def predicted_and_actual_change(f, df, x, lr):
    g = df(x)
    new = x - lr * g
    actual = f(new) - f(x)
    predicted = -lr * g * g
    return actual, predicted

# %% wrong: follows_the_printed_sign
def predicted_and_actual_change(f, df, x, lr):
    g = df(x)
    actual = f(x + lr * g) - f(x)
    return -lr * g ** 2, actual

# %% wrong: squares_the_rate_as_well
def predicted_and_actual_change(f, df, x, lr):
    step = lr * df(x)
    return -step ** 2, f(x - step) - f(x)

# %% wrong: tells_the_heights
def predicted_and_actual_change(f, df, x, lr):
    new = x - lr * df(x)
    predicted = f(x) + df(x) * (new - x)
    return predicted, f(new)

# %% wrong: forgets_the_old_height
def predicted_and_actual_change(f, df, x, lr):
    new = x - lr * df(x)
    return -lr * df(x) ** 2, f(new)

# %% wrong: tells_the_change_only
def predicted_and_actual_change(f, df, x, lr):
    predicted = -lr * df(x) ** 2
    actual = f(x - lr * df(x)) - f(x)
    return actual

# %% crash -- ^ for a power
def predicted_and_actual_change(f, df, x, lr):
    g = df(x)
    return -lr * g^2, f(x - lr * g) - f(x)

# %% crash -- df is a function
def predicted_and_actual_change(f, df, x, lr):
    return -lr * df ** 2, f(x - lr * df) - f(x)

# %% crash -- df squared before it is called
def predicted_and_actual_change(f, df, x, lr):
    return -lr * df**2(x), f(x - lr * df(x)) - f(x)

# %% right
def max_stable_lr(H):
    eigenvalues, eigenvectors = np.linalg.eig(np.array(H, dtype=float))
    return 2 / max(eigenvalues.real)

# %% wrong: stops_at_the_minimum_of_the_steepest
def max_stable_lr(H):
    lam = np.linalg.eigvalsh(H)
    return 1 / lam.max()

# %% wrong: takes_the_flattest_direction
def max_stable_lr(H):
    lam = np.linalg.eigvalsh(H)
    return 2 / lam.min()

# %% wrong: takes_the_flattest_direction -- the eigenvalues come in increasing order
def max_stable_lr(H):
    values, vectors = np.linalg.eigh(H)
    return 2 / values[0]

# %% wrong: returns_one_limit_for_each_direction
def max_stable_lr(H):
    values = np.linalg.eigvalsh(H)
    return 2 / values

# %% wrong: takes_the_largest_entry | takes_the_largest_diagonal_entry
def max_stable_lr(H):
    return 2 / np.max(H)

# %% wrong: takes_the_largest_diagonal_entry
def max_stable_lr(H):
    d = np.diag(H)
    return 2 / max(d)

# %% wrong: takes_the_frobenius_norm -- np.linalg.norm of a matrix
def max_stable_lr(H):
    return 2 / np.linalg.norm(H)

# %% crash -- eig gives a pair
def max_stable_lr(H):
    lam = np.linalg.eig(H)
    return 2 / max(lam)

# %% wrong: iterates_too_few_rounds -- ten rounds of the power method are not enough
def max_stable_lr(H):
    H = np.array(H, dtype=float)
    v = np.ones(len(H))
    for _ in range(10):
        v = H @ v
        v = v / np.linalg.norm(v)
    return 2 / (v @ H @ v)

# %% wrong: halves_the_eigenvalue
def max_stable_lr(H):
    lam = np.linalg.eigvalsh(H)[-1]
    return lam / 2

# %% right
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    count = 0
    while np.linalg.norm(grad(x)) > tol and count < max_steps:
        x = x - lr * np.array(grad(x))
        count += 1
    return x, count, bool(np.linalg.norm(grad(x)) <= tol)

# %% wrong: tests_the_squared_length
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    for k in range(max_steps):
        g = grad(x)
        if np.dot(g, g) <= tol:
            return x, k, True
        x = x - lr * g
    g = grad(x)
    return x, max_steps, bool(np.dot(g, g) <= tol)

# %% wrong: tests_the_largest_slope
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    k = 0
    while np.max(np.abs(grad(x))) > tol and k < max_steps:
        x = x - lr * grad(x)
        k += 1
    return x, k, bool(np.max(np.abs(grad(x))) <= tol)

# %% wrong: denies_a_late_arrival -- after the loop it is always False
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    for k in range(max_steps):
        g = grad(x)
        if np.linalg.norm(g) <= tol:
            return x, k, True
        x = x - lr * g
    return x, max_steps, False

# %% wrong: stops_after_a_short_step
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    for k in range(max_steps):
        new = x - lr * grad(x)
        if np.linalg.norm(new - x) <= tol:
            return new, k + 1, True
        x = new
    return x, max_steps, False

# %% wrong: steps_before_it_feels -- the test comes after the step
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    steps = 0
    converged = False
    while steps < max_steps and not converged:
        x = x - lr * grad(x)
        steps += 1
        converged = bool(np.linalg.norm(grad(x)) <= tol)
    return x, steps, converged

# %% wrong: counts_the_calls
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    n = 1
    while np.linalg.norm(grad(x)) > tol and n <= max_steps:
        x = x - lr * grad(x)
        n += 1
    return x, n, bool(np.linalg.norm(grad(x)) <= tol)

# %% wrong: takes_one_more_than_permitted -- <= for <
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    n = 0
    while np.linalg.norm(grad(x)) > tol and n <= max_steps:
        x = x - lr * grad(x)
        n += 1
    return x, n, bool(np.linalg.norm(grad(x)) <= tol)

# %% wrong: gives_up_after_one_step -- return False inside the loop
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    for k in range(max_steps):
        if np.linalg.norm(grad(x)) <= tol:
            return x, k, True
        x = x - lr * grad(x)
        return x, k + 1, False
    return x, 0, bool(np.linalg.norm(grad(x)) <= tol)

# %% wrong: denies_a_late_arrival | counts_with_the_last_index -- k is the last index
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    k = 0
    for k in range(max_steps):
        if np.linalg.norm(grad(x)) <= tol:
            return x, k, True
        x = x - lr * grad(x)
    return x, k, False

# %% wrong: returns_the_point_only
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    for k in range(max_steps):
        if np.linalg.norm(grad(x)) <= tol:
            break
        x = x - lr * grad(x)
    return x

# %% wrong: wants_it_strictly_shorter
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    k = 0
    while not np.linalg.norm(grad(x)) < tol and k < max_steps:
        x = x - lr * grad(x)
        k += 1
    return x, k, bool(np.linalg.norm(grad(x)) < tol)

# %% crash -- the truth value of an array
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    k = 0
    while grad(x) > tol and k < max_steps:
        x = x - lr * grad(x)
        k += 1
    return x, k, grad(x) <= tol

# %% crash -- the abs of a function
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    k = 0
    while abs(grad) > tol and k < max_steps:
        x = x - lr * grad(x)
        k += 1
    return x, k, True

# %% wrong: always_claims_success
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    k = 0
    while np.linalg.norm(grad(x)) > tol and k < max_steps:
        x = x - lr * grad(x)
        k += 1
    converged = True
    return x, k, converged

# %% wrong: ignores_the_limit
def descend_until(x0, grad, lr, tol, max_steps):
    x = np.array(x0, dtype=float)
    k = 0
    while np.linalg.norm(grad(x)) > tol and k < 10000:
        x = x - lr * grad(x)
        k = k + 1
    return x, k, bool(np.linalg.norm(grad(x)) <= tol)

# %% right
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    g = np.array(grad(x))
    eta = lr
    while f(x - eta * g) > f(x) - c * eta * np.sum(g ** 2):
        eta *= beta
    return eta

# %% wrong: accepts_any_descent
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    g = grad(x)
    while f(x - lr * g) >= f(x):
        lr = lr * beta
        if lr < 1e-300:
            break
    return lr

# %% wrong: accepts_what_does_not_climb
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    g = grad(x)
    while f(x - lr * g) > f(x):
        lr = lr * beta
    return lr

# %% wrong: forgets_to_square_the_length
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    g = grad(x)
    while f(x - lr * g) > f(x) - c * lr * np.linalg.norm(g):
        lr = lr * beta
    return lr

# %% wrong: shortens_only_once -- if for while
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    g = grad(x)
    if f(x - lr * g) > f(x) - c * lr * np.sum(g ** 2):
        lr = lr * beta
    return lr

# %% wrong: always_halves
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    g = grad(x)
    while f(x - lr * g) > f(x) - c * lr * np.dot(g, g):
        lr = lr / 2
    return lr

# %% wrong: gives_up_after_some_trials -- twenty trials
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    g = grad(x)
    for i in range(20):
        if f(x - lr * g) <= f(x) - c * lr * np.dot(g, g):
            return lr
        lr = lr * beta
    return lr

# %% wrong: gives_up_after_some_trials -- ten trials
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    g = np.array(grad(x))
    eta = lr
    trial = 0
    while f(x - eta * g) > f(x) - c * eta * np.dot(g, g) and trial < 10:
        eta = beta * eta
        trial += 1
    return eta

# %% wrong: gives_up_after_some_trials -- thirty trials
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    g = np.array(grad(x))
    for k in range(30):
        eta = lr * beta ** k
        if f(x - eta * g) <= f(x) - c * eta * np.dot(g, g):
            break
    return eta

# %% crash: gives_up_after_some_trials -- None after ten trials
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    g = np.array(grad(x))
    for k in range(10):
        eta = lr * beta ** k
        if f(x - eta * g) <= f(x) - c * eta * np.dot(g, g):
            return eta

# %% wrong: adds_the_promise
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    g = np.array(grad(x))
    while f(x - lr * g) > f(x) + c * lr * np.dot(g, g):
        lr *= beta
    return lr

# %% wrong: keeps_the_first_promise -- the promise is computed before the loop
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    g = np.array(grad(x))
    bound = f(x) - c * lr * np.dot(g, g)
    for _ in range(2000):
        if f(x - lr * g) <= bound:
            break
        lr *= beta
    return lr

# %% wrong: returns_the_new_point
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    g = np.array(grad(x))
    while f(x - lr * g) > f(x) - c * lr * np.dot(g, g):
        lr *= beta
    return x - lr * g

# %% wrong: shortens_once_too_often
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    g = np.array(grad(x))
    while True:
        ok = f(x - lr * g) <= f(x) - c * lr * np.dot(g, g)
        lr *= beta
        if ok:
            return lr

# %% crash -- the loop never ends: lr is what shrinks, eta is what is tried
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    g = np.array(grad(x))
    eta = lr
    while f(x - eta * g) > f(x) - c * eta * np.dot(g, g):
        lr = lr * beta
    return lr

# %% crash -- grad squared
def backtracking_lr(f, grad, x, lr, c, beta):
    x = np.array(x, dtype=float)
    while f(x - lr * grad(x)) > f(x) - c * lr * grad ** 2:
        lr = lr * beta
    return lr

# %% right
def plot_descent(ax, f, path, x):
    ax.plot(x, [f(t) for t in x], "b-")
    ax.plot(path, [f(p) for p in path], "ro-")
    ax.set_xlabel("x")

# %% wrong: draws_elsewhere
def plot_descent(ax, f, path, x):
    import matplotlib.pyplot as plt
    plt.plot(x, [f(t) for t in x])
    plt.plot(path, [f(p) for p in path], "o-")

# %% wrong: draws_loss_against_step
def plot_descent(ax, f, path, x):
    ax.plot(x, [f(t) for t in x])
    ax.plot(range(len(path)), [f(p) for p in path], "o-")

# %% wrong: forgets_the_curve
def plot_descent(ax, f, path, x):
    ax.plot(path, [f(p) for p in path], "o-")

# %% wrong: marks_only_the_end
def plot_descent(ax, f, path, x):
    ax.plot(x, [f(t) for t in x])
    for p in path:
        last = p
    ax.plot([last], [f(last)], "o")

# %% wrong: marks_only_the_start -- return inside the loop
def plot_descent(ax, f, path, x):
    ax.plot(x, [f(t) for t in x])
    for p in path:
        ax.plot(p, f(p), "ro")
        return

# %% wrong: walks_on_the_axis
def plot_descent(ax, f, path, x):
    ax.plot(x, [f(t) for t in x], label="f")
    ax.plot(path, [0] * len(path), "o-", label="path")
    ax.legend()

# %% wrong: sorts_the_walk
def plot_descent(ax, f, path, x):
    ax.plot(x, [f(t) for t in x], label="f")
    p = sorted(path)
    ax.plot(p, [f(v) for v in p], "o-", label="path")

# %% wrong: forgets_the_two_of_the_slope
def question_5(a, lr):
    return 1 - lr * a

# %% wrong: stops_where_one_step_is_enough
def question_6(a):
    return 1 / (2 * a)
