"""The ledger: what is open as a workbook, and its filled cells as events."""
