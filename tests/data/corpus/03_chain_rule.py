# What beginners write for 03_chain_rule; tests/factories/corpus.py says how a heading is read.

# %% right
def chain_derivative(df, dg, dh, g, h, x):
    u = h(x)
    v = g(u)
    a = df(v)
    b = dg(u)
    c = dh(x)
    return a * b * c

# %% wrong: every_derivative_at_x
def chain_derivative(df, dg, dh, g, h, x):
    result = df(x)
    result = result * dg(x)
    result = result * dh(x)
    return result

# %% wrong: outer_derivative_at_h
def chain_derivative(df, dg, dh, g, h, x):
    inner = h(x)
    return df(inner) * dg(inner) * dh(x)

# %% wrong: middle_derivative_at_x
def chain_derivative(df, dg, dh, g, h, x):
    y = g(h(x))
    return dh(x) * dg(x) * df(y)

# %% wrong: outer_derivative_skips_h
def chain_derivative(df, dg, dh, g, h, x):
    return df(g(x)) * dg(h(x)) * dh(x)

# %% wrong: derivatives_nested
def chain_derivative(df, dg, dh, g, h, x):
    a = dh(x)
    b = dg(a)
    c = df(b)
    return c

# %% wrong: points_made_by_derivatives
def chain_derivative(df, dg, dh, g, h, x):
    a = dh(x)
    b = dg(a)
    c = df(b)
    return a * b * c

# %% wrong: rates_added
def chain_derivative(df, dg, dh, g, h, x):
    u = h(x)
    v = g(u)
    total = 0
    for rate in [df(v), dg(u), dh(x)]:
        total += rate
    return total

# %% wrong: middle_factor_missing
def chain_derivative(df, dg, dh, g, h, x):
    return df(g(h(x))) * dh(x)

# %% wrong: inner_factor_missing
def chain_derivative(df, dg, dh, g, h, x):
    u = h(x)
    return df(g(u)) * dg(u)

# %% crash -- df is a function
def chain_derivative(df, dg, dh, g, h, x):
    return df * dg * dh

# %% crash -- functions times numbers
def chain_derivative(df, dg, dh, g, h, x):
    return df * g(h(x)) * dg * h(x) * dh * x

# %% crash -- f is not given
def chain_derivative(df, dg, dh, g, h, x):
    eps = 1e-5
    return (f(g(h(x + eps))) - f(g(h(x - eps)))) / (2 * eps)

# %% crash -- printed, not returned
def chain_derivative(df, dg, dh, g, h, x):
    u = h(x)
    print(df(g(u)) * dg(u) * dh(x))

# %% wrong: middle_factor_missing | outer_derivative_at_h -- two slips
def chain_derivative(df, dg, dh, g, h, x):
    return df(h(x)) * dh(x)

# %% wrong: inner_derivative_at_h
def chain_derivative(df, dg, dh, g, h, x):
    x = h(x)
    return df(g(x)) * dg(x) * dh(x)

# %% right
def graph_forward(x, y1, y2, h, L):
    a = y1(x)
    b = y2(x)
    c = h(a, b)
    return L(c)

# %% wrong: arguments_of_h_exchanged
def graph_forward(x, y1, y2, h, L):
    left = y2(x)
    right = y1(x)
    return L(h(left, right))

# %% wrong: second_fed_by_first
def graph_forward(x, y1, y2, h, L):
    y1 = y1(x)
    y2 = y2(y1)
    return L(h(y1, y2))

# %% wrong: stops_at_h
def graph_forward(x, y1, y2, h, L):
    a, b = y1(x), y2(x)
    result = h(a, b)
    return result

# %% wrong: both_branches_skipped
def graph_forward(x, y1, y2, h, L):
    return L(h(x, x))

# %% crash -- h takes two arguments
def graph_forward(x, y1, y2, h, L):
    return L(h(y1(x) + y2(x)))

# %% crash -- h gets one list
def graph_forward(x, y1, y2, h, L):
    ys = [y1(x), y2(x)]
    return L(h(ys))

# %% crash -- the functions themselves are handed on
def graph_forward(x, y1, y2, h, L):
    return L(h(y1, y2))

# %% crash -- L is no number
def graph_forward(x, y1, y2, h, L):
    a = y1(x)
    b = y2(x)
    return L * h(a, b)

