-- Asks by window after one voice (definitions 29 and 30): a resident's first third of a window's asks counts, at least one.
-- Asks set aside are listed, but are no part of the count that the third is taken of.
-- stays: a removed ask stays an occasion only if it had gone a day without an answer (definition 24).
select
    numbered.label,
    numbered.kind,
    numbered.member,
    numbered.post,
    numbered.answer,
    numbered.person,
    numbered.asked_us,
    numbered.answered_us,
    numbered.removed_us,
    numbered.judged_us,
    numbered.is_backdated,
    numbered.is_answered_elsewhere,
    numbered.is_set_aside,
    numbered.nth_of_person = 1 or numbered.nth_of_person * 3 <= numbered.asks as is_heard,
    numbered.removed_us is null
    or (
        numbered.removed_us - numbered.asked_us >= 86400000000
        and (numbered.answered_us is null or numbered.answered_us - numbered.asked_us > 86400000000)
    ) as stays
from (
    select
        windows.label,
        windows.kind,
        asks.member,
        asks.post,
        asks.answer,
        asks.person,
        asks.asked_us,
        asks.answered_us,
        asks.removed_us,
        asks.judged_us,
        asks.is_backdated,
        asks.is_answered_elsewhere,
        asks.is_set_aside,
        row_number() over (
            partition by windows.label, asks.member, asks.person, asks.is_set_aside order by asks.place nulls last
        ) as nth_of_person,
        count(*) over (partition by windows.label, asks.member, asks.is_set_aside) as asks
    from asks
    join windows
        on windows.member = asks.member and asks.asked_us >= windows.from_us and asks.asked_us < windows.to_us
) as numbered
