import { labelText } from '@wetread/labeller';
import { findingVocabulary, nihFindingCodes, type Side } from '@wetread/terminology';
import { filmFacts } from '../film-facts';
import type { CertaintyBand, FindingDecision } from '../reading';
import type { SeenClasses } from './answer';
import { captionOfFilm, captionOfPicture } from './caption';

const decision = (
  code: FindingDecision['code'],
  band: CertaintyBand,
  side: Side = 'none',
  present = true,
): FindingDecision =>
  ({ code, band, present, location: { side, zone: 'none' }, probability: 0.9 }) as FindingDecision;

const seen = (modality: string, plane: string, organ: string, probability = 0.95): SeenClasses => ({
  modality: { name: modality, probability },
  plane: { name: plane, probability },
  organ: { name: organ, probability },
});

describe('the caption of a chest film', () => {
  it('names view, the most urgent findings first, and that nobody reviewed it', () => {
    const caption = captionOfFilm(
      [decision('Cardiomegaly', 'definite'), decision('Pneumothorax', 'possible', 'left')],
      'PA',
      [],
    );
    expect(caption.text).toBe(
      'PA chest radiograph: possible pneumothorax on the left; cardiomegaly (AI draft, not reviewed).',
    );
  });

  it('says that nothing was decided, and not that the film is normal', () => {
    const { text } = captionOfFilm([decision('Effusion', 'definite', 'left', false)], null, []);
    expect(text).toBe('Frontal chest radiograph: no finding decided (AI draft, not reviewed).');
  });

  it('counts what it does not name', () => {
    const many = (['Pneumothorax', 'Edema', 'Mass', 'Nodule', 'Hernia'] as const).map((code) =>
      decision(code, 'definite'),
    );
    const caption = captionOfFilm(many, 'AP', []);
    expect(caption.findings.map(({ code }) => code)).toEqual(['Pneumothorax', 'Edema', 'Mass']);
    expect(caption.text).toContain('lung mass and 2 more');
  });

  it('says that a phantom is one', () => {
    expect(captionOfFilm([], 'PA', ['PHANTOM']).text).toMatch(/^PHANTOM: PA chest radiograph/);
  });

  const bands = ['possible', 'likely', 'definite'] as const;
  const sides = ['none', 'left', 'right', 'bilateral'] as const;
  it.each(nihFindingCodes)('is read back by the labeller as the %s that was decided', (code) => {
    for (const band of bands) {
      for (const side of sides) {
        const { text } = captionOfFilm([decision(code, band, side)], 'PA', []);
        const mentions = labelText(text);
        expect(mentions.map(({ finding }) => finding)).toEqual([code]);
        expect(mentions[0]!.polarity).toBe(band === 'definite' ? 'present' : 'uncertain');
        const told = findingVocabulary[code].sided && side !== 'none' ? side : 'none';
        expect(mentions[0]!.location.side).toBe(told);
      }
    }
  });

  it('is read back as all the findings that it names, each by itself', () => {
    const named = [
      decision('Pneumothorax', 'likely', 'right'),
      decision('Consolidation', 'definite', 'left'),
      decision('Effusion', 'possible', 'bilateral'),
    ];
    const { text } = captionOfFilm(named, 'AP', []);
    expect(labelText(text).map(({ finding, polarity }) => `${finding} ${polarity}`)).toEqual([
      'Pneumothorax uncertain',
      'Consolidation present',
      'Effusion uncertain',
    ]);
  });

  it('with no finding is read back as none', () => {
    const mentions = labelText(captionOfFilm([], 'PA', []).text);
    expect(mentions.filter(({ polarity }) => polarity !== 'absent')).toEqual([]);
  });
});

describe('the caption of another picture', () => {
  it('tells what the model is sure of, and that nobody reviewed it', () => {
    expect(captionOfPicture(filmFacts(), seen('ct', 'axial', 'abdomen'), []).text).toBe(
      'Axial CT picture of the abdomen or pelvis (AI draft, not reviewed).',
    );
  });

  it('tells nothing that the model is not sure of', () => {
    expect(captionOfPicture(filmFacts(), seen('ct', 'axial', 'abdomen', 0.4), []).text).toBe(
      'Picture of unknown kind.',
    );
    expect(captionOfPicture(filmFacts(), null, []).text).toBe('Picture of unknown kind.');
  });

  it('believes the header against the model, whose word then counts for nothing', () => {
    const facts = filmFacts({ modality: 'MR', bodyPart: 'KNEE' });
    expect(captionOfPicture(facts, seen('ct', 'axial', 'head'), []).text).toBe('MR picture of the knee.');
  });

  it('adds what the model sees where the header says the same modality', () => {
    const facts = filmFacts({ modality: 'MR', frames: 30 });
    expect(captionOfPicture(facts, seen('mr', 'sagittal', 'spine'), []).text).toBe(
      'Sagittal MR picture of the spine, the middle one of 30 frames (AI draft, not reviewed).',
    );
  });

  it('lets the model speak where the header says only "other"', () => {
    const facts = filmFacts({ modality: 'OT' });
    expect(captionOfPicture(facts, seen('us', 'other', 'abdomen'), []).text).toBe(
      'Ultrasound picture of the abdomen or pelvis (AI draft, not reviewed).',
    );
  });

  it('repeats no body part that the standard does not know: it may name anything, a patient too', () => {
    const facts = filmFacts({ modality: 'CT', bodyPart: 'DOE JOHN' });
    expect(captionOfPicture(facts, null, []).text).toBe('CT picture.');
  });

  it('carries its marks', () => {
    const caption = captionOfPicture(filmFacts({ modality: 'DX' }), null, ['PHANTOM']);
    expect(caption).toMatchObject({ text: 'PHANTOM: radiograph.', marks: ['PHANTOM'] });
  });
});
