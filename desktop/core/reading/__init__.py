"""Reading prose: what the sentences of passages say of a programme's fields, and where."""
