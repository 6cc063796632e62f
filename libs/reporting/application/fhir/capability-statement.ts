import type { CapabilityStatement, CapabilityStatementRestResource } from '@medplum/fhirtypes';
import type { FhirKind } from './fhir-kind';
import { resultParameters } from './fhir-search';

/** What the server serves, told from the table of its kinds (R4 section 5.1). */
export const capabilityStatement = (
  kinds: readonly FhirKind[],
  server: { readonly url: string; readonly version: string },
): CapabilityStatement => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: '2026-11-28',
  kind: 'instance',
  software: { name: 'Wetread', version: server.version },
  implementation: { description: 'Reports, findings and studies, to be read', url: server.url },
  fhirVersion: '4.0.1',
  format: ['json', 'application/fhir+json'],
  rest: [
    {
      mode: 'server',
      documentation:
        'Read-only. A search with a parameter, modifier or value that is not listed is refused (400) rather than answered ' +
        'without it, whatever `Prefer: handling` says. Values of a parameter are joined by "or", parameters by "and".',
      security: {
        description:
          'A session of the reading room, or an API token with the scope `read` as a bearer token (RFC 6750).',
      },
      resource: kinds.map(servedType),
      searchParam: [...resultParameters],
    },
  ],
});

const servedType = ({
  type,
  interactions,
  parameters,
  sorts,
  includes,
  revIncludes,
}: FhirKind): CapabilityStatementRestResource => ({
  type,
  interaction: interactions.map((code) => ({ code })),
  versioning: interactions.includes('vread') ? 'versioned' : 'no-version',
  readHistory: interactions.includes('vread'),
  ...(sorts.length > 0 ? { documentation: `_sort takes ${sorts.join(', ')}, with - for descending.` } : {}),
  ...listed(
    'searchInclude',
    Object.keys(includes).map((name) => `${type}:${name}`),
  ),
  ...listed('searchRevInclude', revIncludes),
  ...(parameters.length > 0
    ? {
        searchParam: parameters.map(({ name, type: kind, documentation }) => ({
          name,
          type: kind,
          documentation,
        })),
      }
    : {}),
});

const listed = <Key extends string>(key: Key, values: readonly string[]): Partial<Record<Key, string[]>> =>
  values.length > 0 ? ({ [key]: [...values] } as Partial<Record<Key, string[]>>) : {};
