# What beginners write for 02_gradients; tests/factories/corpus.py says how a heading is read.

# %% right
def derivative(f, x, h=1e-5):
    right = f(x + h)
    left = f(x - h)
    slope = (right - left) / (2 * h)
    return slope

# %% wrong: forward_difference
def derivative(f, x, h=1e-5):
    y1 = f(x)
    y2 = f(x + h)
    return (y2 - y1) / h

# %% wrong: backward_difference
def derivative(f, x, h=1e-5):
    df = f(x) - f(x - h)
    return df / h

# %% wrong: halved_and_multiplied -- brackets around 2 * h forgotten
def derivative(f, x, h=1e-5):
    dy = f(x + h) - f(x - h)
    return dy / 2 * h

# %% wrong: only_one_height_divided -- brackets around the difference forgotten
def derivative(f, x, h=1e-5):
    return f(x + h) - f(x - h) / (2 * h)

# %% wrong: divided_by_half_the_distance
def derivative(f, x, h=1e-5):
    a = x - h
    b = x + h
    return (f(b) - f(a)) / h

# %% wrong: one_sided_over_twice_the_step
def derivative(f, x, h=1e-5):
    return (f(x + h) - f(x)) / (2 * h)

# %% wrong: step_always_the_default -- its own step below
def derivative(f, x, h=1e-5):
    h = 1e-5
    return (f(x + h) - f(x - h)) / (2 * h)

# %% wrong -- the smaller the better
def derivative(f, x, h=1e-5):
    eps = 1e-12
    return (f(x + eps) - f(x - eps)) / (2 * eps)

# %% wrong: left_minus_right
def derivative(f, x, h=1e-5):
    plus = f(x + h)
    minus = f(x - h)
    return (minus - plus) / (2 * h)

# %% crash -- printed, not returned
def derivative(f, x, h=1e-5):
    slope = (f(x + h) - f(x - h)) / (2 * h)
    print("slope", slope)

# %% crash -- f is no number
def derivative(f, x, h=1e-5):
    return (f * (x + h) - f * (x - h)) / (2 * h)

