import { Injectable } from '@nestjs/common';
import type { Resource } from '@medplum/fhirtypes';
import { AuditTrail, type AuditActor } from '@wetread/audit';
import { FhirUnsupported } from './fhir-errors';
import { FhirIncludes } from './fhir-includes';
import { FhirKinds } from './fhir-kinds';
import { type FhirSearch, parseSearch } from './fhir-search';

/** A page of a search. */
export interface FhirPage {
  readonly search: FhirSearch;
  readonly matches: readonly Resource[];
  readonly included: readonly Resource[];
  /** Of matches, on all pages. */
  readonly total: number;
}

/** Searches one type and records who searched, by which parameters and with how much success. */
@Injectable()
export class SearchFhirResources {
  constructor(
    private readonly kinds: FhirKinds,
    private readonly includes: FhirIncludes,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws FhirUnsupported, FhirSearchInvalid */
  async execute(wanted: { type: string; query: URLSearchParams; actor: AuditActor }): Promise<FhirPage> {
    const kind = this.kinds.of(wanted.type, 'search-type');
    if (!kind.search) throw new FhirUnsupported(`search of ${kind.type}`);
    const search = parseSearch(kind, wanted.query);
    const { found, total } = await kind.search(search);
    const matches = found.map(({ resource }) => resource);
    const included = await this.includes.of(kind, search, matches);
    const studies = [...found, ...included].flatMap(({ studyInstanceUid }) => studyInstanceUid ?? []);
    await this.audit.record({
      action: 'viewed',
      actor: wanted.actor,
      subject: { type: 'search', id: kind.type },
      // Names of parameters only: what was sought may name a person.
      details: {
        parameters: search.criteria.map(({ name }) => name),
        total,
        included: included.length,
        studies: [...new Set(studies)],
      },
    });
    return { search, matches, included: included.map(({ resource }) => resource), total };
  }
}
