"""One rule, one file. Each takes the draft and leaves it with something more known."""
