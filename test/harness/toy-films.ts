import { newUid, SopClass, writePart10 } from '@wetread/dicom';

const SIDE = 256;

/** Grey values by column and row, 0..255. */
type Level = (x: number, y: number) => number;

/**
 * A DICOM object of a film drawn for the toy model of `test/fixtures`: to it a dark film is frontal and upright when
 * its bright square, which it calls an effusion, is at the upper left.
 */
function filmObject(level: Level, attributes: Readonly<Record<string, string>> = {}): Uint8Array {
  const pixels = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => level(at % SIDE, Math.floor(at / SIDE)));
  return writePart10(
    {},
    {
      SOPClassUID: SopClass.DigitalXRayImageStorageForPresentation,
      SOPInstanceUID: newUid(),
      StudyInstanceUID: newUid(),
      SeriesInstanceUID: newUid(),
      PatientName: 'Toy^Film',
      PatientID: 'TOY-1',
      Modality: 'DX',
      BodyPartExamined: 'CHEST',
      ViewPosition: 'PA',
      Rows: SIDE,
      Columns: SIDE,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      WindowCenter: 127.5,
      WindowWidth: 256,
      PixelData: pixels,
      ...attributes,
    },
  );
}

const inside = (x: number, y: number): boolean => x >= 32 && x < 96 && y >= 32 && y < 96;
const upright: Level = (x, y) => (inside(x, y) ? 200 : 30);
/** What was at the left comes to the top. */
const clockwise =
  (level: Level): Level =>
  (x, y) =>
    level(y, SIDE - 1 - x);

/** An upright film; `attributes` of its header win. */
export const uprightFilm = (attributes?: Readonly<Record<string, string>>): Uint8Array =>
  filmObject(upright, attributes);

/** A film that was turned by 90 degrees clockwise and stored as a negative, though its header says neither. */
export const negativeTurnedFilm = (): Uint8Array => {
  const turned = clockwise(upright);
  return filmObject((x, y) => 255 - turned(x, y));
};
