"""One kind of arithmetic, one file."""
