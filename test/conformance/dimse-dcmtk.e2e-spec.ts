import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditTrail } from '@wetread/audit';
import { DicomObject } from '@wetread/dicom';
import { describeWithPrograms } from '@wetread/testing';
import { freePort } from '../harness/orthanc';
import { runProgram, startProgram } from '../harness/run-program';
import { until } from '../harness/until';
import { type DimseApp, madeStudies, startDimseApp } from './dimse-app';
import { STARTING_MS } from './stow-app';

const PROGRAMS = ['echoscu', 'storescu', 'findscu', 'getscu', 'movescu', 'storescp', 'openssl'];

describeWithPrograms(PROGRAMS, 'DIMSE by DCMTK', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'wetread-dcmtk-'));
  const made = madeStudies();
  const inputs = made.files.map(({ bytes }, index) => {
    const file = join(scratch, `${index}.dcm`);
    writeFileSync(file, bytes);
    return file;
  });
  let wetread: DimseApp;
  let address: string[];
  const keys = (...pairs: string[]) => pairs.flatMap((pair) => ['-k', pair]);

  beforeAll(async () => {
    wetread = await startDimseApp();
    address = ['127.0.0.1', String(wetread.dimsePort)];
    await wetread.register({ aeTitle: 'SCU' });
  }, STARTING_MS);
  afterAll(async () => {
    await wetread?.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  const call = (program: string, options: string[], files: string[] = []) =>
    runProgram(program, ...options, '-aet', 'SCU', '-aec', 'WETREAD', ...address, ...files);
  const folder = (name: string): string => {
    const path = join(scratch, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const dataSetOf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(DicomObject.parse(bytes).dataSetStart));
  const received = (path: string) =>
    readdirSync(path).map((name) => {
      const bytes = readFileSync(join(path, name));
      return { uid: DicomObject.parse(bytes).header.sopInstanceUid as string, dataSet: dataSetOf(bytes) };
    });
  const expectSame = (path: string, wanted: typeof made.files) => {
    const came = new Map(received(path).map(({ uid, dataSet }) => [uid, dataSet]));
    expect([...came.keys()].sort()).toEqual(wanted.map(({ sopInstanceUid }) => sopInstanceUid).sort());
    for (const { sopInstanceUid, bytes } of wanted)
      expect(came.get(sopInstanceUid)?.equals(dataSetOf(bytes))).toBe(true);
  };

  it('C-ECHO and C-STORE of several instances over one association', async () => {
    expect(await call('echoscu', [])).toMatchObject({ code: 0 });
    expect(await call('storescu', ['-v'], inputs)).toMatchObject({ code: 0 });
  });

  it('refuses an application entity that is not registered, and one that calls from elsewhere', async () => {
    const rogue = await runProgram('storescu', '-aet', 'ROGUE', '-aec', 'WETREAD', ...address, inputs[0]!);
    expect(rogue.code).not.toBe(0);
    expect(rogue.output).toContain('Calling AE Title Not Recognized');
    await wetread.register({ aeTitle: 'FARAWAY', addresses: ['203.0.113.0/24'] });
    const moved = await runProgram('echoscu', '-aet', 'FARAWAY', '-aec', 'WETREAD', ...address);
    expect(moved.output).toContain('Calling AE Title Not Recognized');
  });

  it('gives a peer only the services that it has a right to', async () => {
    await wetread.register({ aeTitle: 'MODALITY', rights: ['echo', 'store'] });
    const modality = ['-aet', 'MODALITY', '-aec', 'WETREAD', ...address];
    expect(await runProgram('echoscu', ...modality)).toMatchObject({ code: 0 });
    const find = await runProgram(
      'findscu',
      '-S',
      ...keys('QueryRetrieveLevel=STUDY', 'StudyInstanceUID'),
      ...modality,
    );
    expect(find.output).toMatch(/No (Acceptable )?Presentation Context/i);
  });

  it.each([
    ['-P', 'PATIENT', ['PatientID=P-77', 'PatientName'], 1, /Doe\^Jane/],
    ['-P', 'STUDY', ['PatientID=P-77', 'StudyInstanceUID', 'NumberOfStudyRelatedInstances'], 2, /IS \[4 *\]/],
    ['-S', 'STUDY', ['AccessionNumber=A-*', 'PatientName=doe^j*', 'StudyInstanceUID'], 2, /Doe\^Jane/],
    [
      '-S',
      'STUDY',
      ['StudyDate=20261119-20261121', 'ModalitiesInStudy=OT', 'StudyInstanceUID'],
      1,
      /CT\\OT|OT/,
    ],
    ['-S', 'SERIES', [`StudyInstanceUID=${made.first}`, 'Modality', 'SeriesInstanceUID'], 2, /CS \[CT\]/],
    [
      '-S',
      'IMAGE',
      [
        `StudyInstanceUID=${made.first}`,
        `SeriesInstanceUID=${made.slices}`,
        'SOPInstanceUID',
        'InstanceNumber',
      ],
      3,
      /IS \[3 *\]/,
    ],
    ['-S', 'STUDY', ['PatientID=NOBODY', 'StudyInstanceUID'], 0, /Received Final Find Response \(Success\)/],
  ] as const)('C-FIND %s at the level %s by %j finds %i', async (root, level, asked, count, content) => {
    const { code, output } = await call('findscu', [
      '-v',
      root,
      ...keys(`QueryRetrieveLevel=${level}`, ...asked),
    ]);
    expect(code).toBe(0);
    expect(output.match(/Find Response:? \d+|Received Find Response/g) ?? []).toHaveLength(count);
    expect(output).toMatch(content);
  });

  it('C-FIND of a level that the model has not is refused', async () => {
    const { output } = await call('findscu', [
      '-v',
      '-S',
      ...keys('QueryRetrieveLevel=PATIENT', 'PatientID'),
    ]);
    expect(output).toMatch(/Received Final Find Response \((Failed|Error).*\)/);
  });

  it.each([
    ['STUDY', [`StudyInstanceUID=${made.first}`], 4],
    ['SERIES', [`StudyInstanceUID=${made.first}`, `SeriesInstanceUID=${made.slices}`], 3],
  ] as const)(
    'C-GET at the level %s brings the data sets as they were stored',
    async (level, unique, count) => {
      const path = folder(`get-${level}`);
      const { output } = await call('getscu', [
        '-v',
        '-S',
        '-od',
        path,
        ...keys(`QueryRetrieveLevel=${level}`, ...unique),
      ]);
      expect(output).toMatch(/Success/);
      expectSame(path, made.files.slice(0, count));
    },
  );

  it('C-MOVE sends to a registered storage SCP, and knows no other', async () => {
    const port = await freePort();
    const path = folder('moved');
    await wetread.register({ aeTitle: 'ARCHIVE', host: '127.0.0.1', port });
    const scp = startProgram('storescp', '-aet', 'ARCHIVE', '-od', path, String(port));
    try {
      await until(
        'storescp listens',
        async () => (await runProgram('echoscu', '-aec', 'ARCHIVE', '127.0.0.1', String(port))).code === 0,
      );
      const study = ['-S', ...keys('QueryRetrieveLevel=STUDY', `StudyInstanceUID=${made.first}`)];
      const moved = await call('movescu', ['-v', '-aem', 'ARCHIVE', ...study]);
      expect(moved).toMatchObject({ code: 0 });
      expectSame(path, made.files.slice(0, 4));
      const nowhere = await call('movescu', ['-v', '-aem', 'NOWHERE', ...study]);
      expect(nowhere.output).toMatch(/Move Destination Unknown|MoveDestinationUnknown|a801/i);
    } finally {
      scp.kill();
    }
  });

  it('C-MOVE to a peer that does not answer fails every sub-operation', async () => {
    await wetread.register({ aeTitle: 'DOWN', host: '127.0.0.1', port: await freePort() });
    const study = ['-S', ...keys('QueryRetrieveLevel=STUDY', `StudyInstanceUID=${made.second}`)];
    const { output } = await call('movescu', ['-d', '-aem', 'DOWN', ...study]);
    expect(output).toMatch(/0xa702/i);
    expect(output).toMatch(/Failed Suboperations +: 1/);
  });

  describe('over TLS', () => {
    const secure = (...options: string[]) => [
      '-aet',
      'SCU',
      '-aec',
      'WETREAD',
      ...options,
      '127.0.0.1',
      String(wetread.tlsPort),
    ];
    const trusted = () => ['+cf', wetread.authority.ca.certFile];

    it('serves a peer that shows a certificate', async () => {
      const { certFile, keyFile } = wetread.authority.issue('modality');
      const tls = ['+tls', keyFile, certFile, ...trusted()];
      expect(await runProgram('echoscu', ...secure(...tls))).toMatchObject({ code: 0 });
      expect(await runProgram('storescu', ...secure(...tls), inputs[4]!)).toMatchObject({ code: 0 });
    });

    it('refuses plain DICOM, and TLS without a certificate', async () => {
      expect((await runProgram('echoscu', ...secure('-to', '5', '-ta', '5'))).code).not.toBe(0);
      expect((await runProgram('echoscu', ...secure('+tla', ...trusted()))).code).not.toBe(0);
    });

    it('insists on TLS where a peer is registered so', async () => {
      const refusePlain = { refusePlain: true, ca: null, certificate: null, key: null, serverName: null };
      await wetread.register({ aeTitle: 'SECURE', tls: refusePlain });
      const plain = await runProgram('echoscu', '-aet', 'SECURE', '-aec', 'WETREAD', ...address);
      expect(plain.code).not.toBe(0);
    });
  });

  it('leaves an audit trail of who asked and who took, without what was asked for', async () => {
    const trail = wetread.app.get(AuditTrail);
    const queried = (await trail.page({ action: 'queried', limit: 100 })).entries;
    expect(queried.every(({ actor }) => actor.id === 'SCU')).toBe(true);
    expect(queried.map(({ details }) => details)).toContainEqual({
      through: 'dimse',
      level: 'PATIENT',
      keys: ['00100020'],
      results: 1,
    });
    expect(JSON.stringify(queried)).not.toMatch(/P-77|doe/i);
    const retrieved = (await trail.page({ action: 'retrieved', studyInstanceUid: made.first })).entries;
    expect(retrieved.map(({ details }) => [details['destination'], details['completed']])).toEqual(
      expect.arrayContaining([
        ['ARCHIVE', 4],
        ['SCU', 4],
      ]),
    );
  });
});
