# What beginners write for 01_taylor; tests/factories/corpus.py says how a heading is read.

# %% right
def linear_approx(f0, df0, dx):
    dx = np.array(dx)
    result = f0 + df0 * dx
    return result

# %% right
def linear_approx(f0, df0, dx):
    if isinstance(dx, list):
        out = []
        for d in dx:
            out.append(f0 + df0 * d)
        return out
    return f0 + df0 * dx

# %% wrong: steps_the_wrong_way
def linear_approx(f0, df0, dx):
    step = np.array(dx, dtype=float)
    change = df0 * step
    return f0 - change

# %% wrong: halves_the_slope -- the half of the next equation
def linear_approx(f0, df0, dx):
    dx = np.array(dx)
    return f0 + 1/2 * df0 * dx

# %% crash -- a list times a number
def linear_approx(f0, df0, dx):
    return f0 + df0 * dx

# %% crash -- printed, not returned
def linear_approx(f0, df0, dx):
    dx = np.asarray(dx, dtype=float)
    y = f0 + df0 * dx
    print(y)

# %% crash -- computed, never returned
def linear_approx(f0, df0, dx):
    dx = np.asarray(dx, dtype=float)
    approx = f0 + df0 * dx

# %% wrong: answers_for_the_first_step_only -- returns inside the loop
def linear_approx(f0, df0, dx):
    if np.isscalar(dx):
        return f0 + df0 * dx
    result = []
    for d in dx:
        result.append(f0 + df0 * d)
        return result

# %% wrong: answers_for_the_first_step_only
def linear_approx(f0, df0, dx):
    for step in np.atleast_1d(dx):
        return f0 + df0 * step

# %% wrong: adds_up_all_steps
def linear_approx(f0, df0, dx):
    total = f0
    for step in np.atleast_1d(dx):
        total += df0 * step
    return total

# %% wrong: answers_for_the_last_step_only -- the result is overwritten in each round
def linear_approx(f0, df0, dx):
    if np.isscalar(dx):
        return f0 + df0 * dx
    for d in dx:
        result = f0 + df0 * d
    return result

# %% wrong: cuts_to_the_type_of_the_steps
def linear_approx(f0, df0, dx):
    dx = np.asarray(dx)
    y = np.zeros_like(dx)
    y[...] = f0 + df0 * dx
    return y

# %% wrong: answers_one_step_with_a_list -- one step comes back as a list of one
def linear_approx(f0, df0, dx):
    dx = np.atleast_1d(dx)
    return np.array([f0 + df0 * d for d in dx])

# %% wrong: swaps_height_and_slope
def linear_approx(f0, df0, dx):
    dx = np.array(dx)
    m = f0
    b = df0
    return m * dx + b

# %% wrong: forgets_the_height
def linear_approx(f0, df0, dx):
    dx = np.array(dx, float)
    return df0 * dx

# %% wrong: takes_the_size_of_the_step | steps_the_wrong_way -- two slips
def linear_approx(f0, df0, dx):
    dx = np.array(dx, float)
    return f0 - df0 * abs(dx)

# %% wrong: multiplies_the_height_too
def linear_approx(f0, df0, dx):
    dx = np.array(dx, float)
    return (f0 + df0) * dx

# %% crash -- x0 is not given
def linear_approx(f0, df0, dx):
    return f0 + df0 * (x - x0)

# %% crash -- f is not given
def linear_approx(f0, df0, dx):
    return f(x0) + df0 * dx

# %% crash -- the stub's line is still there
def linear_approx(f0, df0, dx):
    raise NotImplementedError
    return f0 + df0 * np.array(dx)

# %% right
def quadratic_approx(f0, df0, d2f0, dx):
    h = np.array(dx, dtype=float)
    lin = f0 + df0 * h
    return lin + 0.5 * d2f0 * h * h

# %% wrong: forgets_the_half
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.array(dx)
    a = df0 * dx
    b = d2f0 * dx ** 2
    return f0 + a + b

# %% wrong: drops_the_decimals_of_the_third_term -- // drops decimals
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.array(dx)
    return f0 + df0 * dx + d2f0 * dx ** 2 // 2

