"""The ledger workbook: columns, input cells, guide and print layout, written and read."""
