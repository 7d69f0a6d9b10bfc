"""The verbs: collect, label, measure, publish; and the command line."""
