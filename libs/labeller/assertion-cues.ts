import { cueList } from './cue-list';

/**
 * Words that decide whether a finding is asserted, denied or left open. Own lists; the method follows
 * NegEx (Chapman 2001) and ConText (Harkema 2009): a cue reaches from its own place to the end of its
 * clause or to a word that stops it.
 */
const BY_SIGHT =
  '(?:seen|identified|visuali[sz]ed|demonstrated|present|evident|appreciated|noted|detected|found|apparent|observed|visible|shown|suspected|confirmed|there|recogni[sz]ed|discernible|perceptible|delineated|depicted|conspicuous|in evidence|to be seen|(?:re)?produced|re-?demonstrated|re-?identified|made out|displayed|revealed|disclosed|documented|convincing|obvious|measurable|proven|established|suggested)';
const ADVERBS =
  '(?:entirely |completely |fully |definitely |definitively |reliably |confidently |absolutely |totally |readily |clearly )?';
// A participle that ends its clause, but for a place.
const ENDS = '(?=\\s*(?:$|[.,;:!?)])|\\s+(?:on|in|at|over|within|bilaterally)\\b)';
const CANNOT =
  "(?:cannot|can ?not|could not|can't|couldn't|unable to|not able to|difficult to|hard to|does not|do not|doesn't|not possible to|impossible to|insufficient to|inadequate to|not sufficient to)";

/** Look like a denial but deny only a change or an adverb; the finding itself stands. */
export const pseudoDenials = cueList(
  'no (?:evidence (?:of|for) |sign of )?(?:any )?(?:significant |appreciable |substantial |definite |interval |marked |real |convincing |obvious |further |major |overall |gross |notable |radiographic )*(?:change|changes(?! (?:of (?!the\\b)|suggest|indicat|to suggest|to indicate))|increase|decrease|progression|improvement|worsening|difference|growth|enlargement of(?! (?:the )?(?:heart|cardi))|reduction|alteration|regression)\\b',
  'no (?:significantly |appreciably )?(?:larger|smaller|bigger|worse|better|different)\\b',
  'not (?:significantly |appreciably |substantially |much |been |yet |completely |entirely |fully |really |markedly )*(?:changed|increased|decreased|improved|worsened|progressed|enlarged since|grown|resolved|cleared|disappeared|gone|altered|different|larger|smaller|better|worse|diminished)\\b(?:, nor (?:has|have|is|are|does|do)\\b)?',
  'no (?:evidence of |sign of )?(?:kink(?:ing|s)?|cavitation|cavity|malposition(?:ing)?|migration|fracture|displacement|discontinuity|calcification|complication) (?:of|in|within)\\b',
  'not only\\b',
  'not (?:previously|formerly) (?:seen|present|noted|described|visuali[sz]ed)\\b',
  'not (?:seen|present|visible|noted|identified|evident|visuali[sz]ed) (?:previously|before|(?:(?:on|in|at) )?(?:the )?(?:prior|previous|earlier|last|yesterday))\\b',
  'without (?:any )?(?:significant |appreciable |interval |any |substantial |definite )*(?:change|improvement|worsening|progression|increase|decrease)\\b',
  'no doubt\\b',
  'without doubt\\b',
  'not (?:entirely |completely |fully )?(?:free|clear|devoid) of\\b',
  'not without\\b',
  'no longer (?:small|minor|mild|subtle)\\b',
  'no (?:prior|previous|comparison)\\b',
  'but (?:do|does) not (?:prove|confirm|establish)\\b',
  '(?:partial|incomplete|partly|partially|incompletely|slow|gradual|near|nearly|almost|largely|mostly|(?:near|nearly|almost)[- ](?:complete|completely|entirely|fully|totally)) (?:interval )?(?:resolution|clearing|clearance|resolved|cleared|resolving|gone|disappeared)(?: of)?\\b',
  'fail(?:ure|s|ed|ing)? to (?:clear|resolve|improve|disappear)(?: of)?\\b',
  'not(?: (?:yet|completely|entirely|fully|really|wholly))* absent\\b',
);

