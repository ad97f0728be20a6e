"""The ledger: a workbook of what is open, whose filled cells are imported as events."""
