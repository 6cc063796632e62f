import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportFormat } from '@wetread/contracts';
import { decodeFrame, DicomObject, greyPresentation, type NaturalDataset, renderGrey8 } from '@wetread/dicom';
import { type ReportDocument, renderPdf, reportRenderers } from '@wetread/reporting';
import {
  describeWithPrograms,
  describeWithPython,
  peersPython,
  sampleDraft,
  samplePhantom,
  sampleSigned,
} from '@wetread/testing';
import { data } from 'dcmjs';
import { errorsIn } from '../harness/object-checkers';
import { runProgram } from '../harness/run-program';
import { ScratchFolder } from '../harness/scratch-folder';
import { filmOf } from './objects-film';

/** A draft whose pneumothorax must be acknowledged, beside the effusion. */
const critical: ReportDocument = {
  ...sampleDraft,
  contentHash: 'c'.repeat(64),
  sentences: sampleDraft.sentences.map((one) =>
    one.finding === 'Pneumothorax'
      ? { ...one, text: 'There is a pneumothorax.', polarity: 'present', critical: true }
      : one,
  ),
  findings: sampleDraft.findings.map((one) =>
    one.code === 'Pneumothorax' ? { ...one, present: true, probability: 0.8 } : one,
  ),
};
const documents: [string, ReportDocument][] = [
  ['a draft', sampleDraft],
  ['a draft with a critical finding', critical],
  ['a signed report with an addendum', sampleSigned],
  [
    'an amended report',
    {
      ...sampleSigned,
      revision: 5,
      status: 'amended',
      reason: 'laboratory',
      contentHash: 'd'.repeat(64),
      author: { kind: 'person', id: 'u-2', name: 'Dr. Benoît Roy' },
      replaces: { revision: 4, contentHash: sampleSigned.contentHash },
    },
  ],
  ['a report entered in error', { ...sampleSigned, status: 'entered-in-error', contentHash: 'e'.repeat(64) }],
  ['a film that was made from text', { ...sampleDraft, marks: ['SYNTHETIC'], contentHash: 'f'.repeat(64) }],
  ['a phantom', { ...samplePhantom, contentHash: '9'.repeat(64) }],
];

const formats = ['sr', 'comprehensive-sr', 'encapsulated-pdf', 'gsps', 'key-objects'] as const;
type DicomFormat = (typeof formats)[number];
const iods: Readonly<Record<DicomFormat, string>> = {
  sr: 'BasicTextSR',
  'comprehensive-sr': 'ComprehensiveSR',
  'encapsulated-pdf': 'EncapsulatedPDF',
  gsps: 'GrayscaleSoftcopyPresentationState',
  'key-objects': 'KeyObjectSelectionDocument',
};
/** What was taken back has no regions and no key images. */
const formatsOf = ({ status }: ReportDocument): DicomFormat[] =>
  formats.filter(
    (format) => status !== 'entered-in-error' || (format !== 'gsps' && format !== 'key-objects'),
  );
const inForce = documents.filter(([, { status }]) => status !== 'entered-in-error');
const every = documents.flatMap(([name, document]) =>
  formatsOf(document).map((format) => [format, name, document] as const),
);

const scratch = new ScratchFolder('objects');
const rendered = async (document: ReportDocument, format: ExportFormat): Promise<Uint8Array> =>
  reportRenderers[format].render(document);
/** dcentvfy takes the accession number of a Referenced Request for the study's own. */
const ofTheOrder = /^Warning - Different information entities for attribute - Element=<AccessionNumber>/;

describeWithPrograms(['dciodvfy', 'dcentvfy'], 'DICOM objects against dicom3tools', () => {
  it.each(every)('dciodvfy finds no error in the %s of %s', async (format, _, document) => {
    const { output } = await runProgram(
      'dciodvfy',
      scratch.file('object.dcm', await rendered(document, format)),
    );
    expect(output).toContain(iods[format]);
    expect(errorsIn(output)).toEqual([]);
  });

  it.each(documents)('dcentvfy finds the film and all objects of one mind: %s', async (_, document) => {
    mkdirSync(scratch.path('set'), { recursive: true });
    const paths = [scratch.file('set/film.dcm', filmOf(document))];
    for (const format of formatsOf(document))
      paths.push(scratch.file(`set/${format}.dcm`, await rendered(document, format)));
    const { output } = await runProgram('dcentvfy', ...paths);
    expect(output.split('\n').filter((line) => line !== '' && !ofTheOrder.test(line))).toEqual([]);
  });

  it('dcentvfy does complain when one object names another patient', async () => {
    const stranger = { ...sampleDraft, patient: { ...sampleDraft.patient, sex: 'M' } };
    const paths = [
      scratch.file('one.dcm', await rendered(sampleDraft, 'sr')),
      scratch.file('two.dcm', await rendered(stranger, 'gsps')),
    ];
    expect((await runProgram('dcentvfy', ...paths)).output).toMatch(/PatientSex/);
  });
});

