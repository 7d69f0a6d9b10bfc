-- The time between an account's acts, and how much of it was not seen.
select
    starts.account,
    starts.member,
    starts.after_act,
    starts.ended_by,
    starts.from_us,
    starts.to_us,
    sum(
        -- least and greatest pass over nulls, so a gap without unseen time has to be told apart
        case
            when unseen.account is null then 0
            else least(unseen.to_us, starts.to_us) - greatest(unseen.from_us, starts.from_us)
        end
    ) as unseen_us
from (
    select
        points.account,
        points.member,
        points.id as after_act,
        lead(points.id) over (
            partition by points.account order by points.posted_us nulls last, points.place nulls last
        ) as ended_by,
        points.posted_us as from_us,
        lead(points.posted_us, 1, (select as_of_us from moment)) over (
            partition by points.account order by points.posted_us nulls last, points.place nulls last
        ) as to_us
    from (
        select
            acts.account,
            acts.member,
            acts.id,
            acts.place,
            acts.posted_us
        from acts
        union all
        select
            first_sight.account,
            first_sight.member,
            nullif('', '') as id,
            0 as place,
            first_sight.from_us as posted_us
        from first_sight
    ) as points
) as starts
left join unseen
    on unseen.account = starts.account and unseen.from_us < starts.to_us and unseen.to_us > starts.from_us
where starts.to_us > starts.from_us
group by starts.account, starts.member, starts.after_act, starts.ended_by, starts.from_us, starts.to_us
