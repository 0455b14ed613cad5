"""Experiments behind the lecture's claims: each returns data, and is drawn from that data alone.

`taylor_figures`  Section 1.1: Fig. 1.1a to c, and where more terms do not help
`graph_figure`    Section 1.3: Fig. 1.2, with numbers flowing through it
`descent`         Section 2:   Fig. 1.3, learning rates and their limit, Eq. 1.19 as printed
`minibatch`       Sections 3-4: the variance of a mini-batch gradient, loss at equal work
`families`        Chapter 2, Section 1: Fig. 2.1, and what wider networks can represent
`capacity`        Chapter 2, Section 2: Fig. 2.2, by degree and by hidden width
`remedies`        Chapter 2, Section 2: more data, regularisation, less capacity, stopping early
`choosing`        Chapter 2, Section 2: what choosing on validation data does to them
`trainings`       Section 2.2 on real digits: learning rates, width, when to stop
`reading`         baselines before any network, and which digits a trained one mixes up
`digits`          these digits, and how networks learn to read them
`made`            the data that several of them learn from
`drawing`         what all pictures share
`gallery`         the list of them all
`definitions`     the lecture's definitions, and what treats each
`lecture_map`     which exercise and which function treat what, as a page for docs/

Whatever is random takes its generator as an argument. `python -m reference.experiments --help`
draws the pictures into docs/figures/.
"""
