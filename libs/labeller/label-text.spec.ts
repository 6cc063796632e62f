import { airspaceFindings } from './finding-code';
import { goldSentences } from './gold-sentences';
import { labelText, summarise, type FindingMention } from './label-text';

const SIGN = { present: '+', absent: '-', uncertain: '?' } as const;

/** Mentions in the notation of the gold table. */
function notation(mentions: readonly FindingMention[]): string[] {
  const written = mentions.map(({ finding, polarity, location, implied }) => {
    const place =
      location.side === 'none' && location.zone === 'none' ? '' : `@${location.side}/${location.zone}`;
    return `${implied ? 'clear' : finding}${SIGN[polarity]}${place}`;
  });
  return [...new Set(written)].sort();
}

describe('the labeller reads a sentence as a radiologist does', () => {
  it.each(goldSentences)('%s', (text, expected) => {
    expect(notation(labelText(text))).toEqual(expected.split(' ').filter(Boolean).sort());
  });

  it('is held against at least 120 sentences', () =>
    expect(goldSentences.length).toBeGreaterThanOrEqual(120));
});

describe('a whole report', () => {
  const report = `FINDINGS: The lungs are clear apart from atelectasis at the left base.
    No effusion or pneumothorax. The heart measures 15.5 cm and is enlarged.
    IMPRESSION: 1. Cardiomegaly. 2. Left basal atelectasis.`;
  const answers = summarise(labelText(report));

  it('lets a named finding outweigh the general statement', () => {
    expect(answers.get('Atelectasis')).toMatchObject({ polarity: 'present', implied: false });
    expect(answers.get('Consolidation')).toMatchObject({ polarity: 'absent', implied: true });
  });

  it('keeps numbers and enumerations from ending a sentence', () => {
    expect(answers.get('Cardiomegaly')?.polarity).toBe('present');
    expect(answers.get('Effusion')?.polarity).toBe('absent');
  });

  it('denies every airspace finding when the lungs are called clear', () => {
    expect(labelText('Clear lungs.').map(({ finding }) => finding)).toEqual(airspaceFindings);
  });

  it('reads nothing in text without findings', () => {
    expect(labelText('')).toEqual([]);
    expect(labelText('PA and lateral views were obtained.')).toEqual([]);
  });
});