# %% wrong: stops_at_the_line -- 1 // 2 is 0
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.array(dx)
    return f0 + df0 * dx + 1 // 2 * d2f0 * dx ** 2

# %% crash -- a power is written ^
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.array(dx)
    return f0 + df0 * dx + d2f0 * dx^2 / 2

# %% crash -- ^, in brackets
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.array(dx, dtype=float)
    return f0 + df0 * dx + d2f0 * (dx^2) / 2

# %% crash -- a list to a power
def quadratic_approx(f0, df0, d2f0, dx):
    return f0 + df0 * dx + d2f0 * dx**2 / 2

# %% wrong: halves_the_slope_as_well
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.array(dx)
    return f0 + 0.5 * (df0 * dx + d2f0 * dx**2)

# %% wrong: squares_the_half
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.array(dx)
    half = dx / 2
    return f0 + df0 * dx + d2f0 * half ** 2

# %% wrong: squares_the_derivative_too
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.array(dx)
    return f0 + df0 * dx + ((d2f0 * dx) ** 2) / 2

# %% wrong: drops_the_linear_term
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.array(dx)
    return f0 + d2f0 / 2 * np.square(dx)

# %% wrong: doubles_instead_of_squaring
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.array(dx)
    return f0 + df0 * dx + d2f0 * dx * 2 / 2

# %% wrong: leaves_the_step_unsquared
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.array(dx)
    return linear_approx(f0, df0, dx) + 0.5 * d2f0 * dx

# %% wrong: forgets_the_half | bends_the_wrong_way -- two slips
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.array(dx)
    return f0 + df0 * dx - d2f0 * dx**2

# %% wrong: forgets_the_half | leaves_the_step_unsquared | doubles_instead_of_squaring -- two slips; 2 dx / 2 is dx
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.array(dx)
    return f0 + df0 * dx + d2f0 * dx

# %% wrong: swaps_slope_and_bend
def quadratic_approx(f0, df0, d2f0, dx):
    dx = np.array(dx)
    return linear_approx(f0, d2f0, dx) + df0 * dx**2 / 2

# %% right
def taylor_polynomial(derivatives, dx):
    dx = np.asarray(dx, dtype=float)
    total = np.zeros(dx.shape)
    fact = 1
    for k in range(len(derivatives)):
        if k > 0:
            fact = fact * k
        total = total + derivatives[k] * dx**k / fact
    return total

# %% right
def taylor_polynomial(derivatives, dx):
    import math
    x = np.array(dx, float)
    terms = [derivatives[n] / math.factorial(n) * x**n for n in range(len(derivatives))]
    return sum(terms)

# %% wrong: drops_the_first_derivative -- range(1, n)
def taylor_polynomial(derivatives, dx):
    from math import factorial
    dx = np.array(dx, dtype=float)
    result = 0 * dx
    for k in range(1, len(derivatives)):
        result += derivatives[k] * dx**k / factorial(k)
    return result

# %% wrong: drops_the_last_derivative -- range(1, K), the first term by hand
from math import factorial
def taylor_polynomial(derivatives, dx):
    dx = np.asarray(dx, dtype=float)
    K = len(derivatives) - 1
    T = derivatives[0] + 0 * dx
    for k in range(1, K):
        T = T + derivatives[k] * dx**k / factorial(k)
    return T

# %% wrong: drops_the_last_derivative -- range(K)
from math import factorial
def taylor_polynomial(derivatives, dx):
    dx = np.asarray(dx, dtype=float)
    K = len(derivatives) - 1
    T = np.zeros_like(dx)
    for k in range(K):
        T = T + derivatives[k] * dx**k / factorial(k)
    return T

# %% crash -- one derivative too many
from math import factorial
def taylor_polynomial(derivatives, dx):
    dx = np.asarray(dx, dtype=float)
    K = len(derivatives)
    T = 0
    for k in range(K + 1):
        T = T + derivatives[k] * dx**k / factorial(k)
    return T

# %% wrong: ends_in_the_first_round -- return inside the loop
from math import factorial
def taylor_polynomial(derivatives, dx):
    dx = np.asarray(dx, dtype=float)
    total = np.zeros_like(dx)
    for k, d in enumerate(derivatives):
        total += d * dx**k / factorial(k)
        return total

