/**
 * Words that decide whether a finding is asserted, denied or left open. Own lists; the method follows
 * NegEx (Chapman 2001) and ConText (Harkema 2009): a cue reaches from its own place to the end of its
 * clause or to a word that stops it.
 */
const any = (...sources: string[]) => new RegExp(`\\b(?:${sources.join('|')})`, 'g');

/** Look like a denial but deny only a change or an adverb; the finding itself stands. */
export const pseudoDenials = any(
  'no (?:significant |appreciable |substantial |definite |interval |marked |real )*(?:change|changes|increase|decrease|progression|improvement|worsening|difference|growth)\\b',
  'not (?:significantly |appreciably |substantially |much )*(?:changed|increased|decreased|improved|worsened|progressed)\\b',
  'not only\\b',
  'not (?:previously|formerly) (?:seen|present|noted|described|visuali[sz]ed)\\b',
  'without (?:significant |appreciable |interval |any )*(?:change|improvement|worsening|progression)\\b',
  'no doubt\\b',
  'without doubt\\b',
  'not (?:entirely |completely |fully )?(?:free|clear|devoid) of\\b',
  'not without\\b',
  'no longer (?:small|minor|mild|subtle)\\b',
);

/** A denial that is itself denied or limited: the finding is left open. Reaches both ways. */
export const openBefore = any(
  '(?:cannot|can not|could not|unable to|difficult to|does not|do not|not possible to|impossible to) (?:entirely |completely |fully |definitely )?(?:be )?(?:exclude|rule out|ruled out)',
  '(?:not|without) (?:excluding|ruling out)\\b',
  'may (?:be|represent|reflect|indicate|suggest|relate|correspond|mask|obscure|have|signify|also)\\b',
  'might (?:be|represent|reflect|indicate|suggest|relate|mask|obscure|have)\\b',
  'could (?:be|represent|reflect|indicate|suggest|relate|mask|obscure)\\b',
  'possib(?:le|ly|ility of)\\b',
  'probabl(?:e|y)\\b',
  'presum(?:ed|ably|ptive)\\b',
  '(?:most )?likely\\b',
  'perhaps\\b',
  'maybe\\b',
  'questionable\\b',
  'question(?:ed)? of\\b',
  'equivocal\\b',
  'suspected\\b',
  'suspicio(?:n|us) (?:for|of)\\b',
  'suspect\\b',
  'concern(?:ing)? (?:for|of)\\b',
  'worrisome for\\b',
  'most (?:consistent|compatible|in keeping) with\\b',
  'suggest(?:s|ed|ing|ive of|ion of)?\\b',
  'rais(?:es|ing) (?:the )?(?:possibility|question|concern)\\b',
  'differential (?:diagnosis )?(?:includes?|considerations include)\\b',
  'versus\\b',
  'vs\\b\\.?',
  'potential\\b',
  'uncertain\\b',
  'borderline\\b',
  '(?:may|might|could) [a-z]+ly (?:be|represent|reflect|indicate)\\b',
);

/** After the finding: it is left open. */
export const openAfter = any(
  '(?:cannot|can not|could not|may not) (?:entirely |completely |fully |definitely |reliably )?be (?:excluded|ruled out)',
  '(?:is|are|was|were) (?:not|difficult to) (?:entirely |completely |fully |definitely |reliably )?(?:excluded?|ruled? out|be excluded)',
  'not (?:entirely |completely |definitely )?excluded\\b',
  '(?:is|are|was|were|remains?) (?:[a-z]+ly )?(?:possible|suspected|questioned|questionable|considered|equivocal|uncertain|likely|probable|in question)\\b',
  '(?:is|are|was|were) (?:probably|possibly|likely|presumably|perhaps|questionably) (?:present|seen|there)\\b',
  '(?:is|are) (?:a |another )?(?:possibility|consideration|concern)\\b',
  '(?:should|must|can|could|might) (?:also )?be (?:considered|suspected|present)\\b',
  '(?:may|might) be present\\b',
  'suspected\\b',
  'versus\\b',
  'vs\\b',
);