# %% crash -- the sign of multiplication is missing
def derivative(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / 2(h)

# %% crash -- a made-up name of NumPy
def derivative(f, x, h=1e-5):
    return np.derivative(f, x)

# %% wrong: half_a_step_to_either_side
def derivative(f, x, h=1e-5):
    half = h / 2
    return (f(x + half) - f(x - half)) / h

# %% wrong: slope_cut_to_a_whole_number -- // for /
def derivative(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) // (2 * h)

# %% right
def gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    g = np.zeros(len(x))
    for i in range(len(x)):
        xp = x.copy()
        xm = x.copy()
        xp[i] += h
        xm[i] -= h
        g[i] = (f(xp) - f(xm)) / (2 * h)
    return g

# %% right
def gradient(f, x, h=1e-5):
    x = list(map(float, x))
    grad = []
    for i in range(len(x)):
        old = x[i]
        x[i] = old + h
        up = f(np.array(x))
        x[i] = old - h
        down = f(np.array(x))
        x[i] = old
        grad.append((up - down) / (2 * h))
    return grad

# %% wrong: forward_partials
def gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    fx = f(x)
    for i in range(x.size):
        xh = np.copy(x)
        xh[i] = xh[i] + h
        grad[i] = (f(xh) - fx) / h
    return grad

# %% wrong: steps_cut_to_whole_numbers -- whole-number points, a float table
def gradient(f, x, h=1e-5):
    x = np.array(x)
    g = np.zeros(len(x))
    for i in range(len(x)):
        xp = x.copy()
        xm = x.copy()
        xp[i] += h
        xm[i] -= h
        g[i] = (f(xp) - f(xm)) / (2 * h)
    return g

# %% wrong: steps_and_slopes_cut_to_whole_numbers | steps_cut_to_whole_numbers | slopes_cut_to_whole_numbers
def gradient(f, x, h=1e-5):
    x = np.array(x)
    grad = np.zeros_like(x)
    for i in range(len(x)):
        xp = x.copy()
        xm = x.copy()
        xp[i] = x[i] + h
        xm[i] = x[i] - h
        grad[i] = (f(xp) - f(xm)) / (2 * h)
    return grad

# %% wrong: slopes_cut_to_whole_numbers -- the table only
def gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for i in range(len(x)):
        e = np.zeros(len(x))
        e[i] = h
        grad[i] = (f(x + e) - f(x - e)) / (2 * h)
    return grad

# %% wrong: steps_cut_to_whole_numbers -- += h into an array of whole numbers
def gradient(f, x, h=1e-5):
    x = np.array(x)
    grad = []
    for i in range(len(x)):
        a, b = x.copy(), x.copy()
        a[i] += h
        b[i] -= h
        grad.append((f(a) - f(b)) / (2 * h))
    return np.array(grad)

# %% wrong: one_array_under_two_names -- = makes no copy
def gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros(len(x))
    for i in range(len(x)):
        xp = x
        xm = x
        xp[i] += h
        xm[i] -= h
        grad[i] = (f(xp) - f(xm)) / (2 * h)
    return grad

# %% wrong: never_steps_back -- x[i] stays where it was put last
def gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros(len(x))
    for i in range(len(x)):
        x[i] += h
        up = f(x)
        x[i] -= 2 * h
        down = f(x)
        grad[i] = (up - down) / (2 * h)
    return grad

# %% wrong: all_coordinates_at_once -- x + h moves every coordinate
def gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    g = []
    for i in range(len(x)):
        g.append((f(x + h) - f(x - h)) / (2 * h))
    return np.array(g)

# %% wrong: one_slope_along_the_diagonal
def gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    return (f(x + h) - f(x - h)) / (2 * h)

# %% wrong: returned_after_the_first_coordinate -- return inside the loop, a list of one
def gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = []
    for i in range(len(x)):
        e = np.zeros(len(x))
        e[i] = 1
        grad.append((f(x + h * e) - f(x - h * e)) / (2 * h))
        return np.array(grad)

# %% wrong: first_coordinate_only -- return inside the loop, the table is full of zeros
def gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros(len(x))
    for i in range(len(x)):
        e = np.zeros(len(x))
        e[i] = h
        grad[i] = (f(x + e) - f(x - e)) / (2 * h)
        return grad

# %% wrong: last_coordinate_forgotten -- range(n - 1)
def gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    n = len(x)
    grad = np.zeros(n)
    for i in range(n - 1):
        e = np.zeros(n)
        e[i] = h
        grad[i] = (f(x + e) - f(x - e)) / (2 * h)
    return grad

# %% wrong: first_coordinate_forgotten -- range(1, n)
def gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    n = len(x)
    grad = np.zeros(n)
    for i in range(1, n):
        e = np.zeros(n)
        e[i] = h
        grad[i] = (f(x + e) - f(x - e)) / (2 * h)
    return grad

# %% wrong -- the table is made and handed over
def gradient(f, x, h=1e-5):
    grad = np.zeros(len(x))
    for i in range(len(x)):
        slope = derivative(lambda t: f(np.concatenate([x[:i], [t], x[i+1:]])), x[i], h)
    return grad

# %% wrong: last_slope_only -- the slope is overwritten in each round
def gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    for i in range(len(x)):
        e = np.zeros(len(x))
        e[i] = h
        grad = (f(x + e) - f(x - e)) / (2 * h)
    return grad

# %% crash: all_coordinates_at_once -- and a list plus a number
def gradient(f, x, h=1e-5):
    grad = []
    for i in range(len(x)):
        grad.append((f(x + h) - f(x - h)) / (2 * h))
    return grad

# %% crash -- f is asked with one coordinate
def gradient(f, x, h=1e-5):
    return np.array([derivative(f, xi, h) for xi in x])

# %% wrong: changes_the_point
def gradient(f, x, h=1e-5):
    g = np.zeros(len(x))
    x = np.asarray(x, dtype=float)
    for i in range(len(x)):
        x[i] += h
        up = f(x.copy())
        x[i] -= 2 * h
        down = f(x.copy())
        x[i] += h
        g[i] = (up - down) / (2 * h)
    return g

# %% wrong: forward_partials | steps_cut_to_whole_numbers -- two slips
def gradient(f, x, h=1e-5):
    x = np.array(x)
    g = np.zeros(len(x))
    for i in range(len(x)):
        xp = x.copy()
        xp[i] = x[i] + h
        g[i] = (f(xp) - f(x)) / h
    return g

# %% wrong: gradient_as_a_column
def gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    g = np.zeros((len(x), 1))
    for i in range(len(x)):
        e = np.zeros(len(x))
        e[i] = h
        g[i, 0] = (f(x + e) - f(x - e)) / (2 * h)
    return g

# %% wrong: slopes_added_up -- += into one number
def gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    total = 0
    for i in range(len(x)):
        e = np.zeros(len(x))
        e[i] = h
        total += (f(x + e) - f(x - e)) / (2 * h)
    return total

# %% right
def quadratic_gradient(A, b, x):
    A = np.array(A, dtype=float)
    n = len(x)
    g = np.array(b, dtype=float)
    for k in range(n):
        for i in range(n):
            g[k] += 0.5 * (A[k, i] + A[i, k]) * x[i]
    return g

# %% wrong: takes_the_matrix_for_symmetric
def quadratic_gradient(A, b, x):
    A = np.array(A)
    x = np.array(x)
    return np.dot(A, x) + b

# %% wrong: uses_the_transposed_matrix_only
def quadratic_gradient(A, b, x):
    grad = np.dot(x, A)
    return grad + np.array(b)

# %% wrong: half_of_the_form_forgotten
def quadratic_gradient(A, b, x):
    A = np.array(A)
    S = A + A.T
    return S.dot(x) + np.array(b)

# %% wrong: rows_without_columns -- the half survives, the transposed half is missing
def quadratic_gradient(A, b, x):
    A, b, x = np.array(A), np.array(b), np.array(x)
    return 0.5 * A @ x + b

# %% wrong: entrywise_product
def quadratic_gradient(A, b, x):
    A, b, x = np.array(A), np.array(b), np.array(x)
    return 0.5 * (A + A.T) * x + b

# %% wrong: takes_the_matrix_for_symmetric | entrywise_product -- two slips
def quadratic_gradient(A, b, x):
    A, b, x = np.array(A), np.array(b), np.array(x)
    return A * x + b

# %% wrong: height_instead_of_gradient
def quadratic_gradient(A, b, x):
    A, b, x = np.array(A), np.array(b), np.array(x)
    f = 0.5 * x.T @ A @ x + b.T @ x
    return f

# %% wrong: takes_the_matrix_for_symmetric | linear_part_forgotten -- two slips
def quadratic_gradient(A, b, x):
    return np.array(A) @ np.array(x)

# %% wrong: halves_cut_off
def quadratic_gradient(A, b, x):
    A, b, x = np.array(A), np.array(b), np.array(x)
    return (A + A.T) @ x // 2 + b

# %% crash: takes_the_matrix_for_symmetric -- and lists are not multiplied
def quadratic_gradient(A, b, x):
    return A @ x + b

# %% crash -- a list has no transposed
def quadratic_gradient(A, b, x):
    return 0.5 * (A + A.T) @ x + b

# %% crash -- T is no function
def quadratic_gradient(A, b, x):
    A, b, x = np.array(A), np.array(b), np.array(x)
    return 0.5 * (A + A.T()) @ x + b

# %% wrong: half_of_the_linear_part
def quadratic_gradient(A, b, x):
    A, b, x = np.array(A), np.array(b), np.array(x)
    return 0.5 * (A @ x + A.T @ x + b)

# %% wrong: linear_part_as_one_number
def quadratic_gradient(A, b, x):
    A, b, x = np.array(A), np.array(b), np.array(x)
    return 0.5 * (A + A.T) @ x + np.dot(b, x)

# %% right
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=float)
    m = len(F(x))
    n = len(x)
    J = np.zeros((m, n))
    for j in range(n):
        e = np.zeros(n)
        e[j] = h
        J[:, j] = (np.array(F(x + e)) - np.array(F(x - e))) / (2 * h)
    return J

