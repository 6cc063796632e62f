import { newUid, SopClass, writePart10 } from '@wetread/dicom';
import { type StoredStudy, type StudyContents, Studies } from '@wetread/imaging-study';
import type { DraftEngine } from '../domain/draft-engine';
import { DraftEngines } from '../domain/draft-engine';
import type { Profile } from '../domain/film-facts';

export interface ShelvedFilm {
  readonly sopInstanceUid: string;
  readonly modality: string;
  readonly bytes: Uint8Array;
  readonly header: Record<string, { Value: string[] }>;
}

/**
 * A 256 x 256 film with a bright square (the toy model's effusion), a faint one (nothing), or all bright (its
 * lateral). Turned clockwise, the square lies at the upper right.
 */
export function shelvedFilm(
  study: string,
  { modality = 'DX', view = 'PA', bright = false, faint = false, turned = false, series = '' } = {},
): ShelvedFilm {
  const pixels = new Uint8Array(256 * 256).fill(bright ? 250 : 30);
  const left = turned ? 160 : 32;
  const level = faint ? 130 : 200;
  for (let y = 32; y < 96; y++) pixels.fill(bright ? 0 : level, y * 256 + left, y * 256 + left + 64);
  const sopInstanceUid = newUid();
  const bytes = writePart10(
    {},
    {
      SOPClassUID: SopClass.DigitalXRayImageStorageForPresentation,
      SOPInstanceUID: sopInstanceUid,
      StudyInstanceUID: study,
      SeriesInstanceUID: newUid(),
      Modality: modality,
      SeriesDescription: series,
      ViewPosition: view,
      Rows: 256,
      Columns: 256,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      WindowCenter: 127.5,
      WindowWidth: 256,
      PixelData: pixels,
    },
  );
  const header = { '00185101': { Value: [view] }, '0008103E': { Value: [series] } };
  return { sopInstanceUid, modality, bytes, header };
}

/** The port of the room below, holding what a spec puts in: all studies are one patient's. */
export class ShelvedStudies extends Studies {
  private readonly shelf = new Map<string, { date: string | null; films: readonly ShelvedFilm[] }>();
  /** Films whose bytes were asked for, one entry each time. */
  readonly fetched: string[] = [];

  put(study: string, films: readonly ShelvedFilm[], date: string | null = null): void {
    this.shelf.set(study, { date, films });
  }

  readonly find = (study: string) => Promise.resolve(this.stored(study));
  readonly ofSamePatientUntil = (study: string) =>
    Promise.resolve([...this.shelf.keys()].filter((uid) => uid !== study).map((uid) => this.stored(uid)));
  readonly retiredIdentities = () => Promise.resolve([]);
  readonly instances = () => Promise.resolve([]);
  readonly instance = () => Promise.reject(new Error('not asked for'));
  readonly instanceBytes = (uid: string) => {
    this.fetched.push(uid);
    return Promise.resolve(Buffer.from(this.film(uid).bytes));
  };
  readonly instanceHeader = (uid: string) => Promise.resolve(this.film(uid).header);
  readonly contents = (study: string) =>
    Promise.resolve({
      series: this.shelf.get(study)!.films.map(({ sopInstanceUid, modality }) => ({
        series: { modality, bodyPartExamined: null, presentationIntent: null, viewPosition: null },
        instances: [{ sopInstanceUid, numberOfFrames: 1, rows: 256, columns: 256, hasPixelData: true }],
      })),
    } as unknown as StudyContents);

  private stored(study: string): StoredStudy {
    const patient = { patientId: 'P1', issuerOfPatientId: null, patientName: 'Roe^Jane' };
    return {
      studyInstanceUid: study,
      studyDate: this.shelf.get(study)?.date ?? null,
      studyTime: null,
      patient: { ...patient, birthDate: null, sex: null },
    } as unknown as StoredStudy;
  }
  private film(uid: string): ShelvedFilm {
    return [...this.shelf.values()]
      .flatMap(({ films }) => films)
      .find(({ sopInstanceUid }) => sopInstanceUid === uid)!;
  }
}

/** One engine, already started. */
export class StartedEngines extends DraftEngines {
  constructor(
    private readonly started: DraftEngine,
    readonly profile: Profile,
  ) {
    super();
  }
  engine(): Promise<DraftEngine> {
    return Promise.resolve(this.started);
  }
}

/** A study with its films as rows, for what refers to them. */
export async function insertStudy(
  query: (sql: string, parameters: unknown[]) => Promise<unknown>,
  study: string,
  films: readonly ShelvedFilm[],
): Promise<void> {
  const now = new Date();
  await query(
    `with patient as (insert into patients (created_at) values ($2) returning id)
     insert into studies (study_instance_uid, patient_id, state, first_received_at, last_received_at)
     select $1, id, 'complete', $2, $2 from patient`,
    [study, now],
  );
  for (const { sopInstanceUid } of films) {
    await query(`insert into series (series_instance_uid, study_instance_uid) values ($1, $2)`, [
      sopInstanceUid,
      study,
    ]);
    await query(
      `insert into instances (sop_instance_uid, sop_class_uid, series_instance_uid, study_instance_uid,
         transfer_syntax_uid, content_hash, bytes, number_of_frames, has_pixel_data, source_kind,
         source_peer, received_at) values ($1, '1', $1, $2, '1', 'x', 1, 1, true, 'stow', 'spec', $3)`,
      [sopInstanceUid, study, now],
    );
  }
}