/** Before the finding: it is denied. */
export const denialBefore = any(
  'no\\b(?! (?:longer|prior|previous|comparison)\\b)',
  'without\\b',
  'not (?:an? |any |have |have any |show |see |demonstrate |identify |appear |appear to be |be |definitely |clearly |significantly |grossly |overtly |markedly |frankly )*',
  'negative for\\b',
  'free (?:of|from)\\b',
  'clear of\\b',
  'devoid of\\b',
  'absence of\\b',
  'absent\\b',
  'lack(?:s|ing)?(?: of)?\\b',
  'neither\\b',
  'nor\\b',
  'never\\b',
  'fails? to (?:show|reveal|demonstrate)\\b',
  '(?:rules? out|ruled out|excludes?|excluded)\\b',
  '(?:complete |interval |near[- ]complete )*(?:resolution|clearing|disappearance|removal) of\\b',
  '(?:resolved|removed)\\b',
);

/** After the finding: it is denied. */
export const denialAfter = any(
  '(?:is|are|was|were|has been|have been|can|could|do|does) (?:definitely |clearly |currently |now )?(?:not|no longer|never|not be)(?: be| been)? (?:[a-z]+ly )?(?:seen|identified|visuali[sz]ed|demonstrated|present|evident|appreciated|noted|detected|found|apparent|observed|visible|shown|suspected|confirmed|there)\\b',
  '(?:is|are|was|were) absent\\b',
  '(?:has|have|had)(?: since| now| completely| largely| fully| nearly completely| interval)* (?:resolved|cleared|disappeared|been removed|been excluded)\\b',
  '(?:is|are|was|were|has been|have been)(?: now| completely)* (?:resolved|excluded|ruled out|cleared|removed|gone)\\b',
  'cannot be (?:seen|identified|demonstrated|appreciated|detected)\\b',
  'no longer (?:seen|present|visible|visuali[sz]ed|identified|evident)\\b',
  'not (?:seen|identified|present|evident|demonstrated|visuali[sz]ed)\\b',
);

/** The words after it are the patient's past or the question asked, not what the film shows. */
export const notOfThisFilm = any(
  'history of\\b',
  'hx of\\b',
  'h/o\\b',
  'evaluat(?:e|ion) (?:for|of)\\b',
  'assess(?:ment)? for\\b',
  'r/o\\b',
  '(?:please|to) (?:rule out|exclude)\\b',
  'rule out\\b',
  'clinical (?:concern|suspicion|question) (?:for|of)\\b',
  'indication:',
  'treated for\\b',
  'recent(?:ly)? (?:treated|diagnosed)\\b',
);

/** Directly before the finding (up to two words between): it belongs to the past. */
export const pastAdjective = /\b(?:prior|previous|past|remote|former|treated|recent) (?:[a-z-]+ ){0,2}$/;

/** Words that compare with an earlier film; false where no earlier film was read. */
export const comparisonWords = any(
  '(?:un|not (?:significantly )?)changed\\b',
  '(?:no|without) (?:significant |interval |appreciable )*(?:change|progression|worsening|improvement)\\b',
  '(?:interval|since the (?:prior|previous|last)|compared (?:to|with)|in comparison (?:to|with)|from (?:the )?(?:prior|previous))\\b',
  '(?:stable|persistent|persists?|again (?:seen|noted|demonstrated|identified)|redemonstrat(?:ed|ion))\\b',
  '(?:improv(?:ed|ing|ement)|worsen(?:ed|ing)?|resolv(?:ed|ing)|resolution of|progress(?:ed|ion|ive|ing))\\b',
  '(?:increased|decreased|enlarging|larger|smaller) (?:in size |in extent )?(?:since|than|from|compared|compared (?:to|with))\\b',
  '(?:has|have) (?:increased|decreased|enlarged|grown|cleared|developed|progressed|improved|worsened)\\b',
  '(?:increasing|decreasing|slightly (?:larger|smaller))\\b',
  'previously (?:seen|noted|described|identified|present)\\b',
  'no longer (?:seen|present|visible|visuali[sz]ed|identified|evident)\\b',
  '(?:new|newly) (?!line)(?=[a-z -]{0,30}(?:effusion|pneumothorax|opacity|opacities|consolidation|infiltrat|nodule|mass|atelectasis|edema))',
  'similar to (?:the )?(?:prior|previous|last)\\b',
  'as before\\b',
);