# %% wrong: transposed_jacobian
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=float)
    J = []
    for j in range(len(x)):
        e = np.zeros(len(x))
        e[j] = h
        J.append((F(x + e) - F(x - e)) / (2 * h))
    return np.array(J)

# %% wrong: forward_columns
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=float)
    F0 = np.array(F(x))
    J = np.zeros((len(F0), len(x)))
    for j in range(len(x)):
        x2 = x.copy()
        x2[j] += h
        J[:, j] = (F(x2) - F0) / h
    return J

# %% crash -- a square table for every F
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=float)
    n = len(x)
    J = np.zeros((n, n))
    for j in range(n):
        e = np.zeros(n)
        e[j] = h
        J[:, j] = (F(x + e) - F(x - e)) / (2 * h)
    return J

# %% crash: transposed_jacobian -- rows for columns
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=float)
    M, N = len(F(x)), len(x)
    J = np.zeros((M, N))
    for j in range(N):
        e = np.zeros(N)
        e[j] = h
        J[j] = (F(x + e) - F(x - e)) / (2 * h)
    return J

# %% wrong: last_output_in_every_row -- functions made in a loop see its last i
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=float)
    M = len(F(x))
    parts = []
    for i in range(M):
        parts.append(lambda p: F(p)[i])
    return np.array([gradient(part, x, h) for part in parts])

