from deputylog.words import Term


class Actor(Term):
    """Who must act to fulfil a duty or correct a mistake."""

    DEPUTY = "deputy", "代表", "deputy"
    OFFICER = "officer", "联络员、代表组", "officer or group"
    DEPARTMENT = "department", "承办单位", "department"
    WORKING_BODY = "working_body", "常委会工作机构", "working body"
    KEEPER = "keeper", "记录管理人员", "whoever keeps the records"