# %% wrong: branches_added
def graph_forward(x, y1, y2, h, L):
    s = y1(x) + y2(x)
    return L(s)

# %% crash -- no return
def graph_forward(x, y1, y2, h, L):
    a = y1(x)
    b = y2(x)
    L = L(h(a, b))

# %% right
def graph_gradient(dL_dh, dh_dy, dy_dx):
    total = 0
    for a, b in zip(dh_dy, dy_dx):
        total += dL_dh * a * b
    return total

# %% wrong: only_the_first_path -- return inside the loop
def graph_gradient(dL_dh, dh_dy, dy_dx):
    total = 0
    for k in range(len(dh_dy)):
        total += dL_dh * dh_dy[k] * dy_dx[k]
        return total

# %% wrong: only_the_last_path -- = for +=
def graph_gradient(dL_dh, dh_dy, dy_dx):
    for k in range(len(dh_dy)):
        total = dL_dh * dh_dy[k] * dy_dx[k]
    return total

# %% wrong: first_path_dropped -- range(1, K)
def graph_gradient(dL_dh, dh_dy, dy_dx):
    K = len(dh_dy)
    s = 0
    for k in range(1, K):
        s += dh_dy[k] * dy_dx[k]
    return dL_dh * s

# %% wrong: last_path_dropped -- range(K - 1)
def graph_gradient(dL_dh, dh_dy, dy_dx):
    K = len(dh_dy)
    s = 0
    for k in range(K - 1):
        s += dh_dy[k] * dy_dx[k]
    return dL_dh * s

# %% crash -- one path too far
def graph_gradient(dL_dh, dh_dy, dy_dx):
    K = len(dh_dy)
    s = 0
    for k in range(1, K + 1):
        s += dh_dy[k] * dy_dx[k]
    return dL_dh * s

# %% wrong: sums_multiplied
def graph_gradient(dL_dh, dh_dy, dy_dx):
    return dL_dh * sum(dh_dy) * sum(dy_dx)

# %% wrong: everything_multiplied
def graph_gradient(dL_dh, dh_dy, dy_dx):
    p = dL_dh
    for a in dh_dy:
        p *= a
    for b in dy_dx:
        p *= b
    return p

# %% wrong: paths_listed
def graph_gradient(dL_dh, dh_dy, dy_dx):
    return dL_dh * np.array(dh_dy) * np.array(dy_dx)

# %% wrong: paths_listed
def graph_gradient(dL_dh, dh_dy, dy_dx):
    return [dL_dh * a * b for a, b in zip(dh_dy, dy_dx)]

# %% crash: paths_listed -- and a list times a list
def graph_gradient(dL_dh, dh_dy, dy_dx):
    return dL_dh * dh_dy * dy_dx

# %% wrong: loss_rate_missing
def graph_gradient(dL_dh, dh_dy, dy_dx):
    return np.dot(dh_dy, dy_dx)

# %% wrong: loss_rate_on_one_path
def graph_gradient(dL_dh, dh_dy, dy_dx):
    total = dL_dh
    total = total * dh_dy[0] * dy_dx[0]
    for k in range(1, len(dh_dy)):
        total = total + dh_dy[k] * dy_dx[k]
    return total

# %% wrong: mean_of_paths
def graph_gradient(dL_dh, dh_dy, dy_dx):
    return dL_dh * np.mean(np.array(dh_dy) * np.array(dy_dx))

# %% wrong -- the sum begins at 1
def graph_gradient(dL_dh, dh_dy, dy_dx):
    total = 1
    for a, b in zip(dh_dy, dy_dx):
        total += a * b
    return dL_dh * total

# %% wrong: two_paths_at_most -- the graph of the figure
def graph_gradient(dL_dh, dh_dy, dy_dx):
    return dL_dh * (dh_dy[0] * dy_dx[0] + dh_dy[1] * dy_dx[1])

# %% right
def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    return np.dot(np.dot(dL_dh, dh_dy), dy_dx)

# %% crash: entry_by_entry -- * for @
def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    return np.array(dL_dh) * np.array(dh_dy) * np.array(dy_dx)

# %% crash -- lists have no @
def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    return dL_dh @ dh_dy @ dy_dx

# %% wrong: loss_factor_missing
def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    A = np.array(dh_dy)
    B = np.array(dy_dx)
    return A @ B

