"""示例区: an invented district with its cast and its inspections, built through the doors of the ledger."""
