import { Injectable } from '@nestjs/common';
import type { Reference, Resource } from '@medplum/fhirtypes';
import type { FhirKind, ServedResource } from './fhir-kind';
import { FhirKinds } from './fhir-kinds';
import type { FhirSearch } from './fhir-search';

/** More than every match of a page can have pointing at it: nothing is left out of an answer. */
const ALL = 10_000;

/** What a search tells along with what matches, each resource once (R4 sections 3.1.1.5.4 and 3.1.1.5.5). */
@Injectable()
export class FhirIncludes {
  constructor(private readonly kinds: FhirKinds) {}

  async of(kind: FhirKind, search: FhirSearch, matches: readonly Resource[]): Promise<ServedResource[]> {
    const found = [
      ...(await this.pointedAt(kind, search, matches)),
      ...(await this.pointing(search, matches)),
    ];
    const told = new Set(matches.map(addressOf));
    return found.filter(({ resource }) => {
      const address = addressOf(resource);
      return !told.has(address) && told.add(address);
    });
  }

  private async pointedAt(
    { includes }: FhirKind,
    { include }: FhirSearch,
    matches: readonly Resource[],
  ): Promise<ServedResource[]> {
    const elements = include.map((parameter) => includes[parameter] ?? '');
    const addresses = matches.flatMap((resource) =>
      elements.flatMap((element) => referencesIn(resource, element)),
    );
    const idsOfType = new Map<string, Set<string>>();
    for (const [type = '', id = ''] of addresses.map((address) => address.split('/')))
      idsOfType.set(type, (idsOfType.get(type) ?? new Set()).add(id));
    const found: ServedResource[] = [];
    for (const [type, ids] of idsOfType) found.push(...(await this.kinds.of(type, 'read').readAll([...ids])));
    return found;
  }

  private async pointing(
    { revInclude }: FhirSearch,
    matches: readonly Resource[],
  ): Promise<ServedResource[]> {
    const anyOf = matches.flatMap(({ id }) => id ?? []);
    if (anyOf.length === 0) return [];
    const found: ServedResource[] = [];
    for (const [type = '', name = ''] of revInclude.map((one) => one.split(':'))) {
      const criteria = [{ name, type: 'reference', anyOf }] as const;
      const page = { criteria, sort: [], include: [], revInclude: [], count: ALL, offset: 0 };
      found.push(...((await this.kinds.of(type, 'search-type').search?.(page))?.found ?? []));
    }
    return found;
  }
}

const addressOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id}`;

/** Addresses on this server; people are named by identifiers. */
function referencesIn(resource: Resource, element: string): string[] {
  const value = (resource as unknown as Record<string, Reference | readonly Reference[] | undefined>)[
    element
  ];
  return [value ?? []].flat().flatMap(({ reference }: Reference) => reference ?? []);
}
