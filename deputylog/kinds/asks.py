"""The three asks of visits (三问) and the people whom each addresses (founding §1)."""

from deputylog.words import Term


class Ask(Term):
    """The three questions asked at visits (三问, founding §1)."""

    HARDSHIP = "hardship", "问难", "asking about hardships"
    NEEDS = "needs", "问需", "asking about needs"
    IDEAS = "ideas", "问计", "asking for ideas"
    OTHER = "other", "其他", "other"


THREE_ASKS = (Ask.HARDSHIP, Ask.NEEDS, Ask.IDEAS)


class People(Term):
    """The people met, in the founding text's words; a district adds its own under `met_of`."""

    DESTITUTE = "destitute", "特困户", "destitute households"
    JOBLESS = "jobless", "零就业家庭", "households without anyone in work"
    LOW_INCOME = "low_income", "低收入家庭", "low-income households"
    ALONE = "alone", "孤寡", "people living alone without support"
    DISABLED = "disabled", "病残", "sick or disabled people"
    ORDINARY = "ordinary", "一般选民", "ordinary voters"
    LEADING = "leading", "行业领先人物", "leading figures of a trade"
    WELL_KNOWN = "well_known", "社会知名人士", "well-known people"
    EDUCATED = "educated", "文化程度较高者", "people with a higher education"

    @property
    def ask(self) -> Ask:
        """The ask that addresses them first of all (为主要联系对象)."""
        if self is People.ORDINARY:
            return Ask.NEEDS
        experts = (People.LEADING, People.WELL_KNOWN, People.EDUCATED)
        return Ask.IDEAS if self in experts else Ask.HARDSHIP
