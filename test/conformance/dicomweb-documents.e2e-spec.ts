import type { ExportFormat } from '@wetread/contracts';
import { DicomObject, newUid, SopClass, writePart10 } from '@wetread/dicom';
import { reportRenderers } from '@wetread/reporting';
import { describeWithPrograms, sampleSigned } from '@wetread/testing';
import { partsOf } from '../harness/multipart';
import { runProgram } from '../harness/run-program';
import { ScratchFolder } from '../harness/scratch-folder';
import { stow } from '../harness/stow';
import { startReceivingApp, STARTING_MS, type ReceivingApp } from './stow-app';

const concept = (CodeMeaning: string) => [{ CodeValue: 'X', CodingSchemeDesignator: '99T', CodeMeaning }];
const textItem = (words: string) => ({
  RelationshipType: 'CONTAINS',
  ValueType: 'TEXT',
  ConceptNameCodeSequence: concept('Finding'),
  TextValue: words,
});

/** A series of two small reports, and a PDF beside them. */
const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
const common = { PatientID: 'PHANTOM-1', PatientName: 'PHANTOM^ONE', StudyDate: '20261120' };
const reports = ['No <effusion>.', 'A second one.'].map((words) =>
  writePart10(
    {},
    {
      ...common,
      ...uids,
      SOPClassUID: SopClass.BasicTextSrStorage,
      SOPInstanceUID: newUid(),
      Modality: 'SR',
      ValueType: 'CONTAINER',
      ConceptNameCodeSequence: concept('Imaging report'),
      ContentSequence: [textItem(words)],
    },
  ),
);
const pdf = Buffer.from('%PDF-1.4 made up\n');
const printed = writePart10(
  {},
  {
    ...common,
    StudyInstanceUID: uids.StudyInstanceUID,
    SeriesInstanceUID: newUid(),
    SOPInstanceUID: newUid(),
    SOPClassUID: SopClass.EncapsulatedPdfStorage,
    Modality: 'DOC',
    MIMETypeOfEncapsulatedDocument: 'application/pdf',
    EncapsulatedDocument: pdf,
  },
);

const pathOf = (object: Uint8Array): string => {
  const { studyInstanceUid, seriesInstanceUid, sopInstanceUid } = DicomObject.parse(object).header;
  return `/dicom-web/studies/${studyInstanceUid}/series/${seriesInstanceUid}/instances/${sopInstanceUid}/rendered`;
};
const ofStudy = `/dicom-web/studies/${uids.StudyInstanceUID}/rendered`;
const ofSeries = `/dicom-web/studies/${uids.StudyInstanceUID}/series/${uids.SeriesInstanceUID}/rendered`;
const MULTIPART_HTML = 'multipart/related; type="text/html"';

describe('documents as rendered resources (PS3.18 table 8.7.4-1)', () => {
  let receiving: ReceivingApp;
  beforeAll(async () => {
    receiving = await startReceivingApp();
    await stow(receiving.url, [...reports, printed]);
  }, STARTING_MS);
  afterAll(() => receiving?.close());

  const get = (path: string, accept: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${receiving.url}${path}`, { headers: { ...headers, accept } });

  it.each(['*/*', 'text/html', 'text/*', 'image/png, text/html;q=0.5'])(
    'a structured report is a page for %s',
    async (accept) => {
      const answer = await get(pathOf(reports[0]!), accept);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
      expect(await answer.text()).toContain('<p><b>Finding:</b> No &lt;effusion&gt;.</p>');
    },
  );

  it('a structured report is text, of a known length, in ranges, and 304 to whoever has it', async () => {
    const answer = await get(pathOf(reports[0]!), 'text/plain');
    const text = await answer.text();
    expect(text).toContain('Patient: PHANTOM, ONE');
    expect(text).toContain('Finding: No <effusion>.');
    expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    const part = await get(pathOf(reports[0]!), 'text/plain', { range: 'bytes=0-6' });
    expect([part.status, await part.text()]).toEqual([206, 'Imaging']);
    const tag = answer.headers.get('etag')!;
    expect((await get(pathOf(reports[0]!), 'text/plain', { 'if-none-match': tag })).status).toBe(304);
    expect((await get(pathOf(reports[0]!), 'text/html', { 'if-none-match': tag })).status).toBe(200);
  });

  it('an encapsulated PDF is the PDF', async () => {
    const answer = await get(pathOf(printed), 'application/pdf');
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, pdf.length)).toEqual(pdf);
  });

  it('those of a series or study come as parts, and alone only what is alone', async () => {
    for (const path of [ofSeries, ofStudy]) {
      const parts = await partsOf(await get(path, MULTIPART_HTML));
      expect(parts.map(({ headers }) => headers['content-type'])).toEqual(
        reports.map(() => 'text/html; charset=utf-8'),
      );
      expect((await get(path, 'text/html')).status).toBe(406);
    }
    expect(await partsOf(await get(ofSeries, '*/*'))).toHaveLength(2);
    expect((await get(ofStudy, 'application/pdf')).headers.get('content-type')).toBe('application/pdf');
  });

  it('are nothing else', async () => {
    const statusOf = async (path: string, accept: string) => (await get(path, accept)).status;
    expect(await statusOf(pathOf(reports[0]!), 'image/jpeg')).toBe(406);
    expect(await statusOf(pathOf(reports[0]!), 'application/pdf')).toBe(406);
    expect(await statusOf(pathOf(printed), 'image/jpeg')).toBe(406);
    expect(await statusOf(pathOf(printed), 'text/html')).toBe(406);
    expect(await statusOf(pathOf(reports[0]!).replace('rendered', 'thumbnail'), '*/*')).toBe(404);
  });

  describeWithPrograms(['dsrdump'], 'beside DCMTK', () => {
    const scratch = new ScratchFolder('documents');

    it.each(['sr', 'comprehensive-sr', 'key-objects'] as const)(
      'show every word that dsrdump reads in our %s',
      async (format: ExportFormat) => {
        const object = await reportRenderers[format].render(sampleSigned);
        expect((await stow(receiving.url, [object])).ok).toBe(true);
        const ours = spoken(await (await get(pathOf(object), 'text/plain')).text());
        const { output } = await runProgram(
          'dsrdump',
          '-Ph',
          '+Pl',
          '+U8',
          scratch.file('report.dcm', object),
        );
        const lines = output
          .split('\n')
          .filter((line) => /(TEXT|CODE|NUM|PNAME|UIDREF|CONTAINER):/.test(line));
        const words = lines.flatMap((line) => [...line.matchAll(/"([^"]+)"/g)].map(([, one = '']) => one));
        expect(words.length).toBeGreaterThan(10);
        for (const one of words) expect(ours).toContain(spoken(one.replace(/\^+$/, '')));
      },
    );
  });
});

/** Headings are in capitals, and lines end where they like, which dsrdump tells as `\n`. */
const spoken = (text: string): string => text.toLowerCase().replace(/(\\n|\s)+/g, ' ');
