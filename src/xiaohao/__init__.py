"""xiaohao 销号: the ledger in which no finding gets lost."""
