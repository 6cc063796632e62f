import { RequestFailed, type RetrieveResult } from '@wetread/dimse';
import {
  type FindAtPeer,
  type GetFromPeer,
  type MoveFromPeer,
  type StoreResult,
  type Studies,
} from '@wetread/imaging-study';
import { type FetchedObjects, MOST_CANDIDATES, type PriorArchive } from '../../domain/priors/prior-archive';
import { PatientIdHasWildcard } from '../../domain/priors/prior-errors';
import type { CandidateStudy, PriorsFor } from '../../domain/priors/prior-relevance';
import { candidateKeys, candidateStudy } from './candidate-study';

export interface DimseArchiveOptions {
  /** Name of the source, as studies remember it. */
  readonly source: string;
  readonly aeTitle: string;
  readonly retrieve: 'get' | 'move';
}

/** The calls of DICOM peers that an archive is made of. */
export interface DimseCalls {
  readonly find: FindAtPeer;
  readonly get: GetFromPeer;
  readonly move: MoveFromPeer;
  readonly studies: Studies;
}

/** Studies of which the series are asked for; more than are ever fetched. */
const MOST_ASKED_AGAIN = 20;

type Limits = Parameters<PriorArchive['fetch']>[2];

/** An archive that speaks DIMSE: C-FIND to find, C-GET or C-MOVE to fetch (PS3.4 annex C, study root). */
export class DimseArchive implements PriorArchive {
  constructor(
    private readonly options: DimseArchiveOptions,
    private readonly calls: DimseCalls,
  ) {}

  async find({ patient: { patientId } }: PriorsFor, signal: AbortSignal): Promise<CandidateStudy[]> {
    if (/[*?\\]/.test(patientId)) throw new PatientIdHasWildcard();
    const asked = Object.fromEntries(Object.keys(candidateKeys).map((keyword) => [keyword, null]));
    const { aeTitle } = this.options;
    const keys = { ...asked, PatientID: patientId };
    const found: CandidateStudy[] = [];
    for await (const item of this.calls.find.execute({ aeTitle, level: 'STUDY', keys, signal })) {
      const candidate = candidateStudy((keyword) => item.strings(keyword));
      if (candidate) found.push(candidate);
      // Leaving the loop tells the peer to stop.
      if (found.length === MOST_CANDIDATES) break;
    }
    return this.withModalities(found, signal);
  }

  /** Modalities in Study is optional for an archive (PS3.4 table C.6-5); Modality of the series is not (table C.6-3). */
  private async withModalities(
    found: readonly CandidateStudy[],
    signal: AbortSignal,
  ): Promise<CandidateStudy[]> {
    const newestFirst = [...found].sort((a, b) => b.studyDate.localeCompare(a.studyDate));
    const complete: CandidateStudy[] = [];
    let asked = 0;
    for (const candidate of newestFirst) {
      const untold = candidate.modalitiesInStudy.length === 0 && (asked += 1) <= MOST_ASKED_AGAIN;
      complete.push(untold ? { ...candidate, ...(await this.ofSeries(candidate, signal)) } : candidate);
    }
    return complete;
  }

  private async ofSeries(
    { studyInstanceUid }: CandidateStudy,
    signal: AbortSignal,
  ): Promise<Pick<CandidateStudy, 'modalitiesInStudy' | 'bodyPartsExamined'>> {
    const { aeTitle } = this.options;
    const keys = {
      StudyInstanceUID: studyInstanceUid,
      SeriesInstanceUID: null,
      Modality: null,
      BodyPartExamined: null,
    };
    const modalities = new Set<string>();
    const bodyParts = new Set<string>();
    for await (const series of this.calls.find.execute({ aeTitle, level: 'SERIES', keys, signal })) {
      for (const modality of series.strings('Modality')) modalities.add(modality.trim());
      for (const bodyPart of series.strings('BodyPartExamined')) bodyParts.add(bodyPart.trim());
    }
    bodyParts.delete('');
    return { modalitiesInStudy: [...modalities], bodyPartsExamined: [...bodyParts] };
  }

  fetch(study: string, asked: PriorsFor, limits: Limits): Promise<FetchedObjects> {
    return this.options.retrieve === 'move'
      ? this.move(study, asked, limits)
      : this.get(study, asked, limits);
  }

  /** Each object is looked at before it is kept; what of the last one goes beyond `maxBytes` is taken. */
  private async get(
    study: string,
    { patient }: PriorsFor,
    { maxBytes, signal }: Limits,
  ): Promise<FetchedObjects> {
    const fetched = { instances: 0, bytes: 0, refused: 0 };
    const enough = new AbortController();
    const weighing: Promise<void>[] = [];
    const weigh = async ({ dicomStatus, sopInstanceUid }: StoreResult): Promise<void> => {
      if (dicomStatus !== 0 || !sopInstanceUid) return void (fetched.refused += 1);
      fetched.instances += 1;
      fetched.bytes += (await this.calls.studies.instance(sopInstanceUid)).bytes;
      if (fetched.bytes > maxBytes) enough.abort();
    };
    const result = await this.calls.get.execute({
      aeTitle: this.options.aeTitle,
      studyInstanceUid: study,
      source: { kind: 'prior', peer: this.options.source },
      actor: { kind: 'system', id: 'routing' },
      expectation: { studyInstanceUid: study, patient },
      signal: AbortSignal.any([signal, enough.signal]),
      onResult: (stored) => weighing.push(weigh(stored)),
    });
    await Promise.all(weighing);
    const cut = enough.signal.aborted;
    if (!cut) assertRetrieved(result, signal);
    return { ...fetched, cut };
  }

  /** The objects come through our own listener, which is told whose they must be. */
  private async move(study: string, { patient }: PriorsFor, { signal }: Limits): Promise<FetchedObjects> {
    const { aeTitle } = this.options;
    const result = await this.calls.move.execute({ aeTitle, studyInstanceUid: study, patient, signal });
    assertRetrieved(result, signal);
    const { completed, failed } = result.subOperations;
    return { instances: completed, bytes: 0, refused: failed, cut: false };
  }
}

/** A failure of single objects is counted, not thrown. */
function assertRetrieved({ status, subOperations }: RetrieveResult, signal: AbortSignal): void {
  signal.throwIfAborted();
  if (status.class === 'failure' && subOperations.completed === 0 && subOperations.failed === 0)
    throw new RequestFailed(status.code, status.comment);
}
