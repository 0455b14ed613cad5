"""How a rejected gradient is wrong: the most specific explanation that the numbers support.

A verdict says that a gradient is wrong. What helps is in which way: the 2 of a square that was
kept, the mean that was taken twice, a row that stands in another's place. Each such way is a
`Pattern` (`pair`), with what it leaves free: a factor, an order, an amount, the places.

`naming` is the entrance. It takes a `Report`, or two arrays and a tolerance, settles shape and NaN,
and gives the rest to `explanations`, a list in the order of how much they say: transposed, zeros,
one factor, the unit length, another order of rows, columns or entries, some signs, an extra
multiple of the parameters (`decays`), one amount added, one row or column, and at last the places
alone, which always holds.

An explanation counts only if it accounts for every entry to within that entry's tolerance. A free
number has to be confirmed by two entries. Where there is one entry only, it has to be a number that
people write down: 2, 1/2, 1/N, a round decimal; `matching` knows these, and how exactly a ratio is
known. An entry that says nothing (a kink, no verdict) has an infinite tolerance: it fits
everything and confirms nothing.

Along random directions, sums of all entries are compared. They prove that every entry is zero, or
wrong by one factor; for more, `check` examines the parts of the parameters one by one.

The words for all this are made in `showing`: here are data, so that a check can show them without
numbers where it may not give inputs away.
"""
