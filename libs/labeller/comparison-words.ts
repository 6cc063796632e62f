import { cueList } from './cue-list';

/** Words that compare with an earlier film; false where no earlier film was read. */
export const comparisonWords = cueList(
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
