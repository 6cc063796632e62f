import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportFormat } from '@wetread/contracts';
import { DicomObject } from '@wetread/dicom';
import { type ReportDocument, renderPdf, reportRenderers } from '@wetread/reporting';
import { describeWithPrograms, sampleDraft, samplePhantom, sampleSigned } from '@wetread/testing';
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
const every = documents.flatMap(([name, document]) =>
  formats.map((format) => [format, name, document] as const),
);

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'wetread-objects-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function file(name: string, bytes: Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, bytes);
  return path;
}
const rendered = async (document: ReportDocument, format: ExportFormat): Promise<Uint8Array> =>
  reportRenderers[format].render(document);
const run = (program: string, ...args: string[]) => {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8' });
  return { status, output: `${stdout}\n${stderr}` };
};
/** SyntheticData (0008,001C) is younger than the dictionaries of these programs. */
const tooNew = /not a recognized standard attribute - \(0x0008,0x001c\)/;
/** dcentvfy takes the accession number of a Referenced Request for the study's own. */
const ofTheOrder = /^Warning - Different information entities for attribute - Element=<AccessionNumber>/;
const errors = (output: string): string[] =>
  output.split('\n').filter((line) => /^(Error|E:)/.test(line) && !tooNew.test(line));

describeWithPrograms(['dciodvfy', 'dcentvfy'], 'DICOM objects against dicom3tools', () => {
  it.each(every)('dciodvfy finds no error in the %s of %s', async (format, _, document) => {
    const { output } = run('dciodvfy', file('object.dcm', await rendered(document, format)));
    expect(output).toContain(iods[format]);
    expect(errors(output)).toEqual([]);
  });

  it.each(documents)('dcentvfy finds the film and all objects of one mind: %s', async (_, document) => {
    const folder = join(directory, 'set');
    mkdirSync(folder, { recursive: true });
    const paths = [file('set/film.dcm', filmOf(document))];
    for (const format of formats) paths.push(file(`set/${format}.dcm`, await rendered(document, format)));
    const { output } = run('dcentvfy', ...paths);
    expect(output.split('\n').filter((line) => line !== '' && !ofTheOrder.test(line))).toEqual([]);
  });

  it('dcentvfy does complain when one object names another patient', async () => {
    const stranger = { ...sampleDraft, patient: { ...sampleDraft.patient, sex: 'M' } };
    const paths = [
      file('one.dcm', await rendered(sampleDraft, 'sr')),
      file('two.dcm', await rendered(stranger, 'gsps')),
    ];
    expect(run('dcentvfy', ...paths).output).toMatch(/PatientSex/);
  });
});

describeWithPrograms(['dsrdump', 'dsr2html', 'dcsrdump'], 'structured documents against readers', () => {
  const structured = every.filter(([format]) => ['comprehensive-sr', 'key-objects'].includes(format));

  it.each(structured)('dsrdump, dsr2html and dcsrdump read the %s of %s', async (format, _, document) => {
    const path = file('document.dcm', await rendered(document, format));
    const dump = run('dsrdump', '+Pf', '+Pl', path);
    expect([dump.status, errors(dump.output)]).toEqual([0, []]);
    expect(run('dsr2html', path, join(directory, 'document.html')).status).toBe(0);
    expect(run('dcsrdump', path).status).toBe(0);
  });

  it('shows every finding of the model with its certainty under the model, and the text under the signer', async () => {
    const path = file('signed.dcm', await rendered(sampleSigned, 'comprehensive-sr'));
    const { output } = run('dsrdump', '+Pl', '+Pc', '+U8', path);
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
  it.each(documents)('dcmpschk accepts the state of %s', async (_, document) => {
    // dcmpschk knows no character set but the default one.
    const patient = { ...document.patient, patientName: 'Grusse-Muller^Lucja^^Dr.' };
    const path = file('state.dcm', await rendered({ ...document, patient }, 'gsps'));
    const { output } = run('dcmpschk', path);
    expect(output).toContain('Test passed');
    expect(output).not.toMatch(/\b(error|failed)\b/i);
  });
});

describeWithPrograms(['dcm2pdf', 'pdftotext'], 'the encapsulated PDF against DCMTK', () => {
  it('gives back the printed report byte for byte', async () => {
    const path = file('pdf.dcm', await rendered(sampleSigned, 'encapsulated-pdf'));
    const out = join(directory, 'out.pdf');
    expect(run('dcm2pdf', path, out).status).toBe(0);
    // An object of odd length is padded by one byte, which DCMTK takes off by the length told.
    expect(Buffer.compare(readFileSync(out), Buffer.from(await renderPdf(sampleSigned)))).toBe(0);
  });
});
