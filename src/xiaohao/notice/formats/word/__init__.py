"""文字文档: what the parts of a .docx mean, one module a matter: names, styles, numbering, fields, tables, and the story that they tell together."""