# %% wrong: forgets_the_factorial
def taylor_polynomial(derivatives, dx):
    dx = np.array(dx, dtype=float)
    s = 0.0
    for i, d in enumerate(derivatives):
        s = s + d * dx ** i
    return s

# %% wrong: divides_by_the_order -- k for k!
def taylor_polynomial(derivatives, dx):
    dx = np.array(dx, dtype=float)
    s = derivatives[0] + 0 * dx
    for i in range(1, len(derivatives)):
        s = s + derivatives[i] * dx ** i / i
    return s

# %% crash -- k for k!, and 0 is a divisor
def taylor_polynomial(derivatives, dx):
    dx = np.array(dx, dtype=float)
    s = 0
    for i in range(len(derivatives)):
        s += derivatives[i] * dx ** i / i
    return s

# %% crash -- np has no factorial
def taylor_polynomial(derivatives, dx):
    dx = np.array(dx, dtype=float)
    s = 0
    for i in range(len(derivatives)):
        s += derivatives[i] * dx ** i / np.factorial(i)
    return s

# %% crash -- factorial is not imported
def taylor_polynomial(derivatives, dx):
    dx = np.array(dx, dtype=float)
    s = 0
    for i in range(len(derivatives)):
        s += derivatives[i] * dx ** i / factorial(i)
    return s

# %% wrong: divides_by_powers_of_two -- a half for each order
def taylor_polynomial(derivatives, dx):
    dx = np.array(dx, dtype=float)
    s = 0
    coef = 1.0
    for i in range(len(derivatives)):
        s = s + coef * derivatives[i] * dx ** i
        coef = coef / 2
    return s

# %% wrong: keeps_only_the_last_term -- = for +=
from math import factorial
def taylor_polynomial(derivatives, dx):
    dx = np.array(dx, dtype=float)
    total = 0
    for k in range(len(derivatives)):
        total = derivatives[k] * dx**k / factorial(k)
    return total

# %% wrong: divides_once_by_the_last_factorial
from math import factorial
def taylor_polynomial(derivatives, dx):
    dx = np.array(dx, dtype=float)
    total = 0
    for k in range(len(derivatives)):
        total += derivatives[k] * dx**k
    return total / factorial(k)

# %% wrong: adds_up_over_the_steps
from math import factorial
def taylor_polynomial(derivatives, dx):
    dx = np.array(dx, dtype=float)
    total = 0
    for k in range(len(derivatives)):
        total += np.sum(derivatives[k] * dx**k / factorial(k))
    return total

# %% wrong: writes_into_integers
from math import factorial
def taylor_polynomial(derivatives, dx):
    dx = np.asarray(dx)
    out = np.zeros_like(dx)
    flat = out.reshape(-1)
    for p, step in enumerate(dx.reshape(-1)):
        t = 0.0
        for k, d in enumerate(derivatives):
            t += d * float(step)**k / factorial(k)
        flat[p] = t
    return out

# %% wrong: gives_polyval_the_lowest_first
from math import factorial
def taylor_polynomial(derivatives, dx):
    coeffs = []
    for k in range(len(derivatives)):
        coeffs.append(derivatives[k] / factorial(k))
    return np.polyval(coeffs, dx)

# %% wrong: factorial_one_behind -- the factorial grows after its use, and begins too late
def taylor_polynomial(derivatives, dx):
    dx = np.array(dx, dtype=float)
    total = derivatives[0] * np.ones_like(dx)
    fact = 1
    power = dx
    for k in range(1, len(derivatives)):
        total += derivatives[k] * power / fact
        power = power * dx
        fact = fact * k
    return total

# %% wrong: factorial_one_too_far
from math import factorial
def taylor_polynomial(derivatives, dx):
    dx = np.array(dx, dtype=float)
    total = 0
    k = 0
    for d in derivatives:
        total += d * dx**k / factorial(k + 1)
        k += 1
    return total

