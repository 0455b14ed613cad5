"""The slope of f along one line, how far it may be off, and what kind of place this is.

One line through the point at a time: a coordinate, or a direction for many parameters.

`subject` wraps f: it counts the calls, hands out copies, and turns what f raises into NaN. `ladder`
holds the values of f at x ± h for ever smaller steps h, each of which the computer holds exactly.
`search` decides which steps there are: first long strides down, until f changes by rounding alone;
then, if f is flat over small steps, up again to see why; then one step at a time where the error
can still fall, 36 evaluations at most.

From the ladder, `view` makes what can be known. The differences D(h) = (f(x+h) − f(x−h)) / 2h are
f'(x) + c₂h² + c₄h⁴ + … plus at most noise/h, and `neville` extrapolates them to h = 0 over every
window of up to five steps. `extrapolate` chooses the window whose value has the smallest error
that the smaller steps do not refute. The error is that of the extrapolation, seen in how far
neighbouring windows disagree and how the order says these must shrink, plus the noise of f, which
`noise` takes from the precision of its values (float16, float32, float64), from rounding x itself,
and from what f's values show.

Four kinds of places need more than that.

- A kink: the one-sided slopes of a smooth f differ by f''h, which falls with h; where the gap does
  not fall, `kinks` extrapolates each side for itself. Where it grows, there is no slope.
- Cancellation: 1 − cos x moves by multiples of 2^-53, however small x is. `stairs` finds the line
  through such stairs and counts their height as noise.
- A staircase: a loss that was rounded to three digits has no slope that differences could see. It
  is flat almost everywhere, on different levels, which nothing smooth is; `treads` looks for that
  by a few evaluations beside the steps, only where f is flat over the smallest.
- A zero slope, as of x³ at 0: there no error is small beside the slope. The slope counts as zero if
  it is so to within its error, and this is next to nothing beside the slopes within the scale of
  the point, or f does nothing there but round (`estimate`).

`complex_step` asks f for Im f(x + ih)/h where f takes nothing but analytic operations. It takes no
difference, so nothing cancels, and it settles what rounding left open.

Sources: L. F. Richardson, Phil. Trans. A 210 (1911); C. J. F. Ridders, Adv. Eng. Software 4 (1982),
for tables with an error estimate; J. J. Moré and S. M. Wild, SIAM J. Sci. Comput. 33 (2011), for
noise seen in differences; W. Squire and G. Trapp, SIAM Review 40 (1998), for the complex step.
"""
