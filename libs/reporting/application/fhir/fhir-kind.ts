import type { Resource } from '@medplum/fhirtypes';
import type { FhirSearch, SearchParameter } from './fhir-search';

/** What the served types can be asked for (R4 section 3.1.0). */
export type Interaction = 'read' | 'vread' | 'search-type';

/** A resource, and the study that it speaks of, for the audit trail. */
export interface ServedResource {
  readonly resource: Resource;
  readonly studyInstanceUid: string | null;
}

/** One type of resource that the server serves. The routes and the CapabilityStatement are made of these. */
export abstract class FhirKind {
  abstract readonly type: Resource['resourceType'];
  abstract readonly interactions: readonly Interaction[];
  abstract readonly parameters: readonly SearchParameter[];

  /** @throws FhirResourceMissing */
  abstract read(id: string): Promise<ServedResource>;

  /** A page of what matches, newest first, with the number of all. */
  search?(search: FhirSearch): Promise<{ found: ServedResource[]; total: number }>;

  /** @throws FhirResourceMissing */
  vread?(id: string, version: string): Promise<ServedResource>;
}