# %% wrong: first_column_only -- return inside the loop
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=float)
    J = np.zeros((len(F(x)), len(x)))
    for j in range(len(x)):
        e = np.zeros(len(x))
        e[j] = h
        J[:, j] = (F(x + e) - F(x - e)) / (2 * h)
        return J

# %% wrong: all_inputs_at_once
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=float)
    return (F(x + h) - F(x - h)) / (2 * h)

# %% wrong: jacobian_steps_and_entries_cut_off | jacobian_steps_cut_off | jacobian_entries_cut_off -- the point and the table of whole numbers
def jacobian(F, x, h=1e-5):
    x = np.array(x)
    y = F(x)
    J = np.zeros((len(y), len(x)), dtype=x.dtype)
    for j in range(len(x)):
        a, b = x.copy(), x.copy()
        a[j] = a[j] + h
        b[j] = b[j] - h
        J[:, j] = (F(a) - F(b)) / (2 * h)
    return J

# %% wrong: jacobian_one_row_as_a_list -- squeeze
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=float)
    cols = []
    for j in range(len(x)):
        e = np.zeros(len(x))
        e[j] = h
        cols.append((F(x + e) - F(x - e)) / (2 * h))
    return np.array(cols).T.squeeze()

# %% wrong: reshaped_jacobian
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=float)
    cols = []
    for j in range(len(x)):
        e = np.zeros(len(x))
        e[j] = h
        cols.append((F(x + e) - F(x - e)) / (2 * h))
    return np.array(cols).reshape(len(F(x)), len(x))

# %% wrong: outputs_added_up -- F taken for one number
def jacobian(F, x, h=1e-5):
    return gradient(lambda p: np.sum(F(p)), x, h)

# %% wrong: jacobian_never_steps_back
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=float)
    J = np.zeros((len(F(x)), len(x)))
    for j in range(len(x)):
        x[j] += h
        up = np.array(F(x))
        x[j] -= 2 * h
        J[:, j] = (up - np.array(F(x))) / (2 * h)
    return J

# %% wrong: flat_jacobian
def jacobian(F, x, h=1e-5):
    x = np.array(x, dtype=float)
    entries = []
    for i in range(len(F(x))):
        for j in range(len(x)):
            e = np.zeros(len(x))
            e[j] = h
            entries.append((F(x + e)[i] - F(x - e)[i]) / (2 * h))
    return entries

# %% right
def jacobian_from_gradients(gradients, x):
    J = []
    for grad in gradients:
        J.append(grad(np.array(x, dtype=float)))
    return np.array(J)

# %% wrong: gradients_as_columns
def jacobian_from_gradients(gradients, x):
    x = np.array(x, dtype=float)
    rows = [g(x) for g in gradients]
    return np.column_stack(rows)

# %% wrong: gradients_joined_end_to_end
def jacobian_from_gradients(gradients, x):
    x = np.array(x, dtype=float)
    J = np.array([])
    for g in gradients:
        J = np.append(J, g(x))
    return J

# %% wrong: first_gradient_only -- return inside the loop
def jacobian_from_gradients(gradients, x):
    x = np.array(x, dtype=float)
    for g in gradients:
        return np.array(g(x))

# %% wrong: first_row_only -- return inside the loop, a table of one row
def jacobian_from_gradients(gradients, x):
    J = []
    for g in gradients:
        J.append(g(np.array(x, dtype=float)))
        return np.array(J)

