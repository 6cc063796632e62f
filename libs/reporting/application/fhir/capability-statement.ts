import type { CapabilityStatement, CapabilityStatementRestResource } from '@medplum/fhirtypes';
import type { FhirKind } from './fhir-kind';

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
      documentation: 'Read-only. Searches are refused rather than answered without one of their parameters.',
      security: {
        description:
          'A session of the reading room, or an API token with the scope `read` as a bearer token (RFC 6750).',
      },
      resource: kinds.map(servedType),
    },
  ],
});

const servedType = ({ type, interactions, parameters }: FhirKind): CapabilityStatementRestResource => ({
  type,
  interaction: interactions.map((code) => ({ code })),
  versioning: interactions.includes('vread') ? 'versioned' : 'no-version',
  readHistory: interactions.includes('vread'),
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
