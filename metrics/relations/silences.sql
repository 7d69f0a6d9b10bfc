-- Silences of each account (definitions 49 and 50): from the first seen moment to the first act, between acts, and from the
-- last act on. One in which the account was not seen for more than an hour in all is cut at the gaps.
select
    pieces.account,
    pieces.member,
    pieces.after_act,
    pieces.ended_by,
    pieces.from_us,
    pieces.to_us,
    pieces.is_cut
from (
    select
        gaps.account,
        gaps.member,
        gaps.after_act,
        gaps.ended_by,
        gaps.from_us,
        gaps.to_us,
        false as is_cut
    from gaps
    where gaps.unseen_us <= 3600000000
    union all
    select
        gaps.account,
        gaps.member,
        case when gaps.from_us >= seen.from_us then gaps.after_act end as after_act,
        case when gaps.to_us <= seen.to_us then gaps.ended_by end as ended_by,
        greatest(gaps.from_us, seen.from_us) as from_us,
        least(gaps.to_us, seen.to_us) as to_us,
        true as is_cut
    from gaps
    join seen on seen.account = gaps.account and seen.from_us < gaps.to_us and seen.to_us > gaps.from_us
    where gaps.unseen_us > 3600000000
) as pieces
where pieces.to_us > pieces.from_us
