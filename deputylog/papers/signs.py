"""The signature lines of reports."""

from __future__ import annotations

from deputylog.words import Said

SIGNS = (Said("填报人", "Prepared by"), Said("负责人签字、盖章", "Signed, sealed"))
HANDOVER_SIGNS = (Said("移交人", "Handed over by"), Said("接收人", "Received by"), Said("监交人", "Witnessed by"))
SLIP_SIGNS = (Said("经办人", "Handled by"), Said("日期", "Date"))
