-- Whose each conversation is: the member or the former member who wrote its first message (definitions 12 and 53). null:
-- somebody else did, or the message that gives the conversation its name isn't in the archive.
select
    talks.conversation,
    first_of.belongs_to as begun_by
from (
    select distinct threaded.conversation
    from threaded
) as talks
join messages as naming on naming.place = talks.conversation
left join messages as first_of on first_of.id = naming.conversation
