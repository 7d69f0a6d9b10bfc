-- The first message of each conversation, and whose it is (definitions 12 and 53): the member or former member who wrote it.
-- null: somebody else did, or the message that gives the conversation its name isn't in the archive.
select
    talks.conversation,
    first_of.place as first_place,
    first_of.belongs_to as begun_by
from (
    select distinct threaded.conversation
    from threaded
) as talks
join messages as naming on naming.place = talks.conversation
left join messages as first_of on first_of.id = naming.conversation
