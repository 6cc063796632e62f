import { Injectable } from '@nestjs/common';
import type { DocumentReference, Identifier } from '@medplum/fhirtypes';
import { listModels, readSourceAttributes, type RegisteredModel } from '@wetread/inference';
import { AppConfig } from '@wetread/platform';
import { fhirSourceAttributes, sourceAttributesId } from '../../../rendering/fhir/fhir-source-attributes';
import { FhirResourceMissing } from '../fhir-errors';
import { FhirKind, type ServedResource } from '../fhir-kind';
import type { Criterion, FhirSearch, TokenValue } from '../fhir-search';

/** What is to be known of each installed model before it is used (HTI-1); see docs/source-attributes.md. */
@Injectable()
export class DocumentReferenceKind extends FhirKind {
  readonly type = 'DocumentReference';
  readonly interactions = ['read', 'search-type'] as const;
  readonly parameters = [
    { name: '_id', type: 'token', documentation: 'The document' },
    {
      name: 'identifier',
      type: 'token',
      documentation: 'urn:sha256 of the weights, or name/version of the model',
    },
    { name: 'status', type: 'token', documentation: 'current' },
  ] as const;

  constructor(private readonly config: AppConfig) {
    super();
  }

  async read(id: string): Promise<ServedResource> {
    const model = (await this.models()).find(({ identity }) => sourceAttributesId(identity) === id);
    if (!model) throw new FhirResourceMissing(this.type);
    return this.served(model);
  }

  override async search({ criteria, count, offset }: FhirSearch) {
    const all = await Promise.all((await this.models()).map((model) => this.served(model)));
    const found = all.filter(({ resource }) => criteria.every((one) => matches(resource, one)));
    return { found: found.slice(offset, offset + count), total: found.length };
  }

  private models(): Promise<RegisteredModel[]> {
    return listModels(this.config.inference.modelDir);
  }

  private async served(model: RegisteredModel): Promise<ServedResource & { resource: DocumentReference }> {
    const { identity, manifest } = model;
    const { title, licence, trainedAt } = manifest;
    const attributes = await readSourceAttributes(model);
    const resource = fhirSourceAttributes({ identity, title, licence, trainedAt, attributes });
    return { resource, studyInstanceUid: null };
  }
}

function matches(document: DocumentReference, criterion: Criterion): boolean {
  if (criterion.type !== 'token') return false;
  const identifiers = [document.masterIdentifier, ...(document.identifier ?? [])].flatMap((one) => one ?? []);
  const says: Record<string, (token: TokenValue) => boolean> = {
    _id: ({ value }) => value === document.id,
    status: ({ value }) => value === document.status,
    identifier: (token) => identifiers.some((one) => isNamedBy(one, token)),
  };
  return criterion.anyOf.some((token) => says[criterion.name]?.(token) ?? false);
}

const isNamedBy = ({ system, value }: Identifier, token: TokenValue): boolean =>
  value === token.value && (token.system === null || token.system === (system ?? ''));
