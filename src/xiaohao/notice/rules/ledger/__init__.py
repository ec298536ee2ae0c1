"""台账表与表单: the parts of the rule that makes items of tables: rows, cells, headings, what stands around."""