describeWithPrograms(['dsrdump', 'dsr2html', 'dcsrdump'], 'structured documents against readers', () => {
  const structured = every.filter(([format]) => ['comprehensive-sr', 'key-objects'].includes(format));

  it.each(structured)('dsrdump, dsr2html and dcsrdump read the %s of %s', async (format, _, document) => {
    const path = scratch.file('document.dcm', await rendered(document, format));
    const dump = await runProgram('dsrdump', '+Pf', '+Pl', path);
    expect([dump.code, errorsIn(dump.output)]).toEqual([0, []]);
    expect((await runProgram('dsr2html', path, scratch.path('document.html'))).code).toBe(0);
    expect((await runProgram('dcsrdump', path)).code).toBe(0);
  });

  it('shows every finding of the model with its certainty under the model, and the text under the signer', async () => {
    const path = scratch.file('signed.dcm', await rendered(sampleSigned, 'comprehensive-sr'));
    const { output } = await runProgram('dsrdump', '+Pl', '+Pc', '+U8', path);
    expect(output).toMatch(/Imaging Measurement Report/);
    expect(output).toMatch(/contains NUM:\(111012,DCM,"Certainty of Finding"\)="91" \(%,UCUM,"Percent"\)/);
    expect(output).toMatch(/contains SCOORD:\(111030,DCM,"Image Region"\)=\(POLYLINE,/);
    expect(output).toMatch(/CODE:\(36118008,SCT,"Pneumothorax"\)=\(272519000,SCT,"Absent"\)/);
    const [findings = '', text = ''] = output.split('121070,DCM,"Findings"');
    expect(findings).toContain('Device Observer Name');
    expect(text).toContain('Dr. Aiko Sato');
    expect(text).not.toContain('Device Observer Name');
  });

  it('names the signed revision that an amended report takes the place of', async () => {
    const before = DicomObject.parse(await rendered(sampleSigned, 'comprehensive-sr'));
    const amended = documents.find(([name]) => name === 'an amended report')?.[1] ?? sampleSigned;
    const after = DicomObject.parse(await rendered(amended, 'comprehensive-sr'));
    const reference = JSON.stringify(after.toDicomJson()['0040A360']);
    expect(reference).toContain(before.header.sopInstanceUid);
    expect(after.header.seriesInstanceUid).toBe(before.header.seriesInstanceUid);
  });
});

describeWithPrograms(['dcmpschk'], 'presentation states against DCMTK', () => {
  it.each(inForce)('dcmpschk accepts the state of %s', async (_, document) => {
    // dcmpschk knows no character set but the default one.
    const patient = { ...document.patient, patientName: 'Grusse-Muller^Lucja^^Dr.' };
    const path = scratch.file('state.dcm', await rendered({ ...document, patient }, 'gsps'));
    const { output } = await runProgram('dcmpschk', path);
    expect(output).toContain('Test passed');
    expect(output).not.toMatch(/\b(error|failed)\b/i);
  });
});

describeWithPrograms(['dcmp2pgm'], 'films shown through the presentation state by DCMTK', () => {
  const SIDE = 64;
  // All values of 12 bits, so that every part of the curve is seen.
  const ramp = Uint16Array.from({ length: SIDE * SIDE }, (_, at) => at);
  const shown = {
    Rows: SIDE,
    Columns: SIDE,
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelData: ramp,
    WindowCenter: 1500,
    WindowWidth: 1200,
  };

  it.each<[string, NaturalDataset]>([
    ['a window', shown],
    ['a negative with a window', { ...shown, PhotometricInterpretation: 'MONOCHROME1' }],
    ['rescaled values', { ...shown, RescaleIntercept: -500, RescaleSlope: 2, RescaleType: 'US' }],
    [
      'the first of two windows',
      {
        ...shown,
        WindowCenter: [800, 3000],
        WindowWidth: [1600, 100],
        PhotometricInterpretation: 'MONOCHROME1',
      },
    ],
  ])('has the greys that the film has by itself: %s', async (_, attributes) => {
    const film = filmOf(sampleDraft, attributes);
    const object = DicomObject.parse(film);
    const images = sampleDraft.images.map((image) => ({
      ...image,
      rows: SIDE,
      columns: SIDE,
      grey: greyPresentation(object.toDicomJson()),
    }));
    const state = scratch.file('state.dcm', await rendered({ ...sampleDraft, images }, 'gsps'));
    const bitmap = scratch.path('shown.pgm');
    const { code, output } = await runProgram(
      'dcmp2pgm',
      '-p',
      state,
      scratch.file('film.dcm', film),
      bitmap,
    );
    expect([code, output.trim()]).toEqual([0, '']);
    const pgm = readFileSync(bitmap);
    const theirs = pgm.subarray(pgm.length - SIDE * SIDE);
    const ours = renderGrey8(object, await decodeFrame(object, 1)).data;
    const differences = ours.map((value, at) => Math.abs(value - (theirs[at] ?? 0)));
    expect(Math.max(...differences)).toBeLessThanOrEqual(1);
    expect(new Set(theirs).size).toBeGreaterThan(100);
  });
});

describeWithPrograms(['dcm2pdf', 'pdftotext'], 'the encapsulated PDF against DCMTK', () => {
  it('gives back the printed report byte for byte', async () => {
    const path = scratch.file('pdf.dcm', await rendered(sampleSigned, 'encapsulated-pdf'));
    const out = scratch.path('out.pdf');
    expect((await runProgram('dcm2pdf', path, out)).code).toBe(0);
    // An object of odd length is padded by one byte, which DCMTK takes off by the length told.
    expect(Buffer.compare(readFileSync(out), Buffer.from(await renderPdf(sampleSigned)))).toBe(0);
  });
});

describeWithPython(['highdicom'], 'the measurement report against highdicom', () => {
  it.each(inForce)('reads the model’s finding with its outline: %s', async (_, document) => {
    const path = scratch.file('report.dcm', await rendered(document, 'comprehensive-sr'));
    const script = join(__dirname, 'peers/read_measurement_report.py');
    const { stdout, stderr } = spawnSync(peersPython(), [script, path], { encoding: 'utf8' });
    const told = JSON.parse(stdout || `{"failed": ${JSON.stringify(stderr)}}`);
    expect(told.observers[0]).toBe('Device');
    expect(told.groups.at(0)).toEqual({
      tracking: 'Pleural effusion',
      trackingUid: expect.stringMatching(/^2\.25\./),
      finding: '60046008',
      sites: ['Thoracic structure'],
      measurements: [['Certainty of Finding', 91, '%']],
      evaluations: [['Presence', 'Present']],
      outline: ['POLYLINE', 5],
    });
  });
});

/** An item as dcmjs gives it to a viewer. */
interface Told {
  ValueType?: string;
  ConceptNameCodeSequence: { CodeValue: string };
  ContentSequence: Told[];
  ReferencedSOPSequence: { ReferencedSOPInstanceUID: string };
  GraphicData: number[];
}

/** OHIF 3 takes these ways through a TID 1500 document (extension cornerstone-dicom-sr) and checks none of them. */
describe('the measurement report as OHIF walks through it', () => {
  const naturalized = async (document: ReportDocument): Promise<Told> => {
    const json = DicomObject.parse(await rendered(document, 'comprehensive-sr')).toDicomJson();
    return data.DicomMetaDictionary.naturalizeDataset(json) as unknown as Told;
  };
  const under = (item: Told | undefined, code: string): Told | undefined =>
    [...(item?.ContentSequence ?? [])].find((one) => one.ConceptNameCodeSequence.CodeValue === code);

  it.each(inForce)('leads to the film and to an outline with a name of its own: %s', async (_, document) => {
    const root = await naturalized(document);
    expect(root.ConceptNameCodeSequence.CodeValue).toBe('126000');
    const images = under(under(root, '111028'), '126200')?.ContentSequence ?? [];
    expect([...images].map((one) => one.ReferencedSOPSequence.ReferencedSOPInstanceUID)).toEqual(
      document.images.map(({ sopInstanceUid }) => sopInstanceUid),
    );
    const groups = [...(under(root, '126010')?.ContentSequence ?? [])].filter(
      (one) => one.ConceptNameCodeSequence.CodeValue === '125007',
    );
    expect(groups.length).toBeGreaterThan(0);
    for (const group of groups) {
      const items = [...group.ContentSequence];
      expect(items.map(({ ConceptNameCodeSequence: { CodeValue } }) => CodeValue)).toEqual(
        expect.arrayContaining(['112039', '112040']),
      );
      // The first UIDREF is taken for the tracking UID, and a NUM without an outline beside it stops the viewer.
      expect(items.filter(({ ValueType }) => ValueType === 'UIDREF')).toHaveLength(1);
      const outline = items.find(({ ValueType }) => ValueType === 'SCOORD');
      expect(outline?.GraphicData).toHaveLength(10);
    }
  });
});
