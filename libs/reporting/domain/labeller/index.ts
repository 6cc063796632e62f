export * from './finding-code';
export { labelText, summarise, type FindingMention, type Polarity } from './label-text';
export { nowhere, type Location } from './location';
export { comparisonWords } from './assertion-cues';
