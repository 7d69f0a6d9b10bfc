-- What stands beside the figures about asks, by member and window.
select
    counted.member,
    counted.label,
    sum(counted.asks) as asks,
    sum(counted.distinct_askers) as distinct_askers,
    sum(counted.same_person) as same_person,
    sum(counted.answered_elsewhere) as answered_elsewhere,
    sum(counted.set_aside) as set_aside,
    sum(counted.removed) as removed,
    sum(counted.backdated) as backdated,
    sum(counted.younger_than_a_day) as younger_than_a_day,
    sum(counted.first_day_unseen) as first_day_unseen,
    sum(counted.met_2) as met_2,
    sum(counted.n_2) as n_2,
    sum(counted.met_5) as met_5,
    sum(counted.n_5) as n_5
from (
    select
        voices.member,
        voices.label,
        count(*) as asks,
        count(distinct voices.person) as distinct_askers,
        sum(case when voices.is_heard then 0 else 1 end) as same_person,
        sum(case when voices.is_answered_elsewhere then 1 else 0 end) as answered_elsewhere,
        0 as set_aside,
        sum(case when voices.removed_us is null then 0 else 1 end) as removed,
        sum(case when voices.is_backdated then 1 else 0 end) as backdated,
        sum(
            case
                when voices.is_heard and not voices.is_answered_elsewhere
                    and (select as_of_us from moment) - voices.asked_us < 86400000000
                    then 1
                else 0
            end
        ) as younger_than_a_day,
        sum(
            case
                when voices.is_heard and not voices.is_answered_elsewhere
                    and (select as_of_us from moment) - voices.asked_us >= 86400000000
                    and voices.judged_us - voices.asked_us < 86400000000
                    then 1
                else 0
            end
        ) as first_day_unseen,
        sum(
            case
                when voices.is_heard and voices.stays and not voices.is_answered_elsewhere
                    and not voices.is_backdated and voices.judged_us - voices.asked_us >= 172800000000
                    and voices.removed_us is null and voices.answered_us - voices.asked_us <= 172800000000
                    then 1
                else 0
            end
        ) as met_2,
        sum(
            case
                when voices.is_heard and voices.stays and not voices.is_answered_elsewhere
                    and not voices.is_backdated and voices.judged_us - voices.asked_us >= 172800000000
                    then 1
                else 0
            end
        ) as n_2,
        sum(
            case
                when voices.is_heard and voices.stays and not voices.is_answered_elsewhere
                    and not voices.is_backdated and voices.judged_us - voices.asked_us >= 432000000000
                    and voices.removed_us is null and voices.answered_us - voices.asked_us <= 432000000000
                    then 1
                else 0
            end
        ) as met_5,
        sum(
            case
                when voices.is_heard and voices.stays and not voices.is_answered_elsewhere
                    and not voices.is_backdated and voices.judged_us - voices.asked_us >= 432000000000
                    then 1
                else 0
            end
        ) as n_5
    from voices
    where not voices.is_set_aside
    group by voices.member, voices.label
    union all
    select
        asks.member,
        windows.label,
        0 as asks,
        0 as distinct_askers,
        0 as same_person,
        0 as answered_elsewhere,
        count(*) as set_aside,
        0 as removed,
        0 as backdated,
        0 as younger_than_a_day,
        0 as first_day_unseen,
        0 as met_2,
        0 as n_2,
        0 as met_5,
        0 as n_5
    from asks
    join windows on asks.asked_us >= windows.from_us and asks.asked_us < windows.to_us
    where asks.is_set_aside
    group by asks.member, windows.label
) as counted
group by counted.member, counted.label