# %% crash -- functions, not what they return
def jacobian_from_gradients(gradients, x):
    return np.array([g for g in gradients])

# %% crash -- a list is no function
def jacobian_from_gradients(gradients, x):
    return np.array(gradients(x))

# %% wrong: gradients_added
def jacobian_from_gradients(gradients, x):
    J = 0
    for g in gradients:
        J += np.array(g(np.array(x, dtype=float)))
    return J

# %% crash -- the table is square, whatever M is
def jacobian_from_gradients(gradients, x):
    n = len(x)
    J = np.zeros((n, n))
    for i, g in enumerate(gradients):
        J[i, :] = g(np.array(x, dtype=float))
    return J

# %% right
def linearize(f0, J, dx):
    return np.array(f0) + np.dot(J, dx)

# %% wrong: products_not_added_up
def linearize(f0, J, dx):
    J, dx = np.array(J), np.array(dx)
    return f0 + J * dx

# %% wrong: product_with_the_transpose
def linearize(f0, J, dx):
    return np.array(f0) + np.dot(dx, J)

# %% wrong: product_with_the_transpose
def linearize(f0, J, dx):
    J = np.array(J)
    return f0 + J.T @ np.array(dx)

# %% wrong: change_without_the_height
def linearize(f0, J, dx):
    change = np.array(J) @ np.array(dx)
    return change

# %% crash -- a list times a list
def linearize(f0, J, dx):
    return f0 + J * dx

# %% wrong: one_change_for_all_outputs
def linearize(f0, J, dx):
    J, dx = np.array(J), np.array(dx)
    return np.array(f0) + (J * dx).sum()

# %% wrong: changes_put_behind_the_values -- a list + an array is fine, a list + a list is longer
def linearize(f0, J, dx):
    if np.ndim(f0) == 0:
        return f0 + sum(j * d for j, d in zip(J, dx))
    change = [sum(j * d for j, d in zip(row, dx)) for row in J]
    return list(f0) + change

# %% wrong: number_in_a_list
def linearize(f0, J, dx):
    J = np.atleast_2d(J)
    return np.array(f0) + J @ np.array(dx)

# %% wrong: adds_into_the_value -- += changes the caller's f0
def linearize(f0, J, dx):
    result = np.asarray(f0, dtype=float)
    result += np.dot(J, dx)
    return result

# %% right
def directional_derivative(grad, direction):
    u = np.array(direction, dtype=float)
    norm = np.sqrt(np.sum(u ** 2))
    if norm == 0:
        raise ValueError("the direction must not be zero")
    return float(np.dot(grad, u) / norm)

# %% wrong: direction_as_long_as_it_came -- no guard either
def directional_derivative(grad, direction):
    return np.dot(grad, direction)

# %% wrong: not_a_number_without_a_direction
def directional_derivative(grad, direction):
    direction = np.array(direction, dtype=float)
    unit = direction / np.linalg.norm(direction)
    return np.dot(grad, unit)

# %% wrong: both_lengths_divided_out -- the cosine, without a guard
def directional_derivative(grad, direction):
    return np.dot(grad, direction) / (np.linalg.norm(grad) * np.linalg.norm(direction))

# %% wrong: level_without_a_direction
def directional_derivative(grad, direction):
    n = np.linalg.norm(direction)
    if n == 0:
        return 0
    return np.dot(grad, direction) / n

# %% wrong: silent_without_a_direction
def directional_derivative(grad, direction):
    n = np.linalg.norm(direction)
    if n == 0:
        print("ValueError: zero direction")
        return None
    return np.dot(grad, direction) / n

# %% wrong -- return ValueError
def directional_derivative(grad, direction):
    n = np.linalg.norm(direction)
    if n == 0:
        return ValueError("zero direction")
    return np.dot(grad, direction) / n

# %% wrong -- the word as text
def directional_derivative(grad, direction):
    n = np.linalg.norm(direction)
    if n == 0:
        return "ValueError"
    return np.dot(grad, direction) / n

# %% wrong: length_as_sum_of_sizes -- without a guard
def directional_derivative(grad, direction):
    u = np.array(direction, dtype=float)
    return np.dot(grad, u) / np.sum(np.abs(u))

