"""工作簿: what a workbook holds, sheet by sheet, as the office sees it.

`open_xml.grids` reads .xlsx and .xlsm, `open_document.grids` .ods, `binary.grids` .xls and .xlsb; each gives `Grid`s and doubts, and `sheet` draws them.
"""
