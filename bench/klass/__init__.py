"""`make bench-class`: a class through ours, its peers, and the least that isolation costs."""
