import { airspaceFindings } from './finding-code';
import { developmentSentences } from './gold/development-sentences';
import { goldMentions } from './gold/gold-sentence';
import { type FindingMention, labelText } from './label-text';

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
  it.each(developmentSentences)('%s', (text, expected) => {
    expect(notation(labelText(text))).toEqual(expected.split(' ').filter(Boolean).sort());
  });

  it('is held against at least 200 sentences, none of them twice', () => {
    const texts = developmentSentences.map(([text]) => text);
    expect(texts.length).toBeGreaterThanOrEqual(200);
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('the notation of gold sentences', () => {
  it('stands for mentions and back', () => {
    const written = 'Effusion?@left/none Mass- clear-@right/none';
    expect(notation(goldMentions(written))).toEqual(written.split(' ').sort());
    expect(goldMentions('clear-')).toHaveLength(airspaceFindings.length);
  });

  it('refuses what it does not know', () => {
    expect(() => goldMentions('Effusion')).toThrow('not in the notation of gold sentences: Effusion');
  });
});

describe('a whole report', () => {
  it('denies every airspace finding when the lungs are called clear', () => {
    expect(labelText('Clear lungs.').map(({ finding }) => finding)).toEqual(airspaceFindings);
  });

  it('reads nothing in text without findings', () => {
    expect(labelText('')).toEqual([]);
    expect(labelText('PA and lateral views were obtained.')).toEqual([]);
  });

  it('leaves out the sections that ask, whatever stands around them', () => {
    const report =
      'CLINICAL INFORMATION: Pneumonia two years ago.\nQuestion of effusion.\n\nTECHNIQUE: PA film.\n\nFINDINGS: Mild edema.';
    expect(notation(labelText(report))).toEqual(['Edema+']);
  });

  it('reads a wrapped line on, and a new line of a list by itself', () => {
    expect(notation(labelText('There is no effusion,\nconsolidation or mass.'))).toEqual([
      'Consolidation-',
      'Effusion-',
      'Mass-',
    ]);
    expect(notation(labelText('No effusion\n- Cardiomegaly'))).toEqual(['Cardiomegaly+', 'Effusion-']);
  });

  it('reads capitals, typographic quotes and hyphens as it reads plain letters', () => {
    expect(notation(labelText('LEFT‐SIDED EFFUSION.'))).toEqual(['Effusion+@left/none']);
    expect(notation(labelText('Effusion isn’t seen.'))).toEqual(['Effusion-']);
  });
});
