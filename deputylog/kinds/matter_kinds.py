"""The kinds of a matter, and what is known of its writer."""

from deputylog.words import Term


class MatterKind(Term):
    """The kind of a matter, which determines the duties (信访工作条例 29-31)."""

    OPINION = "opinion", "建议意见", "opinion"
    REQUEST = "request", "申诉求决、投诉求助", "request"
    INQUIRY = "inquiry", "咨询", "inquiry"
    LITIGATION = "litigation", "涉法涉诉", "litigation"
    THANKS = "thanks", "感谢", "thanks"
    ACCUSATION = "accusation", "检举控告（举报违纪违法）", "accusation"
    OTHER = "other", "其他", "other"

    @property
    def owes_reply(self) -> bool:
        return self not in (MatterKind.THANKS, MatterKind.ACCUSATION)

    @property
    def may_repeat(self) -> bool:
        """Whether it is compared with others, of which it may be a repetition."""
        return self not in (MatterKind.THANKS, MatterKind.ACCUSATION)

    @property
    def owes_all_steps(self) -> bool:
        return self is MatterKind.REQUEST

    @property
    def is_settled_by_reply(self) -> bool:
        return self in (MatterKind.OPINION, MatterKind.INQUIRY, MatterKind.OTHER)


class Writer(Term):
    """Whether the writer is known; without an address no reply is possible."""

    NAMED = "named", "署名", "named"
    NO_ADDRESS = "no_address", "署名但地址不详", "named, without address"
    ANONYMOUS = "anonymous", "匿名", "anonymous"
