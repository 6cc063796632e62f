import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { DicomObject, type InstanceHeader } from '@wetread/dicom';
import { StoredObjects } from '@wetread/imaging-study';
import { describeWithData, describeWithPrograms, describeWithPython, peersPython } from '@wetread/testing';
import { partsOf } from '../harness/multipart';
import { Orthanc } from '../harness/orthanc';
import { stow } from '../harness/stow';
import { hasPixels, isReport } from './real-files';
import { startReceivingApp, STARTING_MS, type ReceivingApp } from './stow-app';

const run = promisify(execFile);
const AS_STORED = 'multipart/related; type="application/dicom"; transfer-syntax=*';

interface StoredFile {
  name: string;
  bytes: Buffer;
  header: InstanceHeader;
}

const PEER = resolve(__dirname, 'peers/dicomweb_peer.py');

const distinct = (files: readonly StoredFile[]): Set<string> =>
  new Set(files.map(({ header }) => header.sopInstanceUid));
const RESOURCES = ['', '/metadata', '/frames/1', '/rendered', '/thumbnail', '/pixeldata'] as const;
/** The status, with the media type of what is given or the reason why nothing is. */
async function answerOf(url: string): Promise<string> {
  const answer = await fetch(url);
  const body = await answer.arrayBuffer();
  const [type] = (answer.headers.get('content-type') ?? '').split(';');
  const why = () => (JSON.parse(Buffer.from(body).toString()) as { code: string }).code;
  return `${answer.status} ${answer.ok ? type : why()}`;
}
const isSameSeries = (a: InstanceHeader, b: InstanceHeader): boolean =>
  a.seriesInstanceUid === b.seriesInstanceUid;

function conformance(dataDir: string): void {
  let receiving: ReceivingApp;
  const stored: StoredFile[] = [];

  beforeAll(async () => {
    receiving = await startReceivingApp();
    for (const entry of readdirSync(join(dataDir, 'dicom'), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.endsWith('.tsv')) continue;
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      if (!(await stow(receiving.url, [bytes])).ok) continue;
      const { header } = DicomObject.parse(bytes);
      stored.push({ name: entry.name, bytes, header });
    }
  }, STARTING_MS);
  afterAll(() => receiving?.close());

  const urlOf = ({ header }: StoredFile): string =>
    `${receiving.url}/dicom-web/studies/${header.studyInstanceUid}/series/${header.seriesInstanceUid}/instances/${header.sopInstanceUid}`;
  const film = (): StoredFile => stored.find(({ name }) => name === 'RG1_J2KI.dcm') ?? stored[0]!;

  it('gives every real file back byte for byte, and whatever can be made of it', async () => {
    const seen = new Set<string>();
    for (const file of stored) {
      // The same object in another file was a duplicate: what came first is what is kept.
      if (seen.has(file.header.sopInstanceUid)) continue;
      seen.add(file.header.sopInstanceUid);
      const { name } = file;
      const [part] = await partsOf(await fetch(urlOf(file), { headers: { accept: AS_STORED } }));
      expect({ name, same: part?.body.equals(file.bytes) }).toEqual({ name, same: true });
      const answers: Record<string, unknown> = {};
      for (const path of RESOURCES) answers[path] = await answerOf(`${urlOf(file)}${path}`);
      const pixels = (given: string, why = 'dicom.pixel-data-missing') =>
        hasPixels(name) ? `200 ${given}` : `404 ${why}`;
      expect({ name, ...answers }).toEqual({
        name,
        '': '200 multipart/related',
        '/metadata': '200 application/dicom+json',
        '/frames/1': pixels('multipart/related'),
        '/rendered': isReport(name) ? '200 text/html' : pixels('image/jpeg'),
        '/thumbnail': pixels('image/jpeg'),
        '/pixeldata': pixels('multipart/related', 'study.bulk-data-not-found'),
      });
    }
    expect(seen.size).toBeGreaterThanOrEqual(50);
  }, 300_000);

  describeWithPrograms(['Orthanc'], 'with Orthanc as client', () => {
    let orthanc: Orthanc;
    beforeAll(async () => {
      orthanc = await Orthanc.start({
        settings: { DicomWeb: { Enable: true, Servers: { us: [`${receiving.url}/dicom-web/`] } } },
      });
    }, STARTING_MS);
    afterAll(() => orthanc?.stop());

    it('is searched', async () => {
      const query = {
        Uri: '/studies',
        Arguments: { StudyInstanceUID: film().header.studyInstanceUid, limit: '2' },
      };
      const found = await orthanc.call<Record<string, unknown>[]>(
        'POST',
        '/dicom-web/servers/us/qido',
        query,
      );
      expect(found).toHaveLength(1);
      const none = { Uri: '/studies', Arguments: { PatientID: 'nobody at all' } };
      expect(await orthanc.call('POST', '/dicom-web/servers/us/qido', none)).toEqual([]);
    });

    it('has every study retrieved', async () => {
      const studies = [...new Set(stored.map(({ header }) => header.studyInstanceUid))];
      for (const Study of studies) {
        const resources = { Resources: [{ Study }], Synchronous: true };
        await orthanc.call('POST', '/dicom-web/servers/us/retrieve', resources).catch((error: unknown) => {
          throw new Error(`study ${Study}: ${String(error)}`);
        });
      }
      const { CountInstances } = await orthanc.call<{ CountInstances: number }>('GET', '/statistics');
      expect(CountInstances).toBe(distinct(stored).size);
    }, 120_000);
  });

  describeWithPython(['dicomweb_client'], "with PyPI's dicomweb-client", () => {
    it('is searched and read', async () => {
      const { header } = film();
      const uids = [header.studyInstanceUid, header.seriesInstanceUid, header.sopInstanceUid];
      const { stdout } = await run(peersPython(), [PEER, 'read', `${receiving.url}/dicom-web`, ...uids]);
      const { rows, columns } = header.instance;
      expect(JSON.parse(stdout)).toEqual({
        studies: 1,
        series: 1,
        instances: distinct(stored.filter((one) => isSameSeries(one.header, header))).size,
        sop: header.sopInstanceUid,
        rows,
        frame: (rows ?? 0) * (columns ?? 0) * 2,
        png: '89504e47',
        nobody: 0,
      });
    }, 60_000);
  });

  it('counts what is stored', async () => {
    const objects = receiving.app.get(StoredObjects);
    const { studyInstanceUid } = film().header;
    const ofStudy = stored.filter(({ header }) => header.studyInstanceUid === studyInstanceUid);
    expect(await objects.find({ studyInstanceUid })).toHaveLength(distinct(ofStudy).size);
  });
}

describe('DICOMweb towards real peers, with real objects', () => {
  describeWithData('of the data folder', conformance);
});
