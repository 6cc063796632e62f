import { deviceAndHerniaPhrases } from './phrases/devices-and-hernia';
import type { FindingPhrase } from './phrases/finding-phrase';
import { heartPhrases } from './phrases/heart';
import { lungDiseasePhrases } from './phrases/lung-disease';
import { lungOpacityPhrases } from './phrases/lung-opacity';
import { pleuraPhrases } from './phrases/pleura';

/** Every phrase that names, denies or hides a finding; own lists. */
export const findingPhrases: readonly FindingPhrase[] = [
  ...heartPhrases,
  ...pleuraPhrases,
  ...lungOpacityPhrases,
  ...lungDiseasePhrases,
  ...deviceAndHerniaPhrases,
];