# %% wrong: row_made_flat
def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    row = np.array(dL_dh) @ np.array(dh_dy) @ np.array(dy_dx)
    return row[0]

# %% wrong: row_made_flat
def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    return np.array([graph_gradient(dL_dh[0][0], dh_dy[0], col) for col in np.array(dy_dx).T])

# %% crash -- the factors in the opposite order
def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    return np.array(dy_dx) @ np.array(dh_dy) @ np.array(dL_dh)

# %% wrong: column_for_a_row
def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    return np.array(dy_dx).T @ np.array(dh_dy).T @ np.array(dL_dh)

# %% wrong: paths_not_added
def graph_gradient_matrix(dL_dh, dh_dy, dy_dx):
    dL_dh, dh_dy, dy_dx = np.array(dL_dh), np.array(dh_dy), np.array(dy_dx)
    return dL_dh * dh_dy.T * dy_dx

# %% right
def compose_jacobians(jacobians):
    J = np.array(jacobians[0], dtype=float)
    for k in range(1, len(jacobians)):
        J = J @ np.array(jacobians[k])
    return J

# %% crash: innermost_on_the_left -- right for a single matrix, or for square ones in the wrong order
def compose_jacobians(jacobians):
    J = np.array(jacobians[0], dtype=float)
    for k in range(1, len(jacobians)):
        J = np.array(jacobians[k]) @ J
    return J

# %% crash: innermost_on_the_left -- reversed(...)
def compose_jacobians(jacobians):
    result = None
    for M in reversed(jacobians):
        M = np.array(M)
        result = M if result is None else result @ M
    return result

# %% wrong: innermost_left_out -- range(1, L - 1)
def compose_jacobians(jacobians):
    J = np.array(jacobians[0])
    for k in range(1, len(jacobians) - 1):
        J = J @ np.array(jacobians[k])
    return J

# %% wrong: first_matrix_twice -- the loop begins at the first again
def compose_jacobians(jacobians):
    J = np.array(jacobians[0])
    for M in jacobians:
        J = J @ np.array(M)
    return J

# %% wrong: only_two_matrices -- return inside the loop
def compose_jacobians(jacobians):
    J = np.array(jacobians[0])
    for M in jacobians[1:]:
        J = J @ np.array(M)
        return J
    return J

# %% crash: entries_multiplied -- * for @
def compose_jacobians(jacobians):
    J = np.array(jacobians[0])
    for M in jacobians[1:]:
        J = J * np.array(M)
    return J

# %% crash -- @ of lists
def compose_jacobians(jacobians):
    J = jacobians[0]
    for M in jacobians[1:]:
        J = J @ M
    return J

# %% crash -- begins with the number 1
def compose_jacobians(jacobians):
    J = 1
    for M in jacobians:
        J = J @ np.array(M)
    return J

# %% crash -- the identity has as many rows as the innermost has columns
def compose_jacobians(jacobians):
    J = np.eye(len(jacobians[-1][0]))
    for M in jacobians:
        J = J @ np.array(M)
    return J

# %% wrong: takes_the_list_apart -- pop changes the caller's list
def compose_jacobians(jacobians):
    J = np.array(jacobians.pop(0))
    while len(jacobians) > 0:
        J = J @ np.array(jacobians.pop(0))
    return J

# %% right
def network(x, layers):
    a = np.array(x, dtype=float)
    for W, b, phi in layers:
        z = np.dot(W, a) + b
        a = phi(z)
    return np.array(a)

# %% wrong: biases_left_out
def network(x, layers):
    a = np.array(x)
    for layer in layers:
        W, b, phi = layer
        a = phi(np.array(W) @ a)
    return a

# %% wrong: activations_left_out
def network(x, layers):
    a = np.array(x)
    for W, b, phi in layers:
        a = np.array(W) @ a + np.array(b)
    return a

# %% wrong: first_layer_only -- return inside the loop
def network(x, layers):
    a = np.array(x)
    for W, b, phi in layers:
        a = phi(np.array(W) @ a + np.array(b))
        return a

# %% wrong: every_layer_from_the_input | last_layer_only -- x for a
def network(x, layers):
    x = np.array(x)
    for W, b, phi in layers:
        out = phi(np.array(W) @ x + np.array(b))
    return out

