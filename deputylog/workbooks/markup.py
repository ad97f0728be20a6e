from deputylog.workbooks.parsed import Content


def is_markup(raw: bytes) -> bool:
    return False


def content(raw: bytes) -> Content:
    raise NotImplementedError
