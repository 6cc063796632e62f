import type {
  Device,
  Practitioner,
  Provenance,
  ProvenanceAgent,
  ProvenanceEntity,
  Reference,
} from '@medplum/fhirtypes';
import type { ReportDocument } from '../../domain/report-document';
import { isSigned, type ReportStatus } from '../../domain/report-status';
import { peopleOf } from './fhir-agents';
import { codeOf, labelled, pruned } from './fhir-codings';
import { spokenFindings } from '../../domain/spoken-findings';
import { sentenceAnchor } from './fhir-narrative';
import type { FhirReferences } from './fhir-references';

const activity: Readonly<Record<ReportStatus, ReturnType<typeof codeOf>>> = {
  preliminary: codeOf('v3-DataOperation', 'CREATE', 'create'),
  final: codeOf('v3-DocumentCompletion', 'LA', 'legally authenticated'),
  appended: codeOf('v3-DataOperation', 'APPEND', 'append'),
  amended: codeOf('v3-DataOperation', 'UPDATE', 'revise'),
  corrected: codeOf('v3-DataOperation', 'UPDATE', 'revise'),
  cancelled: codeOf('v3-DataOperation', 'ABORT', 'abort'),
  'entered-in-error': codeOf('v3-DataOperation', 'NULLIFY', 'nullify'),
};

/**
 * Where a revision comes from, as up to two records. `model`: the model is author of the sentences and Observations
 * that stand as it wrote them. `people`: who wrote the others, and who verified and legally answers for the report.
 */
export type ProvenancePart = 'model' | 'people';

export const provenanceParts = ({ model, author, signature, status }: ReportDocument): ProvenancePart[] => [
  ...(model ? (['model'] as const) : []),
  ...(author.kind === 'person' || (signature && isSigned(status)) ? (['people'] as const) : []),
];

export function fhirProvenance(
  document: ReportDocument,
  part: ProvenancePart,
  references: FhirReferences,
): Provenance {
  const author = part === 'model' ? 'model' : 'person';
  const provenance = pruned<Provenance>({
    resourceType: 'Provenance',
    target: [
      ...sentenceTargets(document, author, references),
      ...observationTargets(document, author, references),
    ],
    recorded: document.issuedAt.toISOString(),
    activity: part === 'model' ? activity.preliminary : activity[document.status],
    agent:
      part === 'model'
        ? [agent('author', references.model, document.model?.name)]
        : peopleAgents(document, references),
    entity: [
      { role: 'source', what: references.imagingStudy },
      ...(part === 'model' ? modelInput(document) : []),
    ],
  });
  return labelled(provenance, document, part === 'model' ? 'AIAST' : 'CLINAST');
}

/** The picture as the model got it, by its hash. */
const modelInput = ({ model }: ReportDocument): ProvenanceEntity[] =>
  model?.inputSha256
    ? [
        {
          role: 'source',
          what: {
            identifier: { system: 'urn:ietf:rfc:3986', value: `urn:sha256:${model.inputSha256}` },
            display: 'the picture as the model got it',
          },
        },
      ]
    : [];

/** The report, narrowed to the sentences of its narrative that this author wrote. */
function sentenceTargets(
  { sentences }: ReportDocument,
  author: 'model' | 'person',
  { report }: FhirReferences,
): NonNullable<Provenance['target']> {
  const own = sentences.filter((sentence) => sentence.author === author);
  const extension = own.map(({ id }) => ({
    url: 'http://hl7.org/fhir/StructureDefinition/targetElement',
    valueUri: `#${sentenceAnchor(id)}`,
  }));
  return [{ ...report, ...(extension.length > 0 ? { extension } : {}) }];
}

const observationTargets = (
  document: ReportDocument,
  author: 'model' | 'person',
  { observation }: FhirReferences,
): NonNullable<Provenance['target']> =>
  spokenFindings(document).flatMap(({ finding, sentence }) =>
    sentence.author === author ? [observation(finding)] : [],
  );

/** Who wrote this revision, who verified the report, and everyone who legally answers for it. */
function peopleAgents(document: ReportDocument, { person }: FhirReferences): ProvenanceAgent[] {
  const { author, signature, status } = document;
  const editor = author.kind === 'person' ? [agent('author', person(author.id), author.name)] : [];
  if (!signature || !isSigned(status)) return editor;
  return [
    ...editor,
    agent('verifier', person(signature.userId), signature.name),
    ...peopleOf(document).map(({ userId, name }) => agent('legal', person(userId), name)),
  ];
}

const agentTypes = { author: 'Author', verifier: 'Verifier', legal: 'Legal Authenticator' } as const;

const agent = (
  type: keyof typeof agentTypes,
  who: Reference<Device> | Reference<Practitioner>,
  name?: string,
): ProvenanceAgent => ({
  type: codeOf('provenance-participant-type', type, agentTypes[type]),
  who: { ...who, ...(name ? { display: name } : {}) } as ProvenanceAgent['who'],
});
