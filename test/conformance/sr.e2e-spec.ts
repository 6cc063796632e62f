import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderPdf, renderSr, type ReportDocument } from '@wetread/reporting';
import { describeWithPrograms, sampleDraft, samplePhantom, sampleSigned } from '@wetread/testing';

const documents: [string, ReportDocument][] = [
  ['a draft', sampleDraft],
  ['a signed report with an addendum', sampleSigned],
  ['a corrected report', { ...sampleSigned, status: 'corrected', reason: 'wrong side' }],
  ['a phantom', samplePhantom],
  [
    'a report of a picture without patient, model or evidence',
    {
      ...sampleDraft,
      model: null,
      images: [],
      patient: { patientName: '', patientId: '', issuerOfPatientId: null, birthDate: null, sex: null },
      study: { ...sampleDraft.study, studyId: null, studyDate: null, studyTime: null, accessionNumber: null },
    },
  ],
  [
    'a report with a very long sentence',
    {
      ...sampleDraft,
      sentences: sampleDraft.sentences.map((one) => ({ ...one, text: 'Ä long word. '.repeat(150) })),
    },
  ],
];

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'wetread-sr-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function file(name: string, bytes: Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, bytes);
  return path;
}

const run = (program: string, ...args: string[]) => {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8' });
  return { status, output: `${stdout}\n${stderr}` };
};
// What is not known of a picture cannot be written; a DICOMDIR is not what this file is for.
const ofNoConcern = /needed to build DICOMDIR|Standard Extended SOP Class/;
/** SyntheticData (0008,001C), which a phantom's report has, is younger than these programs. */
const tooNew = /\(0x0008,0x001c\)/;
const complaints = (output: string): string[] =>
  output
    .split('\n')
    .filter((line) => /^(Error|E:|Warning)/.test(line) && !ofNoConcern.test(line) && !tooNew.test(line));

describeWithPrograms(['dciodvfy', 'dcsrdump'], 'Basic Text SR against dicom3tools', () => {
  it.each(documents)('dciodvfy finds nothing to say against %s', (_, document) => {
    const { output } = run('dciodvfy', file('sr.dcm', renderSr(document)));
    expect(output).toContain('BasicTextSR');
    expect(complaints(output)).toEqual([]);
  });

  it('dciodvfy does complain when a type 1 attribute is taken away, so that silence means something', () => {
    const damaged = Buffer.from(renderSr(sampleDraft));
    damaged.fill(' ', damaged.indexOf('UNVERIFIED'), damaged.indexOf('UNVERIFIED') + 'UNVERIFIED'.length);
    expect(complaints(run('dciodvfy', file('damaged.dcm', damaged)).output).join('\n')).toMatch(
      /Error.*VerificationFlag/,
    );
  });

  it('dcsrdump reads the tree', () => {
    const { status, output } = run('dcsrdump', file('sr.dcm', renderSr(sampleDraft)));
    expect(status).toBe(0);
    expect(output).toContain('No pneumothorax.');
  });
});

describeWithPrograms(['dsrdump', 'dsr2html'], 'Basic Text SR against DCMTK', () => {
  it.each(documents)('dsrdump reads %s', (_, document) => {
    const { status, output } = run('dsrdump', '+Pf', '+Pl', file('sr.dcm', renderSr(document)));
    expect(status).toBe(0);
    expect(complaints(output)).toEqual([]);
    expect(output).toContain('Basic Text SR Document');
  });

  it('shows who observed, who verified and every word, with the name in its own script', () => {
    const { output } = run('dsrdump', '+Pl', '+U8', file('signed.dcm', renderSr(sampleSigned)));
    expect(output).toContain('Grüße-Müller^Łucja^^Dr.=山田^花子=やまだ^はなこ');
    expect(output).toMatch(/Verification Flag\s*: VERIFIED/);
    expect(output).toMatch(/Verifying Observers\s*: .*Dr\. Aiko Sato/);
    expect(output).toContain('wetread-cxr 0.1.0');
    for (const { text } of sampleSigned.sentences) expect(output).toContain(text);
  });

  it('dsr2html renders it as a page', () => {
    const page = join(directory, 'sr.html');
    expect(run('dsr2html', file('sr.dcm', renderSr(sampleDraft)), page).status).toBe(0);
  });
});

describeWithPrograms(['pdftotext', 'pdfinfo'], 'PDF against poppler', () => {
  const textOf = async (document: ReportDocument): Promise<string> =>
    run('pdftotext', '-layout', file('report.pdf', await renderPdf(document)), '-').output;

  it('holds every word, the provenance and the page numbers as text', async () => {
    const text = await textOf(sampleSigned);
    expect(text).toContain('Final report with addendum');
    expect(text).toContain('Grüße-Müller, Łucja (Dr.)');
    expect(text).toContain('Moderate left effusion; clinical correlation for infection is advised.');
    expect(text).toContain('Signed electronically by Dr. Aiko Sato');
    expect(text).toContain(`Content SHA-256 ${sampleSigned.contentHash}`);
    expect(text).toContain('Page 1 of 1');
    expect(text).not.toContain('PRELIMINARY');
  });

  it('bears PRELIMINARY and PHANTOM across the page of a phantom’s draft', async () => {
    const text = (await textOf(samplePhantom)).replaceAll(/\s/g, '');
    expect(text).toContain('notyetreviewedbyaphysician');
    expect(text).toContain('PHANTOM-syntheticfilm,notapatient');
  });

  it('is a PDF of A4 pages that poppler finds whole', async () => {
    const { status, output } = run('pdfinfo', file('report.pdf', await renderPdf(sampleDraft)));
    expect(status).toBe(0);
    expect(output).toMatch(/Page size:\s+595\.28 x 841\.89 pts \(A4\)/);
    expect(output).not.toMatch(/error/i);
  });
});
