import { madeSeries, madeStudy } from '../../testing/made-attributes';
import { CelConditionLanguage } from './cel-condition-language';

const language = new CelConditionLanguage();
const film = madeStudy();

describe('the language of conditions', () => {
  it.each([
    [`series.exists(s, s.Modality == 'DX' && s.BodyPartExamined == 'CHEST')`, 'true'],
    [`'CT' in study.ModalitiesInStudy`, 'false'],
    [`study.StudyDescription.like('*chest*')`, 'true'],
    [`source.aeTitle.startsWith('ER_') && !order.found`, 'true'],
    [`series.all(s, s.Modality in ['CR', 'DX'])`, 'true'],
    [`series.filter(s, 'PRIMARY' in s.ImageType).size() == study.NumberOfStudyRelatedSeries`, 'true'],
    [`series.exists(s, s.Rows >= 256 ? s.Columns < 256 : false)`, 'false'],
  ])('says of a chest film that %s is %s', (condition, truth) => {
    expect(language.fault(condition)).toBeNull();
    expect(language.evaluate(condition, film)).toBe(truth);
  });

  it('lets no number that is not known decide', () => {
    expect(language.evaluate('patient.ageYears < 16', film)).toBe('unknown');
    expect(language.evaluate('!(patient.ageYears < 16)', film)).toBe('unknown');
    expect(language.evaluate('has(patient.ageYears) && patient.ageYears < 16', film)).toBe('false');
    expect(language.evaluate(`patient.ageYears < 16 || patient.sex == 'F'`, film)).toBe('true');
  });

  it.each([
    [`series.exists(s, s.Modality = 'DX')`, 28],
    ['study.PatientName == "Doe"', 6],
    ['study.StudyDescription', 0],
    ['patient.sex == 3', 0],
    ['patients.sex == "F"', 0],
    ['study.constructor == ""', 6],
  ])('refuses %s and names the place', (condition, position) => {
    expect(language.fault(condition)?.position).toBe(position);
  });

  it.each([
    [`study.StudyDescription.matches('(a+)+$')`, 'matches'],
    [`series.exists(s, series.exists(t, s.Modality == t.Modality))`, 'within another'],
    ['1 + 1 == 2', '+'],
    [`{'a': 1} == {'a': 1}`, 'maxMapEntries'],
    [`${'('.repeat(40)}true${')'.repeat(40)}`, 'maxDepth'],
    [`true${' && true'.repeat(200)}`, 'maxAstNodes'],
    [`patient.sex == '${'x'.repeat(2000)}'`, 'at most 2000 characters'],
    ['cel.bind(x, true, x)', 'maxCallArguments'],
    ['duration("1s") == duration("1s")', 'duration'],
  ])('refuses what could cost without bound: %.60s', (condition, named) => {
    expect(language.fault(condition)?.message).toContain(named);
  });

  it('explains each comparison with what it looked at, whatever the others gave', () => {
    const study = madeStudy({ series: [madeSeries(), madeSeries({ Modality: 'SR', BodyPartExamined: '' })] });
    const condition = `series.exists(s, s.Modality == 'CT') && !(study.StudyDescription == 'x') || patient.ageYears > 1`;
    expect(language.explain(condition, study)).toEqual({
      truth: 'unknown',
      parts: [
        {
          expression: `series.exists(s, s.Modality == "CT")`,
          truth: 'false',
          values: [
            { attribute: 'series', value: '2 of them' },
            { attribute: 'series.Modality', value: 'DX, SR' },
          ],
        },
        {
          expression: `study.StudyDescription == "x"`,
          truth: 'false',
          values: [{ attribute: 'study.StudyDescription', value: 'Chest PA' }],
        },
        {
          expression: 'patient.ageYears > 1',
          truth: 'unknown',
          values: [{ attribute: 'patient.ageYears', value: 'not known' }],
        },
      ],
    });
  });

  it('cuts a long value in an explanation', () => {
    const study = madeStudy({ series: [madeSeries({ SeriesDescription: 'y'.repeat(500) })] });
    const [part] = language.explain(`series.exists(s, s.SeriesDescription == 'x')`, study).parts;
    expect(part?.values.at(-1)?.value).toHaveLength(123);
  });
});
