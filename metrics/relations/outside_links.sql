-- Members' posts that link outside, for `credit-share` (definition 76): to a site that is neither the council's nor their own,
-- and not only to messages of the member's own.
select distinct
    said.id,
    said.member
from said
join links on links.id = said.id
left join (
    select
        whole_links.id,
        whole_links.site,
        said.member,
        sum(case when addresses.address is null then 1 else 0 end) as others
    from whole_links
    join said on said.id = whole_links.id
    left join (
        select distinct
            threaded.member,
            posts.address
        from threaded
        join posts on posts.id = threaded.id
        where threaded.who = 'member' and posts.address <> ''
    ) as addresses
        on addresses.member = said.member and addresses.address = whole_links.link
    group by whole_links.id, whole_links.site, said.member
) as led on led.id = said.id and led.member = said.member and led.site = links.site
where
    coalesce(led.others, 1) > 0
    and not exists (
        select 1
        from own_sites
        where links.site = own_sites.site or links.site like '%.' || own_sites.site
    )