# %% wrong: products_kept_apart
def directional_derivative(grad, direction):
    u = np.array(direction, dtype=float)
    if np.all(u == 0):
        raise ValueError("no direction")
    u = u / np.linalg.norm(u)
    return np.array(grad) * u

# %% wrong -- np.any for np.all
def directional_derivative(grad, direction):
    u = np.array(direction, dtype=float)
    if np.any(u == 0):
        raise ValueError("no direction")
    return np.dot(grad, u) / np.linalg.norm(u)

# %% crash -- the truth value of an array
def directional_derivative(grad, direction):
    direction = np.array(direction, dtype=float)
    if direction == 0:
        raise ValueError("no direction")
    return np.dot(grad, direction) / np.linalg.norm(direction)

# %% wrong: divided_by_the_squared_length -- the root forgotten
def directional_derivative(grad, direction):
    u = np.array(direction, dtype=float)
    length = np.sum(u ** 2)
    if length == 0:
        raise ValueError("no direction")
    return np.dot(grad, u) / length

# %% right
def plot_gradient_field(ax, f, grad, x, y):
    X, Y = np.meshgrid(x, y)
    Z = np.zeros(X.shape)
    U = np.zeros(X.shape)
    V = np.zeros(X.shape)
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            p = np.array([X[i, j], Y[i, j]])
            Z[i, j] = f(p)
            U[i, j], V[i, j] = grad(p)
    ax.contour(X, Y, Z)
    ax.quiver(X, Y, U, V)

# %% crash -- f gets the whole grid at once
def plot_gradient_field(ax, f, grad, x, y):
    X, Y = np.meshgrid(x, y)
    Z = f(X, Y)
    U, V = grad(X, Y)
    ax.contour(X, Y, Z)
    ax.quiver(X, Y, U, V)

# %% wrong: arrows_downhill
def plot_gradient_field(ax, f, grad, x, y):
    X, Y = np.meshgrid(x, y)
    Z = np.array([[f(np.array([a, b])) for a in x] for b in y])
    G = np.array([[grad(np.array([a, b])) for a in x] for b in y])
    ax.contourf(X, Y, Z)
    ax.quiver(X, Y, -G[:, :, 0], -G[:, :, 1])

# %% wrong: arrows_of_length_one
def plot_gradient_field(ax, f, grad, x, y):
    X, Y = np.meshgrid(x, y)
    Z = np.array([[f(np.array([a, b])) for a in x] for b in y])
    G = np.array([[grad(np.array([a, b])) for a in x] for b in y])
    L = np.sqrt(G[..., 0]**2 + G[..., 1]**2)
    ax.contour(X, Y, Z)
    ax.quiver(X, Y, G[..., 0] / L, G[..., 1] / L)

# %% wrong: arrows_missing
def plot_gradient_field(ax, f, grad, x, y):
    Z = np.array([[f(np.array([a, b])) for a in x] for b in y])
    ax.contour(x, y, Z)

# %% crash: heights_with_rows_along_x -- and so are the arrows' tables
def plot_gradient_field(ax, f, grad, x, y):
    Z = np.zeros((len(x), len(y)))
    U = np.zeros((len(x), len(y)))
    V = np.zeros((len(x), len(y)))
    for i in range(len(x)):
        for j in range(len(y)):
            Z[i, j] = f(np.array([x[i], y[j]]))
            U[i, j], V[i, j] = grad(np.array([x[i], y[j]]))
    ax.contour(x, y, Z)
    ax.quiver(x, y, U, V)

# %% wrong: draws_elsewhere
def plot_gradient_field(ax, f, grad, x, y):
    import matplotlib.pyplot as plt
    X, Y = np.meshgrid(x, y)
    Z = np.array([[f(np.array([a, b])) for a in x] for b in y])
    G = np.array([[grad(np.array([a, b])) for a in x] for b in y])
    plt.contour(X, Y, Z)
    plt.quiver(X, Y, G[..., 0], G[..., 1])

# %% wrong: puts_the_inputs_in_rows
def question_6(inputs, outputs):
    rows = inputs
    columns = outputs
    return rows, columns

# %% wrong: adds_up_the_sizes_of_the_slopes
def question_7(grad):
    return float(np.sum(np.abs(grad)))

# %% wrong: gives_the_square_of_the_length -- the square of the length
def question_7(grad):
    return float(np.dot(grad, grad))