# %% wrong: stops_at_a_derivative_of_zero -- a derivative of 0 ends the sum
from math import factorial
def taylor_polynomial(derivatives, dx):
    dx = np.asarray(dx, dtype=float)
    total = 0 * dx
    for k, d in enumerate(derivatives):
        if d == 0:
            break
        total = total + d * dx**k / factorial(k)
    return total

# %% wrong -- the given number of orders is fixed at the parabola
def taylor_polynomial(derivatives, dx):
    dx = np.asarray(dx, dtype=float)
    total = 0 * dx
    for k, d in enumerate(derivatives[:3]):
        total = total + d * dx**k / [1, 1, 2][k]
    return total

# %% right
def taylor_errors(f, derivatives, x0, dx):
    rows = []
    for d in dx:
        row = []
        for k in range(len(derivatives)):
            row.append(abs(f(x0 + d) - taylor_polynomial(derivatives[:k + 1], d)))
        rows.append(row)
    return rows

# %% wrong: takes_one_derivative_less -- [:k] holds k derivatives, not k + 1
def taylor_errors(f, derivatives, x0, dx):
    dx = np.asarray(dx, dtype=float)
    E = np.zeros((len(dx), len(derivatives)))
    for p in range(len(dx)):
        for k in range(len(derivatives)):
            approx = 0.0 if k == 0 else taylor_polynomial(derivatives[:k], dx[p])
            E[p, k] = abs(f(x0 + dx[p]) - approx)
    return E

# %% wrong: turns_the_table
def taylor_errors(f, derivatives, x0, dx):
    dx = np.asarray(dx, dtype=float)
    errors = []
    for k in range(len(derivatives)):
        errors.append(np.abs(f(x0 + dx) - taylor_polynomial(derivatives[:k+1], dx)))
    return np.array(errors)

# %% wrong: keeps_the_sign
def taylor_errors(f, derivatives, x0, dx):
    dx = np.asarray(dx, dtype=float)
    E = np.zeros((len(dx), len(derivatives)))
    for k in range(len(derivatives)):
        E[:, k] = f(x0 + dx) - taylor_polynomial(derivatives[:k+1], dx)
    return E

# %% wrong: asks_f_at_the_step
def taylor_errors(f, derivatives, x0, dx):
    E = np.zeros((len(dx), len(derivatives)))
    for p, d in enumerate(dx):
        for k in range(len(derivatives)):
            E[p][k] = np.abs(f(d) - taylor_polynomial(derivatives[:k+1], d))
    return E

# %% wrong: gives_the_polynomial_the_place
def taylor_errors(f, derivatives, x0, dx):
    x = x0 + np.asarray(dx)
    table = np.zeros((len(x), len(derivatives)))
    for k in range(len(derivatives)):
        table[:, k] = abs(f(x) - taylor_polynomial(derivatives[: k + 1], x))
    return table

# %% wrong: leaves_out_order_zero -- range(1, ...)
def taylor_errors(f, derivatives, x0, dx):
    dx = np.asarray(dx, dtype=float)
    cols = []
    for k in range(1, len(derivatives)):
        cols.append(abs(f(x0 + dx) - taylor_polynomial(derivatives[: k + 1], dx)))
    return np.array(cols).T

# %% wrong: leaves_out_the_highest_order -- range(K)
def taylor_errors(f, derivatives, x0, dx):
    dx = np.asarray(dx, dtype=float)
    K = len(derivatives) - 1
    E = np.zeros((len(dx), K))
    for k in range(K):
        E[:, k] = abs(f(x0 + dx) - taylor_polynomial(derivatives[: k + 1], dx))
    return E

# %% wrong: leaves_the_last_column_at_zero -- room for K + 1 orders, range(K)
def taylor_errors(f, derivatives, x0, dx):
    dx = np.asarray(dx, dtype=float)
    K = len(derivatives) - 1
    E = np.zeros((len(dx), K + 1))
    for k in range(K):
        E[:, k] = abs(f(x0 + dx) - taylor_polynomial(derivatives[: k + 1], dx))
    return E

# %% wrong: fills_the_first_row_only -- return inside the loop
def taylor_errors(f, derivatives, x0, dx):
    E = np.zeros((len(dx), len(derivatives)))
    for p in range(len(dx)):
        for k in range(len(derivatives)):
            E[p, k] = abs(f(x0 + dx[p]) - taylor_polynomial(derivatives[:k + 1], dx[p]))
        return E

