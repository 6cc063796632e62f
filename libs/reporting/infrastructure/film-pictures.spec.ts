import { Studies } from '@wetread/imaging-study';
import { DomainError } from '@wetread/kernel';
import { createLogger } from '@wetread/platform';
import { writePhantomStudy } from '@wetread/phantom';
import { sampleDraft } from '@wetread/testing';
import sharp from 'sharp';
import { FilmPictures } from './film-pictures';

const { instances } = writePhantomStudy({
  patient: { id: 'PHANTOM-P1', name: 'PHANTOM^Picture', birthDate: '19700101', sex: 'O' },
  study: { date: '20261101', time: '120000', description: 'Phantom', accessionNumber: 'PH-P1' },
  films: [{ seed: 1 }],
  size: 700,
});

class Gone extends DomainError {
  readonly code = 'imaging-study.instance-not-found';
  readonly status = 'not-found';
}

/** The picture needs the bytes of one film and nothing else of the store. */
const picturesOf = (bytes: () => Promise<Uint8Array>) =>
  new FilmPictures({ instanceBytes: bytes } as unknown as Studies, createLogger({ level: 'silent' }));

describe('the film beside the printed report', () => {
  it('is a small grey picture with the shape of the film', async () => {
    const picture = await picturesOf(async () => instances[0]?.bytes ?? new Uint8Array()).of(sampleDraft);
    expect(picture).toMatchObject({ sopInstanceUid: sampleDraft.images[0]?.sopInstanceUid });
    expect(Math.max(picture?.width ?? 0, picture?.height ?? 0)).toBe(600);
    const { channels, mean } = await sharp(picture?.bytes)
      .stats()
      .then((stats) => ({ channels: stats.channels.length, mean: stats.channels[0]?.mean ?? 0 }));
    expect(channels).toBe(1);
    expect(mean).toBeGreaterThan(10);
    expect(mean).toBeLessThan(245);
  });

  it('is left out when the film cannot be had or no sentence points at one', async () => {
    const gone = picturesOf(() => Promise.reject(new Gone('gone')));
    expect(await gone.of(sampleDraft)).toBeNull();
    const bare = {
      ...sampleDraft,
      sentences: sampleDraft.sentences.map((one) => ({ ...one, evidence: null })),
    };
    expect(await gone.of(bare)).toBeNull();
  });
});
