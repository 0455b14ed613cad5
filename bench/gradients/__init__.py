"""The gradient checker beside other rules, on many functions, scales and planted faults."""
