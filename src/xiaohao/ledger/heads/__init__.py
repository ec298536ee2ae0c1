"""总树与签名: leaves are appended in batches, heads are signed with the installation's key, and both are held against the rows. `key`, `tree`, `proving`."""
