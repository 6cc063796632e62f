export { labelText, summarise, type FindingMention } from './label-text';
export { comparisonWords } from './assertion-cues';
