import { Injectable } from '@nestjs/common';
import { type StoredStudy, Studies } from '@wetread/imaging-study';
import type { StudyInstanceUid } from '@wetread/kernel';
import type { PriorsFor } from '../../domain/priors/prior-relevance';
import { PriorSources } from '../../domain/priors/prior-sources';
import { AskSource } from './ask-source';
import { FetchRecord } from './fetch-record';

/**
 * Finds the patient's relevant earlier studies at the configured sources and brings them here, all sources side by
 * side. Holds no transaction while it talks to them. Idempotent: a search that has ended is not made again.
 */
@Injectable()
export class FetchPriors {
  constructor(
    private readonly studies: Studies,
    private readonly sources: PriorSources,
    private readonly askSource: AskSource,
    private readonly record: FetchRecord,
  ) {}

  /** @param signal ends the search; what has come by then stays */
  async execute(studyInstanceUid: StudyInstanceUid, signal: AbortSignal): Promise<void> {
    const study = await this.studies.find(studyInstanceUid);
    const asked = study && priorsFor(study);
    const fetch = asked && (await this.record.begin(studyInstanceUid));
    if (!fetch) return;
    const sources = (await this.sources.list()).filter(({ active }) => active);
    const asking = sources.map((source) => this.askSource.execute(source, asked, signal));
    await this.record.end(fetch, await Promise.all(asking), signal.aborted);
  }
}

/** `null` for a patient without an ID: nobody can be asked for. */
function priorsFor({ studyInstanceUid, patient, studyDate }: StoredStudy): PriorsFor | null {
  const { patientId, issuerOfPatientId, patientName, birthDate, sex } = patient;
  if (!patientId) return null;
  return {
    studyInstanceUid,
    patient: { patientId, issuerOfPatientId, patientName: patientName || null, birthDate, sex },
    studyDate: studyDate?.replaceAll('-', '') ?? '',
  };
}
