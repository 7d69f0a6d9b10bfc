"""The Welsh words by which a member invites residents to respond."""

from labels.words import one_of

WELSH = one_of(
    r"pleidleisiwch|(?:rhannwch|anfonwch|gyrrwch|postiwch|dangoswch)[^.!?]{0,30}\beich\b|(?:ble|lle|pryd"
    r"|beth|be|pa|sut|pwy)\b[^.!?]{3,80}\b(?:chi|chi'n|eich|ydych|dach|dych)\b[^.!?]{0,60}\?",
    r"(?:atebwch|ymatebwch|pleidleisiwch|sylwadau|gadewch|gyrrwch|rhowch)[^.!?]{0,20} (?:isod|sylw|yma)"
    r"|be(?:th)? sy'n (?:eich|ych|dy)|[^.!?]{4,80}\? (?:atebwch|rhowch|dwedwch|isod)",
    r"be(?:th)? (?:yw|ydi|ydy|di|fyddai|yn|fyddech|hoffech|ydych|dych|dach|sy|am|arall|ddylai|ddylem|'ch"
    r"|yw'ch|wyt)[^.!?]{0,60}\b(?:barn|farn|syniadau|meddwl|hoffi|dewis|flaenoriaeth\w*|hoff|eisiau|isio|chi"
    r"|chi'n|ti|awgrym\w*)\b",
    r"(?:rhowch wybod|dwedwch|dywedwch|gadewch i (?:mi|ni) wybod|rhannwch|anfonwch|gyrrwch|danfonwch"
    r"|cyflwynwch|nodwch|lleisiwch|mynegwch)\b[^.!?]{0,80}\b(?:barn|farn|syniad\w*|sylwadau|dweud|beth|be|pa"
    r"|lle|ble|sut|awgrym\w*|lluniau|straeon|profiad\w*|os)\b",
    r"dweud eich dweud|eich barn chi|hoffwn (?:i )?(?:glywed|wybod) (?:eich|beth|gennych|oddi|gan|be|sut|pa)"
    r"|(?:ymgynghoriad|arolwg|holiadur)[^.!?]{0,60}(?:ar agor|yn cau|ar gael|tan|yn agor)|(?:llenwch"
    r"|cwblhewch|ymatebwch|atebwch)[^.!?]{0,40}(?:arolwg|holiadur|ymgynghoriad)|unrhyw (?:syniadau"
    r"|awgrymiadau|gwestiynau|sylwadau)|(?:ydych|dych|dach|ydach) chi'n (?:cytuno|cefnogi|meddwl|defnyddio"
    r"|ffafrio)[^.!]{0,100}\?|helpwch (?:fi|ni) i|croeso i (?:chi|unrhyw)[^.!?]{0,40}(?:sylw|barn|syniad"
    r"|cwestiwn)",
    r"pa (?:un|rai|enw|opsiwn|ddyluniad|liw|ffordd|syniad|stryd)[^.!]{0,80}(?:chi|orau|gorau|well|hoff)"
    r"|sut (?:hoffech|fyddech|fasech|ydych|dych|dach) chi|(?:ble|lle) (?:hoffech|fyddech|fasech|ddylem"
    r"|ddylai|ydych|dych|dach)",
)
