import type { ContentHash, SeriesInstanceUid, SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';
import type { Database } from '@wetread/platform';
import type { StorableInstance } from '../domain/incoming';
import type { KnownStudy, Occupied } from '../domain/placement';

/** One statement for all questions: on the embedded database, each costs more than what it asks. */
const look = (instances: string, series: string, studies: string): string => `select
  (select coalesce(json_agg(json_build_object('sop', sop_instance_uid, 'series', series_instance_uid,
      'study', study_instance_uid, 'hash', content_hash, 'dataSet', data_set_hash,
      'isDeleted', deleted_at is not null)), '[]')
    from instances where ${instances}) as instances,
  (select coalesce(json_object_agg(series_instance_uid, study_instance_uid), '{}')
    from series where ${series}) as series,
  (select coalesce(json_agg(json_build_object('study', study_instance_uid, 'patientName', patient_name,
      'birthDate', patient_birth_date, 'sex', patient_sex, 'identities', (
        select json_agg(json_build_object('id', patient_id, 'issuer', issuer) order by is_retired) from (
          select patient_id, issuer, false as is_retired from patients where id = studies.patient_id
          union all
          select patient_id, issuer, true from patients where merged_into = studies.patient_id
        ) as identity))), '[]')
    from studies where ${studies}) as studies`;

const LOOK = look(
  'sop_instance_uid = any($1)',
  'series_instance_uid = any($2)',
  'study_instance_uid = any($3)',
);

const IN_STUDY = 'study_instance_uid = $1';
const LOOK_IN_STUDY = look(
  `sop_instance_uid in (select sop_instance_uid from instances where ${IN_STUDY} limit $2)`,
  IN_STUDY,
  IN_STUDY,
);

interface Look {
  instances: {
    sop: string;
    series: string;
    study: string;
    hash: string;
    dataSet: string | null;
    isDeleted: boolean;
  }[];
  series: Record<string, string>;
  studies: {
    study: string;
    patientName: string;
    birthDate: string | null;
    sex: string | null;
    identities: { id: string | null; issuer: string }[];
  }[];
}

/** What the UIDs of these instances are taken by; the studies are locked already. */
export async function occupiedPlaces(
  database: Database,
  instances: readonly StorableInstance[],
): Promise<Occupied> {
  const headers = instances.map(({ header }) => header);
  const parameters = [
    headers.map((header) => header.sopInstanceUid),
    [...new Set(headers.map((header) => header.seriesInstanceUid))],
    [...new Set(headers.map((header) => header.studyInstanceUid))],
  ];
  const [found] = (await database.prepared<Look>('store-look', LOOK, parameters)) as [Look];
  return occupiedBy(found);
}

/** What the UIDs below one study are taken by; `null` when they are more than `limit`. */
export async function occupiedInStudy(
  database: Database,
  study: StudyInstanceUid,
  limit: number,
): Promise<Occupied | null> {
  const parameters = [study, limit + 1];
  const [found] = (await database.prepared<Look>('store-look-in-study', LOOK_IN_STUDY, parameters)) as [Look];
  return found.instances.length > limit ? null : occupiedBy(found);
}

function occupiedBy(found: Look): Occupied {
  return {
    instances: new Map(found.instances.map((row) => [row.sop, placeOf(row)])),
    series: new Map(Object.entries(found.series)),
    studies: new Map(found.studies.map((row) => [row.study, knownStudy(row)])),
  };
}

const placeOf = ({ sop, series, study, hash, dataSet, isDeleted }: Look['instances'][number]) => ({
  sopInstanceUid: sop as SopInstanceUid,
  seriesInstanceUid: series as SeriesInstanceUid,
  studyInstanceUid: study as StudyInstanceUid,
  contentHash: hash as ContentHash,
  dataSetHash: dataSet as ContentHash | null,
  isDeleted,
});

const knownStudy = ({ identities, patientName, birthDate, sex }: Look['studies'][number]): KnownStudy => ({
  identities: identities.map(({ id, issuer }) => ({ patientId: id, issuerOfPatientId: issuer || null })),
  demographics: { patientName: patientName || null, birthDate, sex },
});
