"""页面的内容: what each page of the ledger shows, as frozen values; no HTTP."""
