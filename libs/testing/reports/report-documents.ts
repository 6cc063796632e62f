import { studyInstanceUid } from '@wetread/kernel';
import type { DecidedFinding, ReportDocument, ReportSentence } from '@wetread/reporting';

const film = '2.25.101010101010101010101010101010101010101';

const decided = (
  code: string,
  label: string,
  probability: number,
  side: 'left' | 'none' = 'none',
): DecidedFinding => ({
  code,
  label,
  probability,
  threshold: 0.4,
  present: probability >= 0.4,
  location: { side, zone: side === 'none' ? 'none' : 'lower' },
});

const sentence = (id: string, partial: Partial<ReportSentence> & { text: string }): ReportSentence => ({
  id,
  section: 'findings',
  author: 'model',
  finding: null,
  polarity: null,
  location: null,
  probability: null,
  evidence: { sopInstanceUid: film, frame: 1, box: [0.55, 0.6, 0.3, 0.25] },
  critical: false,
  flags: [],
  ...partial,
});

/** A drafted film of an invented patient; the specs of the renderers and the conformance tests start from it. */
export const sampleDraft: ReportDocument = {
  reportId: '6f0c8a52-4a9f-4d0c-9b44-0d6a2f6f3d11',
  revision: 1,
  status: 'preliminary',
  reason: null,
  author: { kind: 'model', id: 'wetread-cxr 0.1.0', name: 'wetread-cxr 0.1.0' },
  replaces: null,
  issuedAt: new Date('2026-11-23T14:05:30Z'),
  contentHash: 'a3f5c1d2e4b697887766554433221100ffeeddccbbaa99887766554433221100',
  patient: {
    patientName: 'Grüße-Müller^Łucja^^Dr.=山田^花子=やまだ^はなこ',
    patientId: 'WR-0001',
    issuerOfPatientId: null,
    birthDate: '1957-03-09',
    sex: 'F',
  },
  study: {
    studyInstanceUid: studyInstanceUid('2.25.202020202020202020202020202020202020202'),
    studyId: 'S1',
    studyDate: '2026-11-23',
    studyTime: '13:58:02',
    studyDescription: 'Chest PA',
    accessionNumber: 'ACC-77',
    referringPhysicianName: 'Okafor^Chidi^^Dr.',
  },
  order: {
    placerOrderNumber: 'PLACER-9',
    fillerOrderNumber: 'FILLER-9',
    requestedProcedureId: 'RP-9',
    procedureText: 'Chest PA',
  },
  images: [
    {
      sopInstanceUid: film,
      sopClassUid: '1.2.840.10008.5.1.4.1.1.1.1',
      seriesInstanceUid: '2.25.303030303030303030303030303030303030303',
      numberOfFrames: 1,
      rows: 2500,
      columns: 2048,
      grey: {
        inverse: true,
        rescale: { intercept: 0, slope: 1, type: 'US' },
        window: { center: 2048, width: 4096, explanation: 'Normal', fn: 'LINEAR' },
      },
    },
  ],
  sentences: [
    sentence('s1', {
      text: 'There is a moderate left pleural effusion with blunting of the costophrenic angle.',
      finding: 'Effusion',
      polarity: 'present',
      location: { side: 'left', zone: 'lower' },
      probability: 0.91,
    }),
    sentence('s2', {
      text: 'The heart is normal in size.',
      finding: 'Cardiomegaly',
      polarity: 'absent',
      probability: 0.08,
    }),
    sentence('s3', {
      text: 'No pneumothorax.',
      finding: 'Pneumothorax',
      polarity: 'absent',
      probability: 0.02,
    }),
    sentence('s4', {
      section: 'impression',
      text: 'Moderate left pleural effusion.',
      finding: 'Effusion',
      polarity: 'present',
      location: { side: 'left', zone: 'lower' },
      probability: 0.91,
    }),
  ],
  findings: [
    decided('Effusion', 'Pleural effusion', 0.91, 'left'),
    decided('Cardiomegaly', 'Cardiomegaly', 0.08),
    decided('Pneumothorax', 'Pneumothorax', 0.02),
  ],
  withdrawnFindings: [],
  unstatedFindings: [],
  model: {
    name: 'wetread-cxr',
    version: '0.1.0',
    sha256: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
    inputSha256: '99887766554433221100ffeeddccbbaa99887766554433221100ffeeddccbbaa',
  },
  marks: [],
  notes: [],
  prior: null,
  signature: null,
  addenda: [],
};

/** The same film, edited, signed and added to. */
export const sampleSigned: ReportDocument = {
  ...sampleDraft,
  revision: 4,
  status: 'appended',
  reason: 'addendum',
  author: { kind: 'person', id: 'u-1', name: 'Dr. Aiko Sato' },
  replaces: {
    revision: 3,
    contentHash: 'b1c2d3e4f5061728394a5b6c7d8e9f00b1c2d3e4f5061728394a5b6c7d8e9f00',
  },
  issuedAt: new Date('2026-11-23T15:20:00Z'),
  contentHash: 'c2d3e4f5061728394a5b6c7d8e9f00b1c2d3e4f5061728394a5b6c7d8e9f00b1',
  sentences: [
    ...sampleDraft.sentences.slice(0, 3),
    sentence('s5', {
      section: 'impression',
      text: 'Moderate left effusion; clinical correlation for infection is advised.',
      author: 'person',
      evidence: null,
    }),
    sentence('s6', {
      section: 'addendum',
      text: 'The effusion was discussed with the ward physician.',
      author: 'person',
      evidence: null,
    }),
  ],
  signature: { userId: 'u-1', name: 'Dr. Aiko Sato', at: new Date('2026-11-23T14:31:00Z') },
  addenda: [{ sentenceId: 's6', name: 'Dr. Aiko Sato', at: new Date('2026-11-23T15:20:00Z') }],
};

/** A film of no patient; every output must say so. */
export const samplePhantom: ReportDocument = { ...sampleDraft, marks: ['PHANTOM'] };

/** A film that was compared with an earlier one; every output must say with which. */
export const sampleCompared: ReportDocument = {
  ...sampleDraft,
  prior: {
    studyInstanceUid: '2.25.404040404040404040404040404040404040404',
    sopInstanceUid: '2.25.505050505050505050505050505050505050505',
    acquiredOn: '2026-03-02',
  },
};

/** A film that was stored upside down and turned before it was read; every output must say so. */
export const sampleTurned: ReportDocument = {
  ...sampleDraft,
  notes: [
    {
      code: 'rotated-180',
      message:
        'The picture was stored upside down (turned by 180 degrees); it was turned upright before it was read.',
    },
  ],
};