# %% crash: last_layer_first -- reversed
def network(x, layers):
    a = np.array(x)
    for W, b, phi in layers[::-1]:
        a = phi(np.array(W) @ a + np.array(b))
    return a

# %% crash: weights_transposed -- x @ W
def network(x, layers):
    a = np.array(x)
    for W, b, phi in layers:
        a = phi(a @ np.array(W) + np.array(b))
    return a

# %% crash: weights_times_entries -- * for @
def network(x, layers):
    a = np.array(x)
    for W, b, phi in layers:
        a = phi(np.array(W) * a + np.array(b))
    return a

# %% crash -- phi is no number
def network(x, layers):
    a = np.array(x)
    for W, b, phi in layers:
        a = phi * (np.array(W) @ a + np.array(b))
    return a

# %% wrong: last_layer_left_out -- range(n - 1)
def network(x, layers):
    a = np.array(x, dtype=float)
    for i in range(len(layers) - 1):
        W, b, phi = layers[i]
        a = phi(np.array(W) @ a + np.array(b))
    return a

# %% wrong: first_layer_left_out -- range(1, n)
def network(x, layers):
    a = np.array(x, dtype=float)
    for i in range(1, len(layers)):
        W, b, phi = layers[i]
        a = phi(np.array(W) @ a + np.array(b))
    return a

# %% wrong: bias_after_activation
def network(x, layers):
    a = np.array(x, dtype=float)
    for W, b, phi in layers:
        a = phi(np.array(W) @ a) + np.array(b)
    return a

# %% wrong: last_activation_left_out -- the output layer is thought to be linear
def network(x, layers):
    a = np.array(x, dtype=float)
    for i, (W, b, phi) in enumerate(layers):
        z = np.array(W) @ a + np.array(b)
        if i < len(layers) - 1:
            a = phi(z)
        else:
            a = z
    return a

# %% wrong: activation_entry_by_entry
def network(x, layers):
    a = np.array(x, dtype=float)
    for W, b, phi in layers:
        z = np.array(W) @ a + np.array(b)
        a = np.array([float(phi(np.array([v]))[0]) for v in z])
    return a

# %% crash -- three things cannot be unpacked into two
def network(x, layers):
    a = np.array(x, dtype=float)
    for W, b in layers:
        a = np.tanh(np.array(W) @ a + np.array(b))
    return a

# %% wrong: biases_left_out | first_layer_only -- two slips
def network(x, layers):
    for W, b, phi in layers:
        return phi(np.array(W) @ np.array(x))

# %% right
def neuron_gradient(X, y, w, b):
    X = np.array(X, dtype=float)
    U, D = X.shape
    dw = np.zeros(D)
    db = 0.0
    for u in range(U):
        a = np.tanh(X[u] @ np.array(w) + b)
        delta = (a - y[u]) * (1 - a**2)
        dw += delta * X[u]
        db += delta
    return dw / U, db / U

# %% wrong: sum_not_mean
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    a = np.tanh(X @ w + b)
    d = (a - y) * (1 - a ** 2)
    return X.T @ d, d.sum()

# %% wrong: slope_of_tanh_missing
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    U = len(y)
    pred = np.tanh(X @ w + b)
    err = pred - y
    return X.T @ err / U, err.mean()

# %% wrong: sum_not_mean | slope_of_tanh_missing -- two slips
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    err = np.tanh(X @ w + b) - y
    return X.T @ err, np.sum(err)

# %% wrong: error_turned_around
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    a = np.tanh(X @ w + b)
    d = (y - a) * (1 - a ** 2)
    return X.T @ d / len(y), np.mean(d)

# %% wrong: twice_too_large
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    a = np.tanh(X @ w + b)
    d = 2 * (a - y) * (1 - a ** 2)
    return X.T @ d / len(y), np.mean(d)

# %% wrong: divided_by_the_inputs -- X.shape[1] for X.shape[0]
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    n = X.shape[1]
    a = np.tanh(X @ w + b)
    d = (a - y) * (1 - a ** 2)
    return X.T @ d / n, np.sum(d) / n

# %% wrong: means_multiplied
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    a = np.tanh(X @ w + b)
    d = np.mean((a - y) * (1 - a ** 2))
    return d * np.mean(X, axis=0), d

# %% wrong: bias_summed_weights_averaged
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    a = np.tanh(X @ w + b)
    d = (a - y) * (1 - a ** 2)
    return (X * d[:, None]).mean(axis=0), d.sum()

