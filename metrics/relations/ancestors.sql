-- One step up: towards the message that names the conversation (definition 12), and, through a person's own messages,
-- towards the one that decides whom they speak to (definition 11). A message where the walk ends points to itself.
select
    place,
    case when names is null then parent else place end as talk,
    case when goes_on then parent else place end as speech
from linked