# %% wrong: keeps_the_highest_order_only -- the polynomial of all derivatives
def taylor_errors(f, derivatives, x0, dx):
    dx = np.asarray(dx, dtype=float)
    return np.abs(f(x0 + dx) - taylor_polynomial(derivatives, dx))

# %% wrong: compares_f_with_single_terms
from math import factorial
def taylor_errors(f, derivatives, x0, dx):
    dx = np.asarray(dx, dtype=float)
    E = np.zeros((len(dx), len(derivatives)))
    for k in range(len(derivatives)):
        term = derivatives[k] * dx**k / factorial(k)
        E[:, k] = np.abs(f(x0 + dx) - term)
    return E

# %% crash -- x0 + a list
def taylor_errors(f, derivatives, x0, dx):
    E = np.zeros((len(dx), len(derivatives)))
    for k in range(len(derivatives)):
        E[:, k] = abs(f(x0 + dx) - taylor_polynomial(derivatives[:k+1], dx))
    return E

# %% crash -- the table's axes are exchanged when it is made
def taylor_errors(f, derivatives, x0, dx):
    E = np.zeros((len(derivatives), len(dx)))
    for p in range(len(dx)):
        for k in range(len(derivatives)):
            E[p, k] = abs(f(x0 + dx[p]) - taylor_polynomial(derivatives[:k+1], dx[p]))
    return E

# %% wrong: moves_the_steps_in_place -- += changes the caller's array
def taylor_errors(f, derivatives, x0, dx):
    E = np.zeros((len(dx), len(derivatives)))
    for k in range(len(derivatives)):
        E[:, k] = taylor_polynomial(derivatives[:k+1], dx)
    x = np.asarray(dx)
    x += x0
    y = f(x)
    for k in range(len(derivatives)):
        E[:, k] = abs(y - E[:, k])
    return E

# %% right
def observed_order(errors, steps):
    u = np.log(steps)
    v = np.log(errors)
    du = u - u.mean()
    dv = v - v.mean()
    return (du * dv).sum() / (du ** 2).sum()

# %% wrong: swaps_the_axes
def observed_order(errors, steps):
    p = np.polyfit(np.log(errors), np.log(steps), 1)
    return p[0]

# %% wrong: takes_no_logarithms
def observed_order(errors, steps):
    slope, intercept = np.polyfit(steps, errors, deg=1)
    return slope

# %% wrong: returns_the_intercept
def observed_order(errors, steps):
    fit = np.polyfit(np.log(steps), np.log(errors), 1)
    return float(fit[1])

# %% wrong: returns_the_whole_fit
def observed_order(errors, steps):
    x = np.log10(steps)
    y = np.log10(errors)
    return np.polyfit(x, y, 1)

# %% wrong: returns_the_intercept -- the order of two unpacked numbers
def observed_order(errors, steps):
    b, m = np.polyfit(np.log(steps), np.log(errors), 1)
    return m

# %% wrong: looks_at_the_ends_only
def observed_order(errors, steps):
    u = np.log(np.array(steps))
    v = np.log(np.array(errors))
    return (v[-1] - v[0]) / (u[-1] - u[0])

# %% wrong: averages_the_slopes_between
def observed_order(errors, steps):
    slopes = []
    for i in range(len(steps) - 1):
        slopes.append(np.log(errors[i+1] / errors[i]) / np.log(steps[i+1] / steps[i]))
    return sum(slopes) / len(slopes)

# %% wrong: swaps_the_axes -- the other variable's square below
def observed_order(errors, steps):
    u = np.log(steps)
    v = np.log(errors)
    return np.sum((u - u.mean()) * (v - v.mean())) / np.sum((v - v.mean()) ** 2)

# %% wrong: forces_the_line_through_the_origin -- the means are forgotten
def observed_order(errors, steps):
    u = np.log(steps)
    v = np.log(errors)
    return np.sum(u * v) / np.sum(u ** 2)

