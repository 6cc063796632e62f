import { resolve } from 'node:path';
import { newUid, SopClass, writePart10 } from '@wetread/dicom';
import type { DraftEngine } from '../../domain/draft-engine';
import { filmFacts } from '../../domain/film-facts';
import type { FractionBox, GreyImage } from '../../domain/grey-image';
import { createDraftEngine } from './create-draft-engine';

const toyModels = resolve(__dirname, '../../../../test/fixtures/toy-model');
const chest = filmFacts({ modality: 'DX', bodyPart: 'CHEST', viewPosition: 'PA' });

/** A wide dark film with a bright bar in its upper left: an effusion to the toy model, and upright. */
function upright({ stripes = false, height = 192 } = {}): GreyImage {
  const width = 256;
  const data = Uint8Array.from({ length: width * height }, (_, at) =>
    stripes && Math.floor((at % width) / 8) % 2 ? 100 : 30,
  );
  for (let y = 32; y < 64; y++) data.fill(200, y * width + 32, y * width + 96);
  return { width, height, data };
}
const bar: FractionBox = [1 / 8, 1 / 6, 1 / 4, 1 / 6];

/** As `numpy.rot90(image, -1)`: what was at the left comes to the top. */
function clockwise({ width, height, data }: GreyImage): GreyImage {
  const turned = Uint8Array.from(data, (_, at) => {
    const [x, y] = [at % height, Math.floor(at / height)];
    return data[(height - 1 - x) * width + y]!;
  });
  return { width: height, height: width, data: turned };
}
const turned = (image: GreyImage, quarters: number): GreyImage =>
  quarters === 0 ? image : turned(clockwise(image), quarters - 1);
const negative = (image: GreyImage): GreyImage => ({
  ...image,
  data: image.data.map((level) => 255 - level),
});

const barAfter: readonly FractionBox[] = [
  bar,
  [1 - 1 / 3, 1 / 8, 1 / 6, 1 / 4],
  [1 - 3 / 8, 1 - 1 / 3, 1 / 4, 1 / 6],
  [1 / 6, 1 - 3 / 8, 1 / 6, 1 / 4],
];
const quarterNames = [[], ['rotated-90'], ['rotated-180'], ['rotated-270']];
const states = [0, 1, 2, 3].flatMap((quarters) =>
  [false, true].map((inverted) => ({
    name: `turned ${quarters * 90} degrees clockwise${inverted ? ', as a negative' : ''}`,
    stored: inverted ? negative(turned(upright(), quarters)) : turned(upright(), quarters),
    repairs: [...(inverted ? ['inverted'] : []), ...quarterNames[quarters]!],
    box: barAfter[quarters]!,
  })),
);

const expectBox = (found: readonly number[] | undefined, wanted: readonly number[]): void => {
  expect(found).toHaveLength(4);
  for (const [at, value] of wanted.entries()) expect(found![at]).toBeCloseTo(value, 6);
};

describe('a film that was stored at fault', () => {
  let engine: DraftEngine;
  beforeAll(async () => {
    engine = await createDraftEngine({ modelDir: toyModels });
  });
  afterAll(() => engine.close());

  it.each(states)(
    'is read when it was stored $name, and its regions point into what is stored',
    async (state) => {
      const asItShouldBe = await engine.read(upright(), chest);
      const reading = await engine.read(state.stored, chest);
      expect(reading).toMatchObject({ status: 'read', repairs: state.repairs });
      expect(reading.inputSha256).toBe(asItShouldBe.inputSha256);
      const effusion = reading.findings.find(({ code }) => code === 'Effusion')!;
      expect(effusion).toMatchObject({ present: true, location: { side: 'right', zone: 'none' } });
      expectBox(effusion.evidence.box, state.box);
      const sentence = reading.sentences.find(({ finding }) => finding === 'Effusion')!;
      expectBox(sentence.evidence.box, state.box);
      expect(reading.sentences.map(({ text }) => text)).toEqual(
        asItShouldBe.sentences.map(({ text }) => text),
      );
    },
  );

  it('keeps both ways apart: what the header says is undone first, what is seen after it', async () => {
    const seen = turned(upright(), 1);
    const mirrored = Uint8Array.from(seen.data, (_, at) => {
      const x = at % seen.width;
      return seen.data[at - x + seen.width - 1 - x]!;
    });
    const reading = await engine.readDicom(filmObject({ ...seen, data: mirrored }, ['R', 'F']));
    expect(reading).toMatchObject({ status: 'read', repairs: ['rotated-90'] });
    const effusion = reading.findings.find(({ code }) => code === 'Effusion')!;
    expect(effusion.location.side).toBe('right');
    const [x, y, width, height] = barAfter[1]!;
    expectBox(effusion.evidence.box, [1 - x - width, y, width, height]);
  });

  it('is not repaired a second time when its header already says that it is a negative', async () => {
    const bytes = filmObject(negative(upright()), ['L', 'F'], 'MONOCHROME1');
    expect(await engine.readDicom(bytes)).toMatchObject({ status: 'read', repairs: [] });
  });

  it('is refused, with what was tried, when the last look does not accept it', async () => {
    const reading = await engine.read(negative(upright({ stripes: true, height: 256 })), chest);
    expect(reading).toMatchObject({
      status: 'refused',
      refusal: { code: 'scope.out-of-distribution' },
      repairs: ['inverted'],
      gate: { accepted: false, className: 'frontal-chest' },
      findings: [],
    });
    expect(reading.gate!.novelty).toBeGreaterThan(20);
  });

  it('has its regions in stored pixels when it is inspected, too', async () => {
    const inspection = await engine.inspect(negative(turned(upright(), 3)), chest);
    expect(inspection).toMatchObject({ refusal: null, repairs: ['inverted', 'rotated-270'] });
    const effusion = inspection.findings.find(({ code }) => code === 'Effusion')!;
    expectBox(effusion.evidence.box, barAfter[3]!);
  });
});

function filmObject(
  { width, height, data }: GreyImage,
  orientation: string[],
  photometric = 'MONOCHROME2',
): Uint8Array {
  return writePart10(
    {},
    {
      SOPClassUID: SopClass.DigitalXRayImageStorageForPresentation,
      SOPInstanceUID: newUid(),
      StudyInstanceUID: newUid(),
      SeriesInstanceUID: newUid(),
      Modality: 'DX',
      ViewPosition: 'PA',
      PatientOrientation: orientation,
      Rows: height,
      Columns: width,
      SamplesPerPixel: 1,
      PhotometricInterpretation: photometric,
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      WindowCenter: 128,
      WindowWidth: 256,
      PixelData: data,
    },
  );
}
