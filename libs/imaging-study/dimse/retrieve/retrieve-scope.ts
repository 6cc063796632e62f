import { Injectable } from '@nestjs/common';
import type { DicomItem } from '@wetread/dicom';
import { DimseRefusal, type QueryRequest, Status } from '@wetread/dimse';
import { isUid, type SeriesInstanceUid, type SopInstanceUid, type StudyInstanceUid } from '@wetread/kernel';
import { SearchStudies } from '../../application/query/search-studies';
import { type ObjectScope, StoredObjects } from '../../domain/query/stored-objects';
import { queryFromIdentifier } from '../../domain/query/query-from-identifier';
import type { StoredInstance } from '../../domain/stored-study';
import { levelOf } from '../query/answer-find';

/** The instances that a C-MOVE or C-GET identifier names (PS3.4 section C.4.2.2.1): unique keys and lists of UIDs. */
@Injectable()
export class RetrieveScope {
  constructor(
    private readonly objects: StoredObjects,
    private readonly search: SearchStudies,
  ) {}

  /** @throws DimseRefusal A900 without a unique key of its level */
  async instances(request: Pick<QueryRequest, 'sopClassUid' | 'identifier'>): Promise<StoredInstance[]> {
    const found = new Map<string, StoredInstance>();
    for (const scope of await this.scopes(request))
      for (const instance of await this.objects.find(scope)) found.set(instance.sopInstanceUid, instance);
    return [...found.values()];
  }

  private async scopes(request: Pick<QueryRequest, 'sopClassUid' | 'identifier'>): Promise<ObjectScope[]> {
    const { identifier } = request;
    const studies = uids(identifier, 'StudyInstanceUID') as StudyInstanceUid[];
    const [study] = studies;
    const inStudy = studies.length === 1 ? { studyInstanceUid: study } : {};
    const series = uids(identifier, 'SeriesInstanceUID') as SeriesInstanceUid[];
    switch (levelOf(request)) {
      case 'PATIENT':
        return (await this.studiesOfPatient(identifier)).map((studyInstanceUid) => ({ studyInstanceUid }));
      case 'STUDY':
        return needed(studies).map((studyInstanceUid) => ({ studyInstanceUid }));
      case 'SERIES':
        return needed(series).map((seriesInstanceUid) => ({ ...inStudy, seriesInstanceUid }));
      case 'IMAGE':
        return needed(uids(identifier, 'SOPInstanceUID') as SopInstanceUid[]).map((sopInstanceUid) => ({
          ...inStudy,
          ...(series.length === 1 && { seriesInstanceUid: series[0] }),
          sopInstanceUid,
        }));
    }
  }

  private async studiesOfPatient(identifier: DicomItem): Promise<StudyInstanceUid[]> {
    const patientId = identifier.string('PatientID');
    // A wild card would retrieve the patients of half an archive.
    if (!patientId || /[*?]/.test(patientId)) throw withoutKey();
    const studies: StudyInstanceUid[] = [];
    for await (const study of this.search.execute({
      ...queryFromIdentifier('STUDY', identifier),
      include: [],
    }))
      studies.push(String(study['0020000D']?.Value?.[0]) as StudyInstanceUid);
    return studies;
  }
}

const uids = (identifier: DicomItem, keyword: string): string[] => identifier.strings(keyword).filter(isUid);

function needed<Uid extends string>(list: Uid[]): Uid[] {
  if (list.length === 0) throw withoutKey();
  return list;
}

const withoutKey = (): DimseRefusal =>
  new DimseRefusal(Status.dataSetDoesNotMatch, 'the identifier lacks the unique key of its level');
