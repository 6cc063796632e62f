import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { type DicomItem, type DicomJson, dictionaryVr } from '@wetread/dicom';
import { DimseRefusal, type QueryRequest, type ServedAssociation, Status } from '@wetread/dimse';
import { DomainError } from '@wetread/kernel';
import { AppConfig } from '@wetread/platform';
import { QueryRetrieve } from '../../application/peers/query-retrieve';
import { SearchStudies } from '../../application/query/search-studies';
import { type QueryLevel, queryLevels } from '../../domain/query/attribute-levels';
import type { AttributeQuery } from '../../domain/query/attribute-query';
import { type IdentifierOptions, queryFromIdentifier } from '../../domain/query/query-from-identifier';
import { negotiatedMatching } from './extended-matching';

/**
 * Query SCP (PS3.4 section C.4.1), patient and study root, at every level. Unique keys of the levels above may be left
 * out: what an identifier does not ask, it does not restrict.
 */
@Injectable()
export class AnswerFind {
  constructor(
    private readonly search: SearchStudies,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
  ) {}

  async *find(request: QueryRequest, association: ServedAssociation): AsyncGenerator<DicomJson> {
    const level = levelOf(request);
    const matching = negotiatedMatching(association, request.sopClassUid);
    const query = queryOf(level, request.identifier, { ...matching, timeZone: this.config.offPeak.timeZone });
    let results = 0;
    try {
      for await (const found of this.search.execute(query)) {
        if (request.signal.aborted) break;
        results += 1;
        yield this.answer(found, level, request.identifier);
      }
    } finally {
      await this.audit.record({
        action: 'queried',
        actor: { kind: 'device', id: association.callingAeTitle },
        subject: { type: 'query', id: level },
        // Which attributes were asked, never which values: these are names and identifiers of patients.
        details: { through: 'dimse', level, keys: query.matches.map(({ path }) => path.join('.')), results },
      });
    }
  }

  /** What the identifier asks and no more; what is not known comes back empty (PS3.4 section C.4.1.1.3.2). */
  private answer(found: DicomJson, level: QueryLevel, identifier: DicomItem): DicomJson {
    const asked = identifier.tags.filter((tag) => !tag.endsWith('0000'));
    return {
      ...Object.fromEntries(asked.map((tag) => [tag, found[tag] ?? { vr: dictionaryVr(tag) }])),
      ...(found['00080005'] && { '00080005': found['00080005'] }),
      '00080052': { vr: 'CS', Value: [level] },
      '00080054': { vr: 'AE', Value: [this.config.dimse.aeTitle] },
    };
  }
}

const PATIENT_ROOT: ReadonlySet<string> = new Set([
  QueryRetrieve.patientRootFind,
  QueryRetrieve.patientRootMove,
  QueryRetrieve.patientRootGet,
]);

/** Whether a request is one of the patient root, in which alone patients are a level. */
export const isPatientRoot = ({ sopClassUid }: Pick<QueryRequest, 'sopClassUid'>): boolean =>
  PATIENT_ROOT.has(sopClassUid);

/** (0008,0052) of an identifier. @throws DimseRefusal A900 when it is no level of the model */
export function levelOf(request: Pick<QueryRequest, 'sopClassUid' | 'identifier'>): QueryLevel {
  const text = request.identifier.string('QueryRetrieveLevel');
  const level = queryLevels.find((known) => known === text);
  if (!level || (level === 'PATIENT' && !isPatientRoot(request)))
    throw new DimseRefusal(
      Status.dataSetDoesNotMatch,
      'Query/Retrieve Level (0008,0052) is none of this model',
    );
  return level;
}

function queryOf(level: QueryLevel, identifier: DicomItem, options: IdentifierOptions): AttributeQuery {
  try {
    return queryFromIdentifier(level, identifier, options);
  } catch (error) {
    // A key that cannot be matched is the peer's mistake (PS3.4 table C.4-1).
    if (error instanceof DomainError) throw new DimseRefusal(Status.dataSetDoesNotMatch, error.code);
    throw error;
  }
}