/** The finding is left open. Reaches forward. */
export const openBefore = cueList(
  `${CANNOT} (?:be )?${ADVERBS}(?:be )?(?:exclude|rule out|excluded|ruled out)`,
  '(?:not|without) (?:excluding|ruling out)\\b',
  'exclusion of\\b',
  '(?:cannot|can ?not|not) (?:be )?(?:certain|sure|confident)\\b(?: that\\b)?',
  'doubt\\b',

  'with or without\\b',
  'at (?:most|best),? (?:an? )?(?:trace|tiny|small|minimal|minor)\\b',
  `${CANNOT} (?:be )?(?:[a-z]+ly )?(?:differentiate|distinguish)`,
  'if (?:any|present|real)\\b',
  '(?:whether|unclear(?: if)?)\\b',
  '(?:may|might|could|can|would) (?:also |well |potentially |possibly |represent|[a-z]+ly )?(?:be|represent|reflect|indicate|suggest|relate|correspond|mask|obscure|have|signify|still be|contain|raise|include)\\b',
  'may also\\b',
  'possib(?:le|ly|ility of)\\b',
  'probab(?:le|ly|ility of)\\b',
  'presum(?:ed|ably|ptive)\\b',
  '(?:most |less |more |not )?likely\\b',
  'unlikely\\b',
  'perhaps\\b',
  'maybe\\b',
  'questionabl[ey]\\b',
  'question(?:ed|s)?(?: of)?\\b',
  'query\\b',
  'equivocal\\b',
  'indeterminate for\\b',
  'suspected\\b',
  'suspicio(?:n|us) (?:for|of)\\b',
  'suspect\\b',
  'concern(?:ing|s)? (?:for|of|about)\\b',
  'worr(?:isome|ying) for\\b',
  'most (?:consistent|compatible|in keeping|suggestive) (?:with|of)\\b',
  'suggest(?:s|ed|ing|ive of|ion of|ive for|ive)?\\b',
  'rais(?:es?|ing) (?:the )?(?:possibility|question|concern|suspicion)\\b',
  'differential\\b',
  'favou?r(?:s|ed|ing)?\\b',
  '(?:thought|felt|believed|appears?|seems?) to (?:represent|reflect|indicate|be due to)\\b',
  'versus\\b',
  'vs\\b\\.?',
  'potential(?:ly)?\\b',
  'uncertain\\b',
  'borderline\\b',
  'doubtful\\b',
  'should (?:also )?(?:consider|raise)\\b',
  'consider(?:ation of|ations? include)?\\b',
  'early or\\b',
  '(?:and|plus)\\/or\\b',
);

/** Of the list above, those that hold a "not" without denying. */
export const undeniable = /exclu|rul|with or without|whether|unclear|certain|sure|confident/;

/** After the finding: it is left open. */
export const openAfter = cueList(
  `(?:cannot|can ?not|could not|can't|couldn't|may not) (?:be )?${ADVERBS}(?:be )?(?:excluded|ruled out|discounted|distinguished|differentiated)`,
  `(?:is|are|was|were) (?:not |difficult to |hard to |impossible to |not possible to )${ADVERBS}(?:be )?(?:excluded?|ruled? out)`,
  `not (?:been )?${ADVERBS}(?:excluded|ruled out)\\b`,
  `(?:difficult|hard|impossible) to ${ADVERBS}(?:exclude|rule out)\\b`,
  '(?:is|are|was|were|remains?|seems?|appears?) (?:[a-z]+ly |less |more |most |also |felt )*(?:possible|suspected|questioned|questionable|considered|equivocal|uncertain|likely|probable|in question|favou?red|unlikely|doubtful|indeterminate|(?:thought|felt|considered|deemed|judged|believed) (?:to be )?(?:un)?(?:likely|possible|probable)|suggested)\\b',
  '(?:is|are|was|were) (?:probably|possibly|likely|presumably|perhaps|questionably) (?:present|seen|there)\\b',
  '(?:is|are|remains?) (?:[a-z]+ly )?(?:(?:a|an|another|of|the) )?(?:[a-z]+ ){0,2}(?:possibility|consideration|concern)\\b',
  '(?:should|must|can|could|might) (?:also )?be (?:considered|suspected|present|questioned|entertained)\\b',
  '(?:may|might|could|can|would) (?:also |well |easily |still )?be (?:present|developing|seen|contributing|missed|hidden|obscured|overlooked|masked|concealed|occult|there)\\b',
  'or both\\b',
  'if (?:any|present|real|at all)\\b',
  'in the (?:right|proper|appropriate|correct) clinical (?:setting|context)\\b(?!,? (?:this|it|these|could|may))',
  '(?:is|are|(?:may|might|could) (?:be|represent|reflect)) (?:(?:[a-z]+ly|likely) )?(?:(?:due to|from|related to) )?(?:an? |the )?(?:nipple|arti?e?fact|vessel|summation|overlap|overlying|skin fold|composite|costochondral)[a-z]*\\b',
  `(?:suspected|likely|possible|probable|favou?red|suggested|questioned|considered|questionable|equivocal|doubtful)${ENDS}`,
);

