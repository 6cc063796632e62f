import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { DicomObject } from '@wetread/dicom';
import { describeWithPrograms } from '@wetread/testing';
import { freePort } from '../harness/orthanc';
import { runProgram, startProgram } from '../harness/run-program';
import { stow } from '../harness/stow';
import { until } from '../harness/until';
import { type DimseApp, madeStudies, startDimseApp } from './dimse-app';
import { STARTING_MS } from './stow-app';

const made = madeStudies();
const [a, b, , document, other] = made.files.map(({ sopInstanceUid }) => sopInstanceUid) as [
  string,
  string,
  string,
  string,
  string,
];
const all = made.files.map(({ sopInstanceUid }) => sopInstanceUid);
const patient = 'PatientID=P-77';
const first = `StudyInstanceUID=${made.first}`;
const second = `StudyInstanceUID=${made.second}`;
const slices = `SeriesInstanceUID=${made.slices}`;
const images = (...uids: string[]): string => `SOPInstanceUID=${uids.join('\\')}`;

/** Root, level, keys, and which instances they name (PS3.4 section C.4.2.2.1): every key must match. */
const retrievals = [
  ['-P', 'PATIENT', [patient], all],
  ['-P', 'STUDY', [patient, first], all.slice(0, 4)],
  ['-P', 'STUDY', [patient, `${first}\\${made.second}`], all],
  ['-P', 'SERIES', [patient, first, slices], all.slice(0, 3)],
  ['-P', 'IMAGE', [patient, first, slices, images(a, b)], [a, b]],
  ['-S', 'STUDY', [second], [other]],
  ['-S', 'SERIES', [first, slices], all.slice(0, 3)],
  ['-S', 'IMAGE', [first, slices, images(b)], [b]],
  ['-S', 'IMAGE', [images(a, document)], [a, document]],
  ['-P', 'PATIENT', ['PatientID=P-7'], []],
  ['-P', 'STUDY', ['PatientID=P-7', first], []],
  ['-P', 'SERIES', ['PatientID=P-7', first, slices], []],
  ['-P', 'IMAGE', ['PatientID=P-7', first, slices, images(a)], []],
  ['-P', 'STUDY', [patient, 'IssuerOfPatientID=ELSEWHERE', first], []],
  ['-P', 'SERIES', [patient, second, slices], []],
  ['-S', 'SERIES', [`${second}\\1.2.3`, slices], []],
  ['-S', 'IMAGE', [second, images(a)], []],
  ['-S', 'IMAGE', [first, slices, images(a, document)], [a]],
] as const;

/** Identifiers that name nothing that could be retrieved (PS3.4 table C.4-2, A900). */
const refused = [
  ['-P', 'PATIENT', ['PatientID=P-*']],
  ['-P', 'STUDY', ['PatientID=P-*', first]],
  ['-P', 'STUDY', [patient]],
  ['-S', 'IMAGE', [first, slices]],
  ['-S', 'PATIENT', [patient]],
  ['-S', 'SERIES', ['StudyInstanceUID=none', slices]],
] as const;

describeWithPrograms(['getscu', 'movescu', 'storescp', 'echoscu'], 'what C-GET and C-MOVE retrieve', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'wetread-retrieve-'));
  let wetread: DimseApp;
  let scp: ChildProcess;
  let address: string[];

  beforeAll(async () => {
    wetread = await startDimseApp({ WETREAD_PROFILE: 'demo' });
    await stow(
      wetread.url,
      made.files.map(({ bytes }) => bytes),
    );
    address = ['-aet', 'SCU', '-aec', 'WETREAD', '127.0.0.1', String(wetread.dimsePort)];
    await wetread.register({ aeTitle: 'SCU' });
    const port = await freePort();
    await wetread.register({ aeTitle: 'ARCHIVE', host: '127.0.0.1', port });
    scp = startProgram('storescp', '-aet', 'ARCHIVE', '-od', scratch, String(port));
    await until(
      'storescp listens',
      async () => (await runProgram('echoscu', '-aec', 'ARCHIVE', '127.0.0.1', String(port))).code === 0,
    );
  }, STARTING_MS);
  afterAll(async () => {
    scp?.kill();
    await wetread?.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  /** Leaves the folder empty. */
  const received = (): string[] =>
    readdirSync(scratch)
      .map((name) => join(scratch, name))
      .map((path) => {
        const { sopInstanceUid } = DicomObject.parse(readFileSync(path)).header;
        rmSync(path);
        return sopInstanceUid as string;
      })
      .sort();

  describe.each([
    ['getscu', ['-od', scratch]],
    ['movescu', ['-aem', 'ARCHIVE']],
  ] as const)('%s', (program, where) => {
    const retrieve = (root: string, level: string, keys: readonly string[]) => {
      const identifier = [`QueryRetrieveLevel=${level}`, ...keys].flatMap((key) => ['-k', key]);
      return runProgram(program, '-d', root, ...where, ...identifier, ...address);
    };

    it.each(retrievals)('%s at the level %s by %j', async (root, level, keys, uids) => {
      const { output } = await retrieve(root, level, keys);
      expect(output).toMatch(/DIMSE Status +: 0x0000/);
      expect(received()).toEqual([...uids].sort());
    });

    it.each(refused)('%s at the level %s by %j is refused', async (root, level, keys) => {
      const { output } = await retrieve(root, level, keys);
      expect(output).toMatch(/DIMSE Status +: 0xa900/i);
      expect(received()).toEqual([]);
    });
  });
});
