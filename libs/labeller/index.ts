export { comparisonWords } from './comparison-words';
export { developmentSentences } from './gold/development-sentences';
export { goldMentions, type GoldSentence } from './gold/gold-sentence';
export { heldOutSentences } from './gold/held-out-sentences';
export { type FindingMention, labelText } from './label-text';
export { summarise } from './summarise';