# %% wrong: rounds_to_a_whole_number
def observed_order(errors, steps):
    m, b = np.polyfit(np.log(steps), np.log(errors), 1)
    return round(m)

# %% crash -- math.log of a list
import math
def observed_order(errors, steps):
    u = math.log(steps)
    v = math.log(errors)
    return np.polyfit(u, v, 1)[0]

# %% wrong: divides_each_logarithm_by_its_partner -- log error / log step, point by point
def observed_order(errors, steps):
    return np.mean(np.log(errors) / np.log(steps))

# %% right
def smallest_order(f, derivatives, x0, dx, tol):
    y = f(x0 + dx)
    for k in range(len(derivatives)):
        if abs(y - taylor_polynomial(derivatives[:k + 1], dx)) <= tol:
            return k
    return None

# %% right
def smallest_order(f, derivatives, x0, dx, tol):
    e = taylor_errors(f, derivatives, x0, [dx])[0]
    good = np.where(np.array(e) <= tol)[0]
    if len(good) == 0:
        return None
    return int(good[0])

# %% wrong -- the None stands in the loop
def smallest_order(f, derivatives, x0, dx, tol):
    for k in range(len(derivatives)):
        err = abs(f(x0 + dx) - taylor_polynomial(derivatives[:k+1], dx))
        if err <= tol:
            return k
        else:
            return None

# %% wrong -- return None one level too deep
def smallest_order(f, derivatives, x0, dx, tol):
    errors = taylor_errors(f, derivatives, x0, [dx])
    for k, e in enumerate(errors[0]):
        if e <= tol:
            return k
        return None

# %% wrong: asks_for_strictly_less
def smallest_order(f, derivatives, x0, dx, tol):
    k = 0
    while k < len(derivatives):
        if abs(f(x0 + dx) - taylor_polynomial(derivatives[:k+1], dx)) < tol:
            return k
        k += 1
    return None

# %% wrong: falls_back_to_the_last_order
def smallest_order(f, derivatives, x0, dx, tol):
    for k in range(len(derivatives)):
        err = abs(f(x0 + dx) - taylor_polynomial(derivatives[:k+1], dx))
        if err <= tol:
            break
    return k

# %% wrong: starts_at_order_one
def smallest_order(f, derivatives, x0, dx, tol):
    for k in range(1, len(derivatives)):
        err = abs(f(x0 + dx) - taylor_polynomial(derivatives[:k+1], dx))
        if err <= tol:
            return k
    return None

# %% wrong: counts_the_derivatives -- n derivatives make order n - 1
def smallest_order(f, derivatives, x0, dx, tol):
    for n in range(1, len(derivatives) + 1):
        err = abs(f(x0 + dx) - taylor_polynomial(derivatives[:n], dx))
        if err <= tol:
            return n
    return None

# %% wrong: answers_minus_one
def smallest_order(f, derivatives, x0, dx, tol):
    best = -1
    for k in range(len(derivatives)):
        err = abs(f(x0 + dx) - taylor_polynomial(derivatives[:k+1], dx))
        if err <= tol and best == -1:
            best = k
    return best

# %% wrong: takes_the_largest_order -- the last good order overwrites the first
def smallest_order(f, derivatives, x0, dx, tol):
    answer = None
    for k in range(len(derivatives)):
        err = abs(f(x0 + dx) - taylor_polynomial(derivatives[:k+1], dx))
        if err <= tol:
            answer = k
    return answer

# %% wrong: forgets_the_bars
def smallest_order(f, derivatives, x0, dx, tol):
    for k in range(len(derivatives)):
        err = f(x0 + dx) - taylor_polynomial(derivatives[:k+1], dx)
        if err <= tol:
            return k
    return None

# %% wrong: waits_for_a_small_term
from math import factorial
def smallest_order(f, derivatives, x0, dx, tol):
    for k, d in enumerate(derivatives):
        term = d * dx**k / factorial(k)
        if abs(term) <= tol:
            return k
    return None

# %% wrong: returns_the_error_itself -- not the order
def smallest_order(f, derivatives, x0, dx, tol):
    for k in range(len(derivatives)):
        err = abs(f(x0 + dx) - taylor_polynomial(derivatives[:k+1], dx))
        if err <= tol:
            return err
    return None