/** Before the finding: it is denied. */
export const denialBefore = cueList(
  'no\\b(?! (?:longer|prior|previous|comparison)\\b)',
  'without\\b',
  "(?:not|n't) (?:an? |any |have |have any |show |see |demonstrate |reveal |identify |suggest |appear |appear to be |be |been |seen |definitely |clearly |significantly |grossly |overtly |markedly |frankly |abnormally |yet )*",
  'negative for\\b',
  '(?:cannot|can ?not|could not) be (?:called|considered|described as)\\b',
  '(?:no longer|not) (?:seen|visible|present|evident|identified|demonstrated|noted) (?:is|are)\\b',
  '(?:evidence|argu(?:es?|ing)|speaks?|militates?) against\\b',
  "(?:cannot|can ?not|could not|can't|couldn't|unable to) (?:[a-z]+ly )?(?:see|identify|find|demonstrate|detect|appreciate|make out|discern|confirm)\\b",
  '(?:clear|free|devoid|cleared) (?:of|from)\\b',
  'absence of\\b',
  'absent\\b',
  'lack(?:s|ing)?(?: of)?\\b',
  'no longer(?=\\s+(?:(?:appears?|looks?|seems?) (?:to be )?)?(?:[a-z]+ly\\s+)?$)',
  'neither\\b',
  'nothing\\b(?: (?:that|which|here|else)\\b)*',
  'none of the\\b',
  'no longer (?:any|an?|evidence|signs?|shows?|demonstrates?|contains?|has|have)\\b',
  'nor\\b',
  'never\\b',
  'nil\\b',
  'rather than\\b',
  'instead of\\b',
  'as opposed to\\b',
  '(?:mimic(?:s|king)?|simulat(?:es|ing)|mistaken for)\\b',
  'zero\\b',
  'fail(?:s|ed)? to (?:show|reveal|demonstrate|identify)\\b',
  '(?:rules? out|ruled out|excludes?|excluded|excluding)\\b',
  '(?:complete |interval |near[- ]complete )*(?:resolution|clearing|disappearance|removal|clearance|evacuation) of\\b',
  '(?:resolved|removed|cleared)\\b',
);

/** After the finding: it is denied. */
export const denialAfter = cueList(
  `(?:is|are|was|were|has been|have been|can|could|do|does|has|have) (?:definitely |clearly |currently |now |also )?(?:not|no longer|never|not be|no more)(?: be| been)? (?:any longer )?(?:[a-z]+ly )?(?:to be )?${BY_SIGHT}\\b`,
  `(?:isn't|aren't|wasn't|weren't|hasn't been|haven't been|can't be|couldn't be) (?:[a-z]+ly )?${BY_SIGHT}\\b`,
  '(?:is|are|was|were|appears?|remains?) (?:(?:[a-z]+ly|all|both|also|now|again|still) ){0,3}(?:absent|lacking|nowhere|neither|none of (?:them|these))\\b',
  '(?:has|have|had) no (?:[a-z]+ )?(?:correlate|counterpart|equivalent)\\b',
  '(?:has|have|had) not (?:[a-z]+ly )?(?:developed|recurred|re-?accumulated|appeared|formed|occurred|returned|arisen|been (?:[a-z]+ly )?[a-z]+(?:ed|en|wn)\\b)',
  '(?:is|are|was|were) not (?:an? |the )?(?:[a-z]+ )?(?:feature|finding|issue|problem)\\b',
  '(?:(?:is|are|was|were) )?(?:[a-z]+ ){0,2}(?:in|on|at|within) neither\\b',
  'none (?:is |are )?(?:recurrent|residual|remaining|remains|recurring|persisting|now|today|seen|evident|visible|left)\\b',
  '(?:has|have|had)(?: since| now| all| both| also| completely| fully| essentially| entirely| interval| in the interval| meanwhile| again)* (?:resolved|cleared|disappeared|vanished|gone|been (?:since |now )?(?:removed|excluded|drained|evacuated|ruled out|taken out|withdrawn|pulled|explanted))\\b',
  '(?:is|are|was|were|has been|have been)(?: now| since| all| both| also| subsequently| completely| essentially)* (?:resolved|excluded|ruled out|cleared|removed|gone|taken out|withdrawn|pulled|explanted)\\b',
  `(?:cannot|can ?not|could not) be (?:[a-z]+ly )?${BY_SIGHT}\\b`,
  `no longer (?:[a-z]+ly )?${BY_SIGHT}\\b`,
  `not (?:[a-z]+ly )?(?:been )?${BY_SIGHT}\\b`,
  '(?:is|are|appears?|remains?) (?:now )?(?:within (?:the )?(?:normal limits?|limits? of normal|normal range)|normal)\\b',
  '(?:shows?|showed|demonstrates?) (?:complete |interval |near[- ]complete )*(?:resolution|clearing)\\b',
  '(?:interval |complete )*(?:resolution|clearing)\\b(?! of)',
  `(?:resolved|cleared|removed|absent|none|excluded|ruled out)${ENDS}`,
);
