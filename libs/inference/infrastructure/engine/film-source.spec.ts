import { newUid, SopClass, writePart10 } from '@wetread/dicom';
import { openFilm } from './film-source';

const grey = Uint8Array.from({ length: 130 * 130 }, (_, index) => index % 251);

function object(attributes: Record<string, string | number | string[] | Uint8Array>) {
  const bytes = writePart10(
    {},
    {
      SOPClassUID: SopClass.DigitalXRayImageStorageForPresentation,
      SOPInstanceUID: newUid(),
      StudyInstanceUID: newUid(),
      SeriesInstanceUID: newUid(),
      Modality: 'DX',
      Rows: 130,
      Columns: 130,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      WindowCenter: 128,
      WindowWidth: 256,
      PixelData: grey,
      ...attributes,
    },
  );
  return openFilm({ kind: 'dicom', bytes });
}

describe('a film from a DICOM object', () => {
  it('has the facts of its header', () => {
    const { facts } = object({
      BodyPartExamined: 'CHEST',
      ViewPosition: 'AP',
      PresentationIntentType: 'FOR PRESENTATION',
    });
    expect(facts).toEqual({
      modality: 'DX',
      bodyPart: 'CHEST',
      viewPosition: 'AP',
      presentationIntent: 'FOR PRESENTATION',
      frames: 1,
      rows: 130,
      columns: 130,
      hasPixels: true,
      phantom: false,
      generated: false,
    });
  });

  it.each([
    ['ManufacturerModelName', 'Wetread Phantom'],
    ['SeriesDescription', 'PHANTOM normal'],
    ['QualityControlImage', 'YES'],
  ])('is a phantom by its %s', (keyword, value) => {
    expect(object({ [keyword]: value }).facts).toMatchObject({ phantom: true, generated: false });
  });

  it.each([
    ['SyntheticData', 'YES'],
    ['ImageType', ['DERIVED', 'PRIMARY', 'SYNTHETIC']],
  ])('was made from text by its %s', (keyword, value) => {
    expect(object({ [keyword]: value }).facts).toMatchObject({ phantom: false, generated: true });
  });

  it('is the same picture stored light or dark', async () => {
    const light = await object({}).picture();
    const dark = await object({
      PhotometricInterpretation: 'MONOCHROME1',
      PixelData: grey.map((v) => 255 - v),
    }).picture();
    expect(light).toMatchObject({ width: 130, height: 130 });
    expect(largestGap(light.data, dark.data)).toBeLessThanOrEqual(1);
  });

  it('is grey also when it was stored in colour', async () => {
    const rgb = Uint8Array.from({ length: grey.length * 3 }, (_, index) => grey[Math.floor(index / 3)]!);
    const picture = await object({
      SamplesPerPixel: 3,
      PhotometricInterpretation: 'RGB',
      PlanarConfiguration: 0,
      PixelData: rgb,
    }).picture();
    expect(largestGap(picture.data, grey)).toBe(0);
  });
});

const largestGap = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((most, value, index) => Math.max(most, Math.abs(value - b[index]!)), 0);
