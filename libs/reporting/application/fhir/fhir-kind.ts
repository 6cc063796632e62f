import type { Resource } from '@medplum/fhirtypes';
import { FhirResourceMissing } from './fhir-errors';
import type { FhirSearch, Searchable, SearchParameter } from './fhir-search';

/** What the served types can be asked for (R4 section 3.1.0). */
export type Interaction = 'read' | 'vread' | 'search-type';

/** A resource, and the study that it speaks of, for the audit trail. */
export interface ServedResource {
  readonly resource: Resource;
  readonly studyInstanceUid: string | null;
}

/** One type of resource that the server serves. The routes and the CapabilityStatement are made of these. */
export abstract class FhirKind implements Searchable {
  abstract readonly type: Resource['resourceType'];
  abstract readonly interactions: readonly Interaction[];
  abstract readonly parameters: readonly SearchParameter[];
  readonly sorts: readonly string[] = [];
  readonly includes: Readonly<Record<string, string>> = {};
  readonly revIncludes: readonly string[] = [];

  /** @throws FhirResourceMissing */
  abstract read(id: string): Promise<ServedResource>;

  /** Those of the ids that there are, in their order. */
  async readAll(ids: readonly string[]): Promise<ServedResource[]> {
    const found: ServedResource[] = [];
    for (const id of ids) found.push(...(await present(this.read(id))));
    return found;
  }

  /** A page of what matches, newest first, with the number of all. */
  search?(search: FhirSearch): Promise<{ found: ServedResource[]; total: number }>;

  /** @throws FhirResourceMissing */
  vread?(id: string, version: string): Promise<ServedResource>;
}

/** What was found, or nothing where it is missing. */
export async function present<Found>(finding: Promise<Found>): Promise<Found[]> {
  try {
    return [await finding];
  } catch (error) {
    if (error instanceof FhirResourceMissing) return [];
    throw error;
  }
}
