"""The faces of a report: terminal, JSON and HTML. All of them only read `model.Report`."""
