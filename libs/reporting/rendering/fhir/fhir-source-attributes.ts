import { createHash } from 'node:crypto';
import type { Attachment, DocumentReference } from '@medplum/fhirtypes';
import type { ModelIdentity, SourceAttribute } from '@wetread/inference';

/** A model as its source attributes are told of it. */
export interface DescribedModel {
  readonly identity: ModelIdentity;
  readonly title: string;
  readonly licence: string;
  /** When it was trained: an instant (RFC 3339). */
  readonly trainedAt: string;
  readonly attributes: readonly SourceAttribute[];
}

const RULE = '45 CFR 170.315(b)(11)(iv)(B)';
const SYSTEM = 'urn:wetread:source-attributes';

/** The logical id of a model's document. */
export const sourceAttributesId = ({ name, version }: Pick<ModelIdentity, 'name' | 'version'>): string =>
  `source-attributes-${name}-${version}`.slice(0, 64);

/** The source attributes of a model as a document: once for programs (JSON), once for people (Markdown). */
export function fhirSourceAttributes(model: DescribedModel): DocumentReference {
  const { identity, title, trainedAt } = model;
  const { name, version, sha256 } = identity;
  return {
    resourceType: 'DocumentReference',
    id: sourceAttributesId(identity),
    masterIdentifier: { system: SYSTEM, value: `${name}/${version}` },
    identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:sha256:${sha256}` }],
    status: 'current',
    docStatus: 'final',
    type: { text: `Source attributes of a predictive decision support intervention, ${RULE}` },
    // Not by its address: a model is a Device here only once it has read a study.
    subject: {
      type: 'Device',
      identifier: { system: 'urn:ietf:rfc:3986', value: `urn:sha256:${sha256}` },
      display: `${title} ${version}`,
    },
    date: trainedAt,
    description: `Source attributes of ${title} ${version}`,
    content: [
      { attachment: attachment('application/json', `${JSON.stringify(asJson(model), null, 1)}\n`, model) },
      { attachment: attachment('text/markdown; charset=utf-8', asMarkdown(model), model) },
    ],
  };
}

function attachment(contentType: string, text: string, { title }: DescribedModel): Attachment {
  const bytes = Buffer.from(text, 'utf8');
  return {
    contentType,
    language: 'en',
    data: bytes.toString('base64'),
    size: bytes.length,
    // R4 asks for SHA-1 here; nothing rests on it.
    hash: createHash('sha1').update(bytes).digest('base64'),
    title: `Source attributes of ${title}`,
  };
}

const asJson = ({ identity, title, licence, trainedAt, attributes }: DescribedModel) => ({
  rule: RULE,
  model: { ...identity, title, licence, trainedAt },
  attributes,
});

function asMarkdown({ identity, title, licence, attributes }: DescribedModel): string {
  const lines = [
    `# ${title} ${identity.version}`,
    '',
    `Source attributes, ${RULE}. No certification is claimed.`,
    '',
    `Licence: ${licence}`,
  ];
  let group = '';
  for (const attribute of attributes) {
    if (attribute.group !== group) lines.push('', `## ${attribute.group}`);
    group = attribute.group;
    lines.push('', `**${attribute.paragraph} ${attribute.name}**`, '', attribute.value);
  }
  return `${lines.join('\n')}\n`;
}
