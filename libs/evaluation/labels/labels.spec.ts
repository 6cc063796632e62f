import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolder } from '../data/data-folder';
import { goldLabels } from './gold-labels';
import { labelsPage, labelsRows } from './labels-page';
import { openILabels } from './open-i-labels';

const draws = { rounds: 20, seed: 1, limit: 0 };

describe('the labeller against gold sentences', () => {
  const measured = goldLabels(
    'held-out',
    [
      ['Small left effusion.', 'Effusion+@left/none'],
      ['No mass.', 'Mass-'],
      // Two expectations that the labeller must miss: a wrong side and a finding that is not there.
      ['Right apical nodule.', 'Nodule+@left/upper'],
      ['Possible edema.', 'Edema? Hernia-'],
    ],
    draws,
  )!;

  it('counts mention, negation and uncertainty over all findings', () => {
    expect(measured).toMatchObject({ sentences: 4, findings: 5 });
    // 4 read of 5 expected, none too much.
    expect(measured.mention.value).toBeCloseTo(8 / 9);
    expect(measured.negation.value).toBeCloseTo(2 / 3);
    expect(measured.uncertainty.value).toBe(1);
  });

  it('counts sides and places of what was read with the right status', () => {
    expect(measured.side.value).toBe(3 / 4);
    expect(measured.place.value).toBe(1);
    expect(measured.faultless.value).toBe(1 / 2);
  });

  it('holds only the held-out half against the goals', () => {
    const development = goldLabels('development', [['No mass.', 'Mass-']], draws)!;
    expect(labelsRows({ gold: [development], openI: null })).toEqual([]);
    expect(labelsRows({ gold: [measured, development], openI: null }).map(({ metric }) => metric)).toEqual([
      'mention F1, held-out gold sentences',
      'negation F1, held-out gold sentences',
      'uncertainty F1, held-out gold sentences',
    ]);
  });

  it('leaves out a half that holds no sentence', () => expect(goldLabels('held-out', [], draws)).toBeNull());
});

describe('agreement with the CheXpert labels of Open-i', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-labels-'));
    await mkdir(join(folder, 'text/openi'), { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const written = (...lines: string[]) =>
    writeFile(join(folder, 'text/openi/reports.jsonl'), lines.join('\n'));

  it('is left out where the reports are not there', async () =>
    expect(await openILabels(new DataFolder(join(folder, 'none')), draws)).toBeNull());

  it('compares report by report, an uncertain label as uncertain', async () => {
    await written(
      JSON.stringify({
        findings: 'Nodule.',
        impression: 'No effusion.',
        chexpert: { 'Lung Lesion': 1, 'Pleural Effusion': 0 },
      }),
      JSON.stringify({
        findings: 'Possible edema.',
        impression: null,
        chexpert: { Edema: -1, Pneumonia: 1 },
      }),
      JSON.stringify({ findings: 'Not labelled by them: mass.', impression: null, chexpert: null }),
    );
    const openI = (await openILabels(new DataFolder(folder), draws))!;
    expect(openI.reports).toBe(2);
    const of = (label: string) => openI.labels.find((row) => row.label === label)!;
    expect(of('Lung Lesion').present.value).toBe(1);
    expect(of('Pleural Effusion').absent.value).toBe(1);
    expect(of('Edema').uncertain.value).toBe(1);
    expect(of('Pneumonia')).toMatchObject({ theirsPresent: 1, oursPresent: 0, present: { value: 0 } });
    expect(openI.together.present.value).toBeCloseTo(2 / 3);
    expect(labelsPage({ gold: [], openI })).toContain('This is agreement, not accuracy');
  });

  it('names the line that is no report', async () => {
    await written('{"findings": "x", "chexpert": {"Edema": "yes"}}');
    await expect(openILabels(new DataFolder(folder), draws)).rejects.toThrow(/line 1 is no report/);
  });
});
