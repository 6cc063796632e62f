import { labelText } from './label-text';
import { summarise } from './summarise';

describe('one answer per finding of a report', () => {
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

  it('lets what is stated outweigh what is left open, and that what is denied', () => {
    const of = (text: string) => summarise(labelText(text)).get('Effusion')?.polarity;
    expect(of('No effusion. Possible effusion.')).toBe('uncertain');
    expect(of('Possible effusion. Small effusion.')).toBe('present');
  });

  it('makes left and right bilateral, and takes no side from a denial', () => {
    const of = (text: string) => summarise(labelText(text)).get('Effusion')?.location.side;
    expect(of('Small right effusion. Larger left effusion.')).toBe('bilateral');
    expect(of('Small right effusion. No left effusion.')).toBe('right');
  });
});
