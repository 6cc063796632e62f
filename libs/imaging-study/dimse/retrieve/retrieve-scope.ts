import { Injectable } from '@nestjs/common';
import type { DicomItem } from '@wetread/dicom';
import { DimseRefusal, type QueryRequest, Status } from '@wetread/dimse';
import type { SeriesInstanceUid, SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';
import { isAtOrAbove, type QueryLevel } from '../../domain/query/attribute-levels';
import type { AttributeMatch } from '../../domain/query/attribute-query';
import { AttributeSearch } from '../../domain/query/attribute-search';
import { MatchValueInvalid } from '../../domain/query/query-errors';
import { readCriteria } from '../../domain/query/read-criterion';
import { type ObjectScope, StoredObjects } from '../../domain/query/stored-objects';
import type { StoredInstance } from '../../domain/stored-study';
import { isPatientRoot, levelOf } from '../query/answer-find';

type RetrieveRequest = Pick<QueryRequest, 'sopClassUid' | 'identifier'>;

interface UniqueKey {
  level: QueryLevel;
  keyword: string;
  tag: string;
  vr: string;
}

/** Unique keys of the information models (PS3.4 sections C.6.1.1 and C.6.2.1), from the top. */
const UNIQUE_KEYS: readonly UniqueKey[] = [
  { level: 'PATIENT', keyword: 'PatientID', tag: '00100020', vr: 'LO' },
  { level: 'STUDY', keyword: 'StudyInstanceUID', tag: '0020000D', vr: 'UI' },
  { level: 'SERIES', keyword: 'SeriesInstanceUID', tag: '0020000E', vr: 'UI' },
  { level: 'IMAGE', keyword: 'SOPInstanceUID', tag: '00080018', vr: 'UI' },
];
/** No unique key, but without it a Patient ID names as many patients as there are issuers. */
const ISSUER: UniqueKey = { level: 'PATIENT', keyword: 'IssuerOfPatientID', tag: '00100021', vr: 'LO' };

/**
 * The instances that a C-MOVE or C-GET identifier names (PS3.4 sections C.4.2.2.1 and C.4.3.2): by the unique key of
 * its level and those of the levels above, each of which must match where it has a value. What is no key of the model
 * is passed over, such as the Patient ID in the study root.
 */
@Injectable()
export class RetrieveScope {
  constructor(
    private readonly objects: StoredObjects,
    private readonly search: AttributeSearch,
  ) {}

  /** @throws DimseRefusal A900 without a unique key of its level, or with one that is no single value or list */
  async instances(request: RetrieveRequest): Promise<StoredInstance[]> {
    const found: StoredInstance[] = [];
    for (const scope of await this.scopes(request)) found.push(...(await this.objects.find(scope)));
    return found;
  }

  private async scopes(request: RetrieveRequest): Promise<ObjectScope[]> {
    const level = levelOf(request);
    const keys = [...UNIQUE_KEYS, ISSUER].filter(
      (key) => isAtOrAbove(key.level, level) && (key.level !== 'PATIENT' || isPatientRoot(request)),
    );
    const matches = keys.flatMap((key) => matchOf(key, request.identifier));
    const own = UNIQUE_KEYS.find((key) => key.level === level)?.tag ?? '';
    if (!matches.some(({ path }) => path[0] === own)) throw refusal('the unique key of its level is absent');
    // What is retrieved of a patient is his studies.
    const searched = level === 'PATIENT' ? 'STUDY' : level;
    const query = { level: searched, matches, include: [], limit: null, offset: 0 } as const;
    return (await this.search.keys(query)).map((uid) => scopeOf(searched, uid));
  }
}

function scopeOf(level: Exclude<QueryLevel, 'PATIENT'>, uid: string): ObjectScope {
  switch (level) {
    case 'STUDY':
      return { studyInstanceUid: uid as StudyInstanceUid };
    case 'SERIES':
      return { seriesInstanceUid: uid as SeriesInstanceUid };
    case 'IMAGE':
      return { sopInstanceUid: uid as SopInstanceUid };
  }
}

function matchOf({ keyword, tag, vr }: UniqueKey, identifier: DicomItem): AttributeMatch[] {
  const criteria = criteriaOf(keyword, vr, identifier.strings(tag).join('\\'));
  // A wild card would retrieve the patients of half an archive.
  if (criteria.some(({ kind }) => kind === 'pattern')) throw refusal(`${keyword} has a wild card`);
  return criteria.filter(({ kind }) => kind !== 'any').map((criterion) => ({ path: [tag], vr, criterion }));
}

function criteriaOf(keyword: string, vr: string, text: string): AttributeMatch['criterion'][] {
  try {
    return readCriteria(keyword, vr, text, {});
  } catch (error) {
    if (error instanceof MatchValueInvalid) throw refusal(`${keyword} has no valid value`);
    throw error;
  }
}

const refusal = (why: string): DimseRefusal => new DimseRefusal(Status.dataSetDoesNotMatch, why);
