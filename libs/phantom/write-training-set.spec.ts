import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { trainingCase } from './training-plan';
import { writeTrainingSet } from './write-training-set';

describe('the training set of phantoms', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'phantoms-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('has a grey picture and a line of truth for every film', async () => {
    const written: number[] = [];
    await writeTrainingSet({ directory, count: 3, seed: 11, size: 128, onProgress: (n) => written.push(n) });
    const text = await readFile(join(directory, 'phantoms.jsonl'), 'utf8');
    const lines = text
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as { image: string; width: number; height: number; findings: { box: number[] }[] },
      );
    expect(lines).toHaveLength(3);
    expect(written).toEqual([1, 2, 3]);
    for (const line of lines) {
      const { width, height, channels } = await sharp(join(directory, line.image)).metadata();
      expect({ width, height, channels }).toEqual({ width: line.width, height: line.height, channels: 1 });
      for (const { box } of line.findings) for (const side of box) expect(side).toBeGreaterThanOrEqual(0);
    }
  });

  it('draws normal films and every finding, and never two that hide each other', () => {
    const cases = Array.from({ length: 400 }, (_, index) => trainingCase(1, index));
    const codes = new Set(cases.flatMap((one) => one.findings.map((finding) => finding.code)));
    expect(codes.size).toBe(15);
    expect(cases.filter((one) => one.findings.length === 0).length).toBeGreaterThan(50);
    const both = (a: string, b: string) =>
      cases.some(({ findings }) => [a, b].every((code) => findings.some((finding) => finding.code === code)));
    expect(both('Pneumothorax', 'Effusion')).toBe(false);
    expect(both('Emphysema', 'Cardiomegaly')).toBe(false);
  });
});
