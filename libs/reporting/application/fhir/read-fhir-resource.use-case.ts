import { Injectable } from '@nestjs/common';
import type { Resource } from '@medplum/fhirtypes';
import { AuditTrail, type AuditActor } from '@wetread/audit';
import { RecordViewing } from '@wetread/imaging-study';
import { studyInstanceUid } from '@wetread/kernel';
import { FhirKinds } from './fhir-kinds';
import type { FhirKind, ServedResource } from './fhir-kind';

/** Reads one resource, or one version of it, and records who looked at it. */
@Injectable()
export class ReadFhirResource {
  constructor(
    private readonly kinds: FhirKinds,
    private readonly viewing: RecordViewing,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws FhirUnsupported, FhirResourceMissing */
  async execute(wanted: {
    type: string;
    id: string;
    version?: string;
    actor: AuditActor;
  }): Promise<Resource> {
    const kind = this.kinds.of(wanted.type, wanted.version === undefined ? 'read' : 'vread');
    const served = await read(kind, wanted.id, wanted.version);
    await this.record(served, wanted.actor);
    return served.resource;
  }

  private async record(
    { resource, studyInstanceUid: uid }: ServedResource,
    actor: AuditActor,
  ): Promise<void> {
    if (uid !== null) return this.viewing.execute(studyInstanceUid(uid), actor);
    // A model is no one's secret.
    if (resource.resourceType !== 'Patient') return;
    await this.audit.record({ action: 'viewed', actor, subject: { type: 'patient', id: resource.id ?? '' } });
  }
}

function read(kind: FhirKind, id: string, version?: string): Promise<ServedResource> {
  return version !== undefined && kind.vread ? kind.vread(id, version) : kind.read(id);
}
