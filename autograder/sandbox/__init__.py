"""Starts locked children and carries calls to the student code in them.

Theory of operation
===================

Processes. The *grader* runs pytest, the checks, the reference and the diagnosis. On Linux its
`Launcher` starts one *fork server* (`child.forkserver`), under bubblewrap where that works; the
fork server loads NumPy once and forks a *child* for each submission. A second fork server, which
has Matplotlib as well, starts when the first submission seems to need that, by its text. Elsewhere
the launcher starts each child as a fresh process (`process.FreshChild`). A child runs
`child.worker`: it locks itself, loads one submission, and performs calls on it. It never holds a
check, an expected answer or another submission.

Figures. A child without Matplotlib gives a figure exercise Axes that record what is drawn
(`child.stand_in`). They are exact for a few calls, and become Matplotlib's own for anything else:
the child then loads Matplotlib from the pack. So both kinds of children give the same results.

Sockets. Grader and fork server share a control socket; each message is one packet: `ready`,
`fork N` (with the child's end of a new wire), `kill N`, `ended N status seconds`, `failed N errno`.
Grader and child share the *wire*, a stream of frames: length, one letter for the kind, a payload in
the codec of `child.wire`; CALL and ASK hold a request (`child.request`), DONE a reply
(`child.reply`). The fork server closes its copy of the wire, so it never sees a
submission.

Frames, in order:

    grader                                   child
    SETUP    limits, layers, folder   ->
                                      <-     LOCKED   the layers in force
    LOAD     the cells                ->
                                      <-     CELL     one begins (for each cell)
                                      <-     LOADED   names, problems, characters printed
    CALL     function and arguments   ->
                                      <-     ASK      call lent function N (any number of times)
    ANSWER   what it returned         ->
                                      <-     PRINTED  characters printed, if they are many
                                      <-     LIBRARY  Matplotlib is being loaded; again: it is
                                      <-     DONE     the answer, or why there is none
    SHOW     a cell, or its number    ->
                                      <-     DONE     what the cell showed

Who waits for whom. Each side either sends or waits, never both, and only the grader begins an
exchange. The grader never waits without a deadline: a `Watchdog` kills the child when the
deadline passes, and the end of the stream ends the wait. For the next call `Sandbox` starts a new
child, without the cells that stopped earlier ones.

Trust. What a child sends is foreign: `child.wire` decodes plain data within bounds, `validate`
checks its types, and `text` makes it safe to show. How a process ended is known from the kernel,
never from the child.
"""
