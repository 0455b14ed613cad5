"""The oracle: the lecture's formulas in plain NumPy, one module a section.

`taylor`            Section 1.1: a function near a point, from its derivatives there
`gradients`         Section 1.2: the same for many variables
`chain_rule`        Section 1.3: functions of functions, and the network as one of them
`gradient_descent`  Section 2:   walking downhill
`sgd`               Sections 3-4: walking downhill on a few examples at a time
`generalization`    Chapter 2:   which of many models to believe
`training`          all of it in one: a network that tells classes apart
`network`           a small network with its gradient, for experiments
`lecture`           where each equation and figure of the lecture lives

Every function says which equation it computes, the shapes it takes and gives, and what it refuses.
The functions have the names and signatures of the exercises, but share no code with their model
solutions: two derivations that agree are worth more than one.
"""
