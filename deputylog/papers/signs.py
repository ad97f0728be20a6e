"""The signature lines of reports."""

from __future__ import annotations

from deputylog.words import Bilingual

SIGNS = (Bilingual("填报人", "Prepared by"), Bilingual("负责人签字、盖章", "Signed, sealed"))
HANDOVER_SIGNS = (
    Bilingual("移交人", "Handed over by"),
    Bilingual("接收人", "Received by"),
    Bilingual("监交人", "Witnessed by"),
)
SLIP_SIGNS = (Bilingual("经办人", "Handled by"), Bilingual("日期", "Date"))
