import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createDraftEngine, filmFacts } from '@wetread/inference';
import { nihFindingCodes } from '@wetread/terminology';
import { describeWithData } from '@wetread/testing';
import sharp from 'sharp';
import { writeEvaluationData } from '../harness/evaluation-data';
import { wetread } from '../harness/wetread-command';

const toyModel = resolve(__dirname, '../fixtures/toy-model');

interface Report {
  provenance: { command: string; model: { name: string }; bootstrapRounds: number };
  findings: { films: number; labelsCounted: number; baselines: { name: string }[]; shortcuts: unknown[] };
  evidence: { boxes: number; sources: { name: string }[] };
  gate: Record<'frontal' | 'outside' | 'repairable' | 'unreadable', GateRow[]>;
  retrieval: { textToImage: { phrasesCounted: number }; imageToImage: { queries: number } };
  speed: { medianMilliseconds: number };
  seeds: { figure: string; values: number[]; mean: number; lowest: number; highest: number }[];
}
interface GateRow {
  set: string;
  wrong: { count: number; of: number };
  outcomes: Record<string, number>;
}

describe('wetread eval', () => {
  let folder: string;
  let data: string;
  const evaluate = (measure: string, ...rest: string[]) =>
    wetread(['eval', measure, '--data', data, '--model', toyModel, ...rest], {
      WETREAD_DATA_DIR: join(folder, 'home'),
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-eval-'));
    data = join(folder, 'data');
    await writeEvaluationData(data);
    // The toy's gate takes every drawn film for a turned one; this it takes as it is.
    const square = Buffer.alloc(256 * 256, 30);
    for (let y = 32; y < 96; y++) square.fill(200, y * 256 + 32, y * 256 + 96);
    await sharp(square, { raw: { width: 256, height: 256, channels: 1 } })
      .png()
      .toFile(join(data, 'square.png'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Predictions of the product itself, moved by `shift`. */
  async function predictions(shift: number): Promise<string> {
    const engine = await createDraftEngine({ modelDir: toyModel });
    try {
      const lines: string[] = [];
      const films = Array.from({ length: 24 }, (_, index) => `cxr/nih/images/film-${index}.jpg`);
      for (const image of [...films, 'square.png']) {
        const { findings } = await engine.inspectPicture(await readFile(join(data, image)), filmFacts());
        const moved = findings.map(({ code, probability }) => [code, Math.min(1, probability + shift)]);
        const boxes = findings.map(({ code, evidence }) => [code, evidence.box]);
        lines.push(
          JSON.stringify({
            image,
            probabilities: Object.fromEntries(moved),
            boxes: Object.fromEntries(boxes),
          }),
        );
      }
      const path = join(folder, `predictions-${shift}.jsonl`);
      await writeFile(path, lines.join('\n'));
      return path;
    } finally {
      await engine.close();
    }
  }

  it('measures everything through the product and writes it down', async () => {
    const out = join(folder, 'out');
    const beside = `the product=${await predictions(0)}`;
    const { code, stdout, stderr } = await evaluate(
      'all',
      '--beside',
      beside,
      '--seed-model',
      toyModel,
      '--out',
      out,
      '--json',
    );
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout) as Report;
    expect(report.provenance).toMatchObject({ model: { name: 'toy-cxr' }, bootstrapRounds: 1000 });
    expect(report.findings).toMatchObject({ films: 24, labelsCounted: 2 });
    expect(report.findings.baselines.map(({ name }) => name)).toEqual(['the product', 'constant']);
    expect(report.evidence.boxes).toBe(24);
    expect(report.evidence.sources.map(({ name }) => name)).toEqual([
      'wetread',
      'the product',
      'fixed search region',
      'whole film',
    ]);
    expect(report.gate.unreadable.find(({ set }) => set === 'blank')).toMatchObject({
      wrong: { count: 0, of: 24 },
    });
    expect(report.gate.outside.find(({ set }) => set.startsWith('drawn'))!.wrong.of).toBeGreaterThanOrEqual(
      60,
    );
    expect(report.retrieval.textToImage.phrasesCounted).toBeGreaterThan(10);
    expect(report.speed.medianMilliseconds).toBeGreaterThan(0);
    for (const { values, lowest, highest } of report.seeds) {
      expect(values).toHaveLength(2);
      expect(values[0]).toBe(values[1]);
      expect([lowest, highest]).toEqual([values[0], values[0]]);
    }
    expect(await readFile(join(out, 'evaluation.json'), 'utf8')).toBe(stdout);
    const markdown = await readFile(join(out, 'EVALUATION.md'), 'utf8');
    // Neither the machine nor a single film may be told from a document that is committed.
    for (const secret of [folder, 'film-1', '.jpg']) expect(markdown).not.toContain(secret);
    expect(stdout).not.toContain(folder);
  });

  it('gives the same figures twice', async () => {
    const [one, two] = [await evaluate('evidence', '--json'), await evaluate('evidence', '--json')];
    expect(one.stdout).toBe(two.stdout);
    expect(one.stderr).toContain('NIH test: 24 of 24');
  });

  it('puts parts that are measured again into an evaluation, and leaves it alone when it refuses', async () => {
    const kept = join(folder, 'kept');
    const read = (name: string) => readFile(join(kept, name), 'utf8');
    expect((await evaluate('speed', 'evidence', '--out', kept)).code).toBe(0);
    const first = JSON.parse(await read('evaluation.json')) as Report;
    const { code, stdout } = await evaluate('speed', '--onto', kept, '--json');
    expect({ code, stdout }).toEqual({ code: 0, stdout: await read('evaluation.json') });
    const renewed = JSON.parse(stdout) as Report;
    expect(renewed.evidence).toEqual(first.evidence);
    expect(renewed.provenance.command).toBe('wetread eval evidence speed --data DATA --split test');
    expect(await read('EVALUATION.md')).toContain(
      '- Measured again later: speed, by `wetread eval speed --data DATA --split test`',
    );
    const other = await evaluate('speed', '--onto', kept, '--limit', '3');
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('[evaluation.apart]') as string });
    expect(await read('evaluation.json')).toBe(stdout);
    // From one folder into another, without measuring: the page is written from its figures.
    const taken = await evaluate('evidence', '--from', kept, '--out', join(folder, 'taken'));
    expect(taken.code).toBe(0);
    expect(taken.stdout).toContain('## Evidence');
    expect(taken.stdout).not.toContain('## Speed');
  });

  it('holds two paths through one model against each other, and fails when they differ', async () => {
    const same = await evaluate('parity', '--beside', `python=${await predictions(0)}`);
    expect(same).toMatchObject({ code: 0, stdout: expect.stringContaining('within 0.01') as string });
    const other = await evaluate('parity', '--beside', `python=${await predictions(0.05)}`);
    expect(other).toMatchObject({ code: 1, stdout: expect.stringContaining('beyond 0.01') as string });
  });

  it('names the folder that it misses', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty, { recursive: true });
    const { code, stderr } = await wetread(['eval', 'findings', '--data', empty, '--model', toyModel]);
    expect(code).toBe(1);
    expect(stderr).toContain(join(empty, 'cxr/nih'));
    expect(stderr).toContain('[evaluation.data-missing]');
  });

  it('asks for what it cannot do without', async () => {
    expect(await wetread(['eval', 'findings'], { WETREAD_DATA_DIR: folder })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cxr/nih') as string,
    });
    expect((await evaluate('beauty')).code).toBe(2);
    expect((await evaluate('findings', '--limit', 'few')).code).toBe(2);
    expect(await evaluate('parity')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--beside') as string,
    });
    const few = join(folder, 'few.jsonl');
    const chances = Object.fromEntries(nihFindingCodes.map((finding) => [finding, 0.5]));
    await writeFile(few, JSON.stringify({ image: 'cxr/nih/images/film-0.jpg', probabilities: chances }));
    expect(await evaluate('findings', '--beside', `few=${few}`)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('23 of 24') as string,
    });
  });

  describeWithData('on the public sets', (dataDir) => {
    it('finds every set of the gate where the layout puts it', async () => {
      const { code, stdout, stderr } = await wetread(
        ['eval', 'gate', '--data', dataDir, '--model', toyModel, '--limit', '6', '--json'],
        { WETREAD_DATA_DIR: join(folder, 'home') },
      );
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
      const { gate } = JSON.parse(stdout) as Report;
      expect(gate.frontal.map(({ wrong }) => wrong.of)).toEqual([6, 6, 6, 6, 6, 6]);
      expect(gate.outside.length).toBeGreaterThanOrEqual(10);
      for (const { outcomes, wrong } of [...gate.frontal, ...gate.outside])
        expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(wrong.of);
    });
  });
});