# %% wrong: bias_left_out_of_z
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    a = np.tanh(X @ w)
    d = (a - y) * (1 - a ** 2)
    return X.T @ d / len(y), d.mean()

# %% wrong: slope_from_z
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    z = X @ w + b
    d = (np.tanh(z) - y) * (1 - z ** 2)
    return X.T @ d / len(y), d.mean()

# %% crash -- tanh is not imported, nor is math
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    a = tanh(X @ w + b)
    d = (a - y) * (1 - a ** 2)
    return X.T @ d / len(y), d.mean()

# %% crash -- math.tanh of an array
import math
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    a = math.tanh(X @ w + b)
    d = (a - y) * (1 - a ** 2)
    return X.T @ d / len(y), d.mean()

# %% crash -- the shapes of X and the errors do not fit
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    a = np.tanh(X @ w + b)
    d = (a - y) * (1 - a ** 2)
    return np.mean(d * X), np.mean(d)

# %% wrong: weights_averaged_to_one_number -- np.mean without an axis
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    a = np.tanh(X @ w + b)
    d = (a - y) * (1 - a ** 2)
    return np.mean(d[:, None] * X), np.mean(d)

# %% wrong: bias_first
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    a = np.tanh(X @ w + b)
    d = (a - y) * (1 - a ** 2)
    dw = X.T @ d / len(y)
    db = d.mean()
    return db, dw

# %% wrong: first_example_only | sum_not_mean -- return inside the loop, before the division
def neuron_gradient(X, y, w, b):
    X, y, w = np.array(X), np.array(y), np.array(w)
    dw = np.zeros(len(w))
    db = 0
    for u in range(len(y)):
        a = np.tanh(X[u] @ w + b)
        d = (a - y[u]) * (1 - a ** 2)
        dw += d * X[u]
        db += d
        return dw, db

# %% right
def plot_paths(ax, x, contributions):
    C = np.array(contributions)
    for k in range(C.shape[0]):
        ax.plot(x, C[k], label="path " + str(k + 1))
    ax.plot(x, C.sum(axis=0), "k--", label="total")
    ax.legend()

# %% wrong: total_missing
def plot_paths(ax, x, contributions):
    k = 1
    for c in contributions:
        ax.plot(x, c, label="path %d" % k)
        k += 1
    ax.legend()

# %% wrong: one_name_for_all
def plot_paths(ax, x, contributions):
    for c in contributions:
        ax.plot(x, c, label="contribution")
    ax.plot(x, np.sum(contributions, axis=0), label="sum")
    ax.legend()

# %% wrong: names_without_a_legend
def plot_paths(ax, x, contributions):
    for i, c in enumerate(contributions):
        ax.plot(x, c, label=f"path {i}")
    ax.plot(x, np.sum(contributions, axis=0), label="sum")

# %% crash: sum_over_places -- axis=1
def plot_paths(ax, x, contributions):
    C = np.array(contributions)
    for i in range(len(C)):
        ax.plot(x, C[i], label=f"path {i}")
    ax.plot(x, C.sum(axis=1), label="sum")
    ax.legend()

# %% crash -- the sum of all is one number
def plot_paths(ax, x, contributions):
    for i, c in enumerate(contributions):
        ax.plot(x, c, label=f"path {i}")
    ax.plot(x, np.sum(contributions), label="sum")
    ax.legend()

# %% wrong: drawn_somewhere_else
def plot_paths(ax, x, contributions):
    import matplotlib.pyplot as plt
    for i, c in enumerate(contributions):
        plt.plot(x, c, label=f"path {i}")
    plt.plot(x, np.sum(contributions, axis=0), label="sum")
    plt.legend()

# %% wrong: running_sums -- += draws the sums on the way
def plot_paths(ax, x, contributions):
    total = np.zeros(len(x))
    for i, c in enumerate(contributions):
        total = total + np.array(c)
        ax.plot(x, total, label=f"path {i}")
    ax.plot(x, total, label="sum")
    ax.legend()

# %% wrong: adds_the_biases_as_they_are
def question_7(W1, b1, W2, b2):
    W = W1 * W2
    b = b1 + b2
    return W, b

# %% wrong: counts_the_first_product_alone
def question_6(width):
    n = width
    return n * n, n ** 3 + n * n
