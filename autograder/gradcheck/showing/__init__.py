"""What people read of a check: sentences, aligned numbers, a picture, JSON.

Everything here is made from a `Report` and never changes it.

`telling` writes the text: the verdict, in what way the gradient is wrong, both gradients around the
worst entry, how far they differ there and how well the numeric one is known, then remarks. Every
number in it is one of the report. `words` turns a fault into an observation and a question. Rows
and columns of a Jacobian are outputs and inputs; those of a matrix of parameters are parameters,
and are called so.

`places` names entries. The entry of an array has its index; the parameters of a network have
paths, `params[1]["W"][2, 0]`, as one would write in Python to look at it. If the wrong entries are
all of one part, the part is named instead.

`reasons` has a sentence for every way to be inconclusive: why, and what to try. The function moves
in steps, computes in float16, has a jump, is noise, changes too fast, or has a slope that is lost
in its own rounding; each has another remedy.

`alignment` sets two arrays of numbers one above the other, digit under digit, cut to what fits
around the entry in question. `picture` draws the error of the slope against the step, with the step
that was taken. `as_data` writes findings as JSON for programs. `live` is `check_gradient`, which
prints, and shows the picture in a notebook.
"""
