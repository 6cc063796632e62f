import type { Polarity } from '../report-content';

/** "Possible effusion" still stands for an effusion; "no effusion" does not. */
export const agrees = (a: Polarity, b: Polarity): boolean => (a === 'absent') === (b === 'absent');
