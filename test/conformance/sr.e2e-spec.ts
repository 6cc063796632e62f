import { renderPdf, renderSr, type ReportDocument } from '@wetread/reporting';
import { describeWithPrograms, sampleDraft, samplePhantom, sampleSigned } from '@wetread/testing';
import { complaintsIn } from '../harness/object-checkers';
import { runProgram } from '../harness/run-program';
import { ScratchFolder } from '../harness/scratch-folder';

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

const scratch = new ScratchFolder('sr');

describeWithPrograms(['dciodvfy', 'dcsrdump'], 'Basic Text SR against dicom3tools', () => {
  it.each(documents)('dciodvfy finds nothing to say against %s', async (_, document) => {
    const { output } = await runProgram('dciodvfy', scratch.file('sr.dcm', renderSr(document)));
    expect(output).toContain('BasicTextSR');
    expect(complaintsIn(output)).toEqual([]);
  });

  it('dciodvfy does complain when a type 1 attribute is taken away, so that silence means something', async () => {
    const damaged = Buffer.from(renderSr(sampleDraft));
    damaged.fill(' ', damaged.indexOf('UNVERIFIED'), damaged.indexOf('UNVERIFIED') + 'UNVERIFIED'.length);
    expect(
      complaintsIn((await runProgram('dciodvfy', scratch.file('damaged.dcm', damaged))).output).join('\n'),
    ).toMatch(/Error.*VerificationFlag/);
  });

  it('dcsrdump reads the tree', async () => {
    const { code, output } = await runProgram('dcsrdump', scratch.file('sr.dcm', renderSr(sampleDraft)));
    expect(code).toBe(0);
    expect(output).toContain('No pneumothorax.');
  });
});

describeWithPrograms(['dsrdump', 'dsr2html'], 'Basic Text SR against DCMTK', () => {
  it.each(documents)('dsrdump reads %s', async (_, document) => {
    const { code, output } = await runProgram(
      'dsrdump',
      '+Pf',
      '+Pl',
      scratch.file('sr.dcm', renderSr(document)),
    );
    expect(code).toBe(0);
    expect(complaintsIn(output)).toEqual([]);
    expect(output).toContain('Basic Text SR Document');
  });

  it('shows who observed, who verified and every word, with the name in its own script', async () => {
    const { output } = await runProgram(
      'dsrdump',
      '+Pl',
      '+U8',
      scratch.file('signed.dcm', renderSr(sampleSigned)),
    );
    expect(output).toContain('Grüße-Müller^Łucja^^Dr.=山田^花子=やまだ^はなこ');
    expect(output).toMatch(/Verification Flag\s*: VERIFIED/);
    expect(output).toMatch(/Verifying Observers\s*: .*Dr\. Aiko Sato/);
    expect(output).toContain('wetread-cxr 0.1.0');
    for (const { text } of sampleSigned.sentences) expect(output).toContain(text);
  });

  it('dsr2html renders it as a page', async () => {
    const page = scratch.path('sr.html');
    expect((await runProgram('dsr2html', scratch.file('sr.dcm', renderSr(sampleDraft)), page)).code).toBe(0);
  });
});

describeWithPrograms(['pdftotext', 'pdfinfo'], 'PDF against poppler', () => {
  const textOf = async (document: ReportDocument): Promise<string> =>
    (await runProgram('pdftotext', '-layout', scratch.file('report.pdf', await renderPdf(document)), '-'))
      .output;

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
    const { code, output } = await runProgram(
      'pdfinfo',
      scratch.file('report.pdf', await renderPdf(sampleDraft)),
    );
    expect(code).toBe(0);
    expect(output).toMatch(/Page size:\s+595\.28 x 841\.89 pts \(A4\)/);
    expect(output).not.toMatch(/error/i);
  });
});
