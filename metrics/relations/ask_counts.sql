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
        window_asks.member,
        window_asks.label,
        count(*) as asks,
        count(distinct window_asks.person) as distinct_askers,
        sum(case when window_asks.is_heard then 0 else 1 end) as same_person,
        sum(case when window_asks.is_answered_elsewhere then 1 else 0 end) as answered_elsewhere,
        0 as set_aside,
        sum(case when window_asks.removed_us is null then 0 else 1 end) as removed,
        sum(case when window_asks.is_backdated then 1 else 0 end) as backdated,
        sum(
            case
                when window_asks.is_heard and not window_asks.is_answered_elsewhere
                    and (select as_of_us from moment) - window_asks.asked_us < 86400000000
                    then 1
                else 0
            end
        ) as younger_than_a_day,
        sum(
            case
                when window_asks.is_heard and not window_asks.is_answered_elsewhere
                    and (select as_of_us from moment) - window_asks.asked_us >= 86400000000
                    and window_asks.judged_us - window_asks.asked_us < 86400000000
                    then 1
                else 0
            end
        ) as first_day_unseen,
        sum(
            case
                when window_asks.is_heard and window_asks.stays and not window_asks.is_answered_elsewhere
                    and not window_asks.is_backdated and window_asks.judged_us - window_asks.asked_us >= 172800000000
                    and window_asks.removed_us is null and window_asks.answered_us - window_asks.asked_us <= 172800000000
                    then 1
                else 0
            end
        ) as met_2,
        sum(
            case
                when window_asks.is_heard and window_asks.stays and not window_asks.is_answered_elsewhere
                    and not window_asks.is_backdated and window_asks.judged_us - window_asks.asked_us >= 172800000000
                    then 1
                else 0
            end
        ) as n_2,
        sum(
            case
                when window_asks.is_heard and window_asks.stays and not window_asks.is_answered_elsewhere
                    and not window_asks.is_backdated and window_asks.judged_us - window_asks.asked_us >= 432000000000
                    and window_asks.removed_us is null and window_asks.answered_us - window_asks.asked_us <= 432000000000
                    then 1
                else 0
            end
        ) as met_5,
        sum(
            case
                when window_asks.is_heard and window_asks.stays and not window_asks.is_answered_elsewhere
                    and not window_asks.is_backdated and window_asks.judged_us - window_asks.asked_us >= 432000000000
                    then 1
                else 0
            end
        ) as n_5
    from window_asks
    where not window_asks.is_set_aside
    group by window_asks.member, window_asks.label
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
    join windows
        on windows.member = asks.member and asks.asked_us >= windows.from_us and asks.asked_us < windows.to_us
    where asks.is_set_aside
    group by asks.member, windows.label
) as counted
group by counted.member, counted.label
