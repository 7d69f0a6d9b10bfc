-- Twice as far up. Repeated until nothing moves.
select
    ancestors.place,
    further_talk.talk,
    further_speech.speech
from ancestors
join ancestors as further_talk on further_talk.place = ancestors.talk
join ancestors as further_speech on further_speech.place = ancestors.speech