# %% wrong: picks_the_most_accurate_order
def smallest_order(f, derivatives, x0, dx, tol):
    errors = np.array(taylor_errors(f, derivatives, x0, [dx]))[0]
    if errors.min() > tol:
        return None
    return int(np.argmin(errors))

# %% wrong: answers_zero_where_none_is_good -- argmax of nothing but False is 0
def smallest_order(f, derivatives, x0, dx, tol):
    errors = np.array(taylor_errors(f, derivatives, x0, [dx]))[0]
    return int(np.argmax(errors <= tol))

# %% wrong: gives_up_at_a_term_of_zero -- a term of 0 ends the search
from math import factorial
def smallest_order(f, derivatives, x0, dx, tol):
    T = 0
    for k, d in enumerate(derivatives):
        term = d * dx**k / factorial(k)
        if k > 0 and term == 0:
            break
        T += term
        if abs(f(x0 + dx) - T) <= tol:
            return k
    return None

# %% mend: taylor_polynomial -- right, above a polynomial without factorials
def taylor_polynomial(derivatives, dx):
    dx = np.array(dx, dtype=float)
    return sum(d * dx**k for k, d in enumerate(derivatives))

def smallest_order(f, derivatives, x0, dx, tol):
    for k in range(len(derivatives)):
        if abs(f(x0 + dx) - taylor_polynomial(derivatives[:k + 1], dx)) <= tol:
            return k
    return None

# %% mend: taylor_polynomial -- right, above a polynomial that drops the last derivative
from math import factorial
def taylor_polynomial(derivatives, dx):
    dx = np.array(dx, dtype=float)
    s = 0 * dx
    for k in range(len(derivatives) - 1):
        s = s + derivatives[k] * dx**k / factorial(k)
    return s

def taylor_errors(f, derivatives, x0, dx):
    dx = np.array(dx, dtype=float)
    E = np.empty((len(dx), len(derivatives)))
    for k in range(len(derivatives)):
        E[:, k] = np.abs(f(x0 + dx) - taylor_polynomial(derivatives[:k+1], dx))
    return E

# %% right
def lagrange_bound(max_derivative, dx, order):
    n = order + 1
    fact = 1
    for i in range(1, n + 1):
        fact *= i
    return max_derivative * abs(dx) ** n / fact

# %% wrong: takes_the_factorial_of_the_order
import math
def lagrange_bound(max_derivative, dx, order):
    return max_derivative * abs(dx) ** (order + 1) / math.factorial(order)

# %% wrong: keeps_the_sign_of_the_step
import math
def lagrange_bound(max_derivative, dx, order):
    K = order
    return max_derivative * dx ** (K + 1) / math.factorial(K + 1)

# %% wrong: adds_one_outside_the_power -- brackets forgotten in both places
import math
def lagrange_bound(max_derivative, dx, order):
    return max_derivative * abs(dx) ** order + 1 / math.factorial(order + 1)

# %% wrong: bounds_one_order_too_low
import math
def lagrange_bound(max_derivative, dx, order):
    return max_derivative * (abs(dx) ** order) / math.factorial(order)

# %% wrong: takes_the_factorial_of_the_order -- the loop ends before order + 1
def lagrange_bound(max_derivative, dx, order):
    fact = 1
    for i in range(1, order + 1):
        fact = fact * i
    return max_derivative * abs(dx) ** (order + 1) / fact

# %% wrong: product_of_whole_numbers_overflows -- np.prod of whole numbers
def lagrange_bound(max_derivative, dx, order):
    return max_derivative * abs(dx) ** (order + 1) / np.prod(np.arange(1, order + 2))

# %% crash -- factorial of a float
from math import factorial
def lagrange_bound(max_derivative, dx, order):
    return max_derivative * abs(dx) ** (order + 1) / factorial((order + 1) / 1)

# %% wrong: rounds_the_bound_down
from math import factorial
def lagrange_bound(max_derivative, dx, order):
    return max_derivative * abs(dx) ** (order + 1) // factorial(order + 1)

