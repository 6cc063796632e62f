import { DomainError } from '@wetread/kernel';
import { StoreInstances, stowPayload, type StoreResult } from '@wetread/imaging-study';
import type { Limits } from '@wetread/platform';
import { type FetchedObjects, MOST_CANDIDATES, type PriorArchive } from '../../domain/priors/prior-archive';
import {
  PatientIdHasWildcard,
  PriorAnswerUnreadable,
  PriorSourceRefused,
  PriorSourceUnreachable,
} from '../../domain/priors/prior-errors';
import type { CandidateStudy, PriorsFor } from '../../domain/priors/prior-relevance';
import { candidateKeys, candidateStudy } from './candidate-study';
import { DicomJsonAnswer, textsOf } from './dicom-json';

/** Of the answer to a query; a hundred studies take a tenth of it. */
const LARGEST_ANSWER = 4 * 1024 * 1024;
const ANY_SYNTAX = 'multipart/related; type="application/dicom"; transfer-syntax=*';

export interface DicomWebArchiveOptions {
  /** Name of the source, as studies remember it. */
  readonly source: string;
  readonly baseUrl: string;
  /** The value of the Authorization header, read anew for each call. */
  readonly authorization: () => Promise<string | null>;
  readonly limits: Limits;
}

/** An archive that speaks DICOMweb: QIDO-RS to find (PS3.18 10.6), WADO-RS to fetch (PS3.18 10.4). */
export class DicomWebArchive implements PriorArchive {
  constructor(
    private readonly options: DicomWebArchiveOptions,
    private readonly storeInstances: StoreInstances,
  ) {}

  async find({ patient: { patientId } }: PriorsFor, signal: AbortSignal): Promise<CandidateStudy[]> {
    if (/[*?\\]/.test(patientId)) throw new PatientIdHasWildcard();
    const query = new URLSearchParams({ PatientID: patientId, limit: String(MOST_CANDIDATES) });
    for (const tag of Object.values(candidateKeys)) query.append('includefield', tag);
    const response = await this.ask(`studies?${query.toString()}`, 'application/dicom+json', signal);
    // 204: nothing matches, as some archives say it.
    if (response.status === 204) return [];
    const answer = DicomJsonAnswer.safeParse(parsed(await boundedText(response)));
    if (!answer.success) throw new PriorAnswerUnreadable();
    return answer.data.flatMap((item) => candidateStudy((key) => textsOf(item, candidateKeys[key])) ?? []);
  }

  async fetch(
    study: string,
    { patient }: PriorsFor,
    { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
  ): Promise<FetchedObjects> {
    const response = await this.ask(`studies/${study}`, ANY_SYNTAX, signal);
    const counted = { bytes: 0 };
    const isCut = (): boolean => counted.bytes > maxBytes;
    const headers = { 'content-type': response.headers.get('content-type') ?? '' };
    const limits = { ...this.options.limits, uploadBytes: maxBytes };
    const results: StoreResult[] = [];
    try {
      await this.storeInstances.execute({
        source: { kind: 'prior', peer: this.options.source },
        actor: { kind: 'system', id: 'routing' },
        instances: stowPayload({ headers, body: counting(response, counted) }, limits),
        expectation: { studyInstanceUid: study, patient },
        onResult: (result) => results.push(result),
      });
    } catch (error) {
      // What came whole before the limit stays.
      if (!isCut()) throw error instanceof DomainError ? error : new PriorSourceUnreachable({ cause: error });
    }
    const instances = results.filter(({ dicomStatus }) => dicomStatus === 0).length;
    return { instances, bytes: counted.bytes, refused: results.length - instances, cut: isCut() };
  }

  private async ask(path: string, accept: string, signal: AbortSignal): Promise<Response> {
    const { baseUrl, authorization } = this.options;
    const value = await authorization();
    const headers = { accept, ...(value === null ? {} : { authorization: value }) };
    try {
      // A redirect could carry the authorization and the Patient ID to another host.
      const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/${path}`, {
        headers,
        signal,
        redirect: 'error',
      });
      if (response.ok) return response;
      await response.body?.cancel();
      throw new PriorSourceRefused(response.status);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      throw new PriorSourceUnreachable({ cause: error });
    }
  }
}

async function* counting(response: Response, counted: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of response.body ?? []) {
    counted.bytes += chunk.byteLength;
    yield chunk;
  }
}

async function boundedText(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_ANSWER) throw new PriorAnswerUnreadable();
    pieces.push(chunk);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PriorAnswerUnreadable();
  }
}
