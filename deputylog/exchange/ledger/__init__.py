"""The workbook of the ledger: its columns, cells, guide and print, written and read."""
