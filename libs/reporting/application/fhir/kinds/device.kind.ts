import { Injectable } from '@nestjs/common';
import { fhirDevice } from '../../../rendering/fhir/fhir-agents';
import { FhirResourceMissing } from '../fhir-errors';
import { FhirIndex } from '../fhir-index';
import { FhirKind, type ServedResource } from '../fhir-kind';

/** Models that have read studies; the id is the SHA-256 of the weights. */
@Injectable()
export class DeviceKind extends FhirKind {
  readonly type = 'Device';
  readonly interactions = ['read'] as const;
  readonly parameters = [];

  constructor(private readonly index: FhirIndex) {
    super();
  }

  async read(id: string): Promise<ServedResource> {
    const model = /^[0-9a-f]{64}$/.test(id) ? await this.index.model(id) : null;
    if (!model) throw new FhirResourceMissing(this.type);
    return { resource: { ...fhirDevice(model), id }, studyInstanceUid: null };
  }
}
