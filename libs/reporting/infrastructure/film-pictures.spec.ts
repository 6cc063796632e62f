import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditModule } from '@wetread/audit';
import { newUid, readInstanceHeader, SopClass, writePart10 } from '@wetread/dicom';
import { IdentityModule } from '@wetread/identity';
import { ImagingStudyModule, StoredObjects, StoreInstances } from '@wetread/imaging-study';
import { createLogger } from '@wetread/platform';
import { writePhantomStudy } from '@wetread/phantom';
import { HttpRoom, sampleDraft, testConfig } from '@wetread/testing';
import sharp from 'sharp';
import { FilmPictures } from './film-pictures';

const { instances } = writePhantomStudy({
  patient: { id: 'PHANTOM-P1', name: 'PHANTOM^Picture', birthDate: '19700101', sex: 'O' },
  study: { date: '20261101', time: '120000', description: 'Phantom', accessionNumber: 'PH-P1' },
  films: [{ seed: 1 }],
  size: 700,
});

/** As large as detectors make them. */
function largeFilm(): Uint8Array {
  const [rows, columns] = [4280, 3520];
  return writePart10(
    {},
    {
      SOPClassUID: SopClass.SecondaryCaptureImageStorage,
      SOPInstanceUID: newUid(),
      StudyInstanceUID: newUid(),
      SeriesInstanceUID: newUid(),
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME1',
      Rows: rows,
      Columns: columns,
      BitsAllocated: 16,
      BitsStored: 14,
      HighBit: 13,
      PixelRepresentation: 0,
      PixelData: Uint16Array.from({ length: rows * columns }, (_, index) => (index * 37) % 16_384),
    },
  );
}

describe('the film beside the printed report', () => {
  let folder: string;
  let room: HttpRoom;
  let pictures: FilmPictures;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-pictures-'));
    room = await HttpRoom.start({
      imports: [AuditModule, IdentityModule, ImagingStudyModule],
      config: testConfig({ WETREAD_DATA_DIR: folder, WETREAD_MIN_FREE_BYTES: '0' }),
    });
    pictures = new FilmPictures(room.get(StoredObjects), createLogger({ level: 'silent' }));
  });
  afterAll(async () => {
    await room?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A draft whose sentences point at this film, which is stored. */
  async function draftOf(film: Uint8Array) {
    const incoming = (async function* () {
      yield { name: 'film', body: film };
    })();
    const source = { kind: 'import', peer: 'spec' } as const;
    await room.get(StoreInstances).execute({ source, instances: incoming });
    return pointingAt(readInstanceHeader(film).sopInstanceUid);
  }
  const pointingAt = (sopInstanceUid: string) => ({
    ...sampleDraft,
    sentences: sampleDraft.sentences.map((sentence) => ({
      ...sentence,
      evidence: sentence.evidence && { ...sentence.evidence, sopInstanceUid },
    })),
  });

  it('is a small grey picture with the shape of the film', async () => {
    const film = instances[0]!.bytes;
    const picture = await pictures.of(await draftOf(film));
    expect(picture).toMatchObject({ sopInstanceUid: readInstanceHeader(film).sopInstanceUid });
    expect(Math.max(picture?.width ?? 0, picture?.height ?? 0)).toBe(600);
    const { channels, mean } = await sharp(picture?.bytes)
      .stats()
      .then((stats) => ({ channels: stats.channels.length, mean: stats.channels[0]?.mean ?? 0 }));
    expect(channels).toBe(1);
    expect(mean).toBeGreaterThan(10);
    expect(mean).toBeLessThan(245);
  });

  it('leaves the event loop to others while it is made of a large film', async () => {
    const draft = await draftOf(largeFilm());
    // The thread is there then.
    await pictures.of(draft);
    const began = performance.now();
    let [last, longest] = [began, 0];
    const look = (): void => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      next = setImmediate(look);
    };
    let next = setImmediate(look);
    const picture = await pictures.of(draft);
    look();
    clearImmediate(next);
    expect([picture?.width, picture?.height]).toEqual([493, 600]);
    // In this thread it would be nearly all of the time.
    expect(longest).toBeLessThan((performance.now() - began) / 3);
  });

  it('is left out when the film cannot be had or no sentence points at one', async () => {
    expect(await pictures.of(pointingAt(newUid()))).toBeNull();
    const bare = {
      ...sampleDraft,
      sentences: sampleDraft.sentences.map((one) => ({ ...one, evidence: null })),
    };
    expect(await pictures.of(bare)).toBeNull();
  });
});