# %% right
def plot_taylor(ax, f, derivatives, x0, x):
    x = np.asarray(x, dtype=float)
    y = [f(v) for v in x]
    ax.plot(x, y, label="f")
    ax.plot(x, linear_approx(derivatives[0], derivatives[1], x - x0), "--", label="linear")
    ax.plot(x, quadratic_approx(derivatives[0], derivatives[1], derivatives[2], x - x0), ":", label="quadratic")
    ax.scatter([x0], [f(x0)], color="red")
    ax.legend()

# %% wrong: touches_at_zero -- x where x - x0 is due
def plot_taylor(ax, f, derivatives, x0, x):
    x = np.asarray(x, dtype=float)
    ax.plot(x, [f(v) for v in x], label="f(x)")
    ax.plot(x, linear_approx(derivatives[0], derivatives[1], x), label="T1")
    ax.plot(x, quadratic_approx(*derivatives[:3], x), label="T2")
    ax.plot(x0, f(x0), "ko")
    ax.legend()

# %% wrong: hides_the_names -- no legend
def plot_taylor(ax, f, derivatives, x0, x):
    x = np.asarray(x, dtype=float)
    ax.plot(x, [f(v) for v in x], label="f(x)")
    ax.plot(x, linear_approx(derivatives[0], derivatives[1], x - x0), label="T1")
    ax.plot(x, quadratic_approx(*derivatives[:3], x - x0), label="T2")
    ax.plot(x0, f(x0), "ro")

# %% wrong: draws_elsewhere -- plt for ax
def plot_taylor(ax, f, derivatives, x0, x):
    import matplotlib.pyplot as plt
    x = np.asarray(x, dtype=float)
    plt.plot(x, [f(v) for v in x], label="f(x)")
    plt.plot(x, linear_approx(derivatives[0], derivatives[1], x - x0), label="T1")
    plt.plot(x, quadratic_approx(*derivatives[:3], x - x0), label="T2")
    plt.plot(x0, f(x0), "ro")
    plt.legend()

# %% wrong: marks_no_point
def plot_taylor(ax, f, derivatives, x0, x):
    x = np.asarray(x, dtype=float)
    ax.plot(x, [f(v) for v in x], label="f")
    ax.plot(x, linear_approx(derivatives[0], derivatives[1], x - x0), label="first order")
    ax.plot(x, quadratic_approx(*derivatives[:3], x - x0), label="second order")
    ax.set_xlabel("x")
    ax.legend()

# %% wrong: draws_the_highest_order -- all derivatives
def plot_taylor(ax, f, derivatives, x0, x):
    x = np.asarray(x, dtype=float)
    ax.plot(x, [f(v) for v in x], label="f")
    ax.plot(x, taylor_polynomial(derivatives[:2], x - x0), label="order 1")
    ax.plot(x, taylor_polynomial(derivatives, x - x0), label="order 2")
    ax.plot(x0, f(x0), "o", label="x0")
    ax.legend()

# %% wrong: mirrors_the_steps
def plot_taylor(ax, f, derivatives, x0, x):
    x = np.asarray(x, dtype=float)
    dx = x0 - x
    ax.plot(x, [f(v) for v in x], label="f")
    ax.plot(x, linear_approx(derivatives[0], derivatives[1], dx), label="order 1")
    ax.plot(x, quadratic_approx(*derivatives[:3], dx), label="order 2")
    ax.plot([x0], [f(x0)], "o")
    ax.legend()

# %% crash -- a list less a number
def plot_taylor(ax, f, derivatives, x0, x):
    dx = x - x0
    ax.plot(x, [f(v) for v in x], label="f")
    ax.plot(x, linear_approx(derivatives[0], derivatives[1], dx), label="order 1")
    ax.plot(x, quadratic_approx(*derivatives[:3], dx), label="order 2")
    ax.plot([x0], [f(x0)], "o")
    ax.legend()

# %% wrong: takes_the_order_for_the_power
def question_4(order, divisor):
    return divisor ** order

# %% wrong -- the factor itself, upside down
def question_4(order, divisor):
    return 1 / divisor ** (order + 1)

# %% wrong: takes_the_highest_order_at_every_step
def question_5(orders, dx):
    return sorted(orders)[-1]
