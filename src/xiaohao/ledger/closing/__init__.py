"""销号的凭据: what a claim seals, what voids it, the days of its notice, and the ways out of the ledger. Known by `moves` and by those who check."""
