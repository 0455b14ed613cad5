"""Starts locked children and carries calls to the student code in them.

Theory of operation
===================

Processes. The *grader* runs pytest, the checks, the reference and the diagnosis. On Linux its
`Launcher` starts one *fork server* (`child.forkserver`), under bubblewrap where that is to be had;
the fork server loads Python's libraries once and forks one *child* for each submission. Elsewhere
the launcher starts each child as a fresh process (`process.FreshChild`). A child runs
`child.worker`: it locks itself, loads one submission, and performs calls on it. It never holds a
check, an answer or another submission.

Sockets. Grader and fork server share a control socket; each message is one packet: `fork N` (with
the child's end of a new wire), `kill N`, `ended N status seconds`, `failed N errno`. Grader and
child share the *wire*, a stream of frames: length, one letter for the kind, a payload in the codec
of `child.wire`. The fork server closes its copy of the wire, so it never sees a submission.

Frames, in order:

    grader                                   child
    SETUP    limits, layers, folder   ->
                                      <-     LOCKED   the layers in force
    LOAD     the cells                ->
                                      <-     CELL     one begins (for each cell)
                                      <-     LOADED   names, problems, letters printed
    CALL     function and arguments   ->
                                      <-     ASK      call lent function N (any number of times)
    ANSWER   what it returned         ->
                                      <-     DONE     the answer, or why there is none
    SHOW     a cell's number          ->
                                      <-     DONE     what it has shown

Who waits for whom. Each side either sends or waits, never both, and only the grader begins an
exchange. The grader never waits without a deadline: a `Watchdog` thread kills the child when the
deadline passes, and the end of the stream ends the wait. Then `Sandbox` starts a new child for the
next call and leaves out the cell that stopped the last one.

Trust. What a child sends is foreign: `child.wire` decodes plain data within bounds, `validate`
gives it exact types, and `text` makes it safe to show. How a process ended is believed only from
the kernel, by way of the fork server.
"""
