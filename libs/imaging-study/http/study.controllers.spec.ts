import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditModule, AuditTrail } from '@wetread/audit';
import { FrameHeader, StudyDetail } from '@wetread/contracts';
import { newUid, SopClass, writePart10 } from '@wetread/dicom';
import { IdentityModule } from '@wetread/identity';
import { Clock } from '@wetread/kernel';
import { HandClock, HttpRoom, testConfig } from '@wetread/testing';
import sharp from 'sharp';
import { StoreInstances } from '../application/store-instances.use-case';
import { ImagingStudyModule } from '../imaging-study.module';
import { stream } from '../testing/made-instance';

const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() };
const film = writePart10(
  {},
  {
    ...uids,
    SOPClassUID: SopClass.SecondaryCaptureImageStorage,
    PatientID: 'PHANTOM-1',
    PatientName: 'PHANTOM^ONE',
    Modality: 'DX',
    PatientOrientation: ['L', 'F'],
    Rows: 2,
    Columns: 2,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME1',
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: 0,
    WindowCenter: 2048,
    WindowWidth: 4096,
    PixelData: new Uint8Array([0, 0, 0xff, 0x0f, 0, 0x08, 1, 0]),
  },
);

describe('a study for the reading room', () => {
  let directory: string;
  let room: HttpRoom;
  const clock = new HandClock();

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'wetread-films-'));
    room = await HttpRoom.start({
      imports: [AuditModule, IdentityModule, ImagingStudyModule],
      config: testConfig({ WETREAD_DATA_DIR: directory }),
      given: [{ provide: Clock, useValue: clock }],
      users: { reader: 'radiologist' },
    });
    const source = { kind: 'import' as const, peer: 'spec' };
    await room.get(StoreInstances).execute({ source, instances: stream(film) });
  });
  afterAll(async () => {
    await room?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${room.url}/api/${path}`, { headers: { cookie: room.cookieOf('reader'), ...headers } });
  const frame = (kind: string, number = '1') => `instances/${uids.SOPInstanceUID}/frames/${number}/${kind}`;
  const viewings = async () => (await room.get(AuditTrail).page({ action: 'viewed' })).total;

  it('tells patient, series and instances, and records the viewing once in a quarter of an hour', async () => {
    const answer = await get(`studies/${uids.StudyInstanceUID}`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const detail = StudyDetail.parse(await answer.json());
    expect(detail).toMatchObject({ patientName: 'PHANTOM^ONE', state: 'receiving', completions: 0 });
    expect(detail.series[0]?.instances).toMatchObject([
      { sopInstanceUid: uids.SOPInstanceUID, rows: 2, columns: 2, patientOrientation: ['L', 'F'] },
    ]);
    await get(frame('pixels'));
    expect(await viewings()).toBe(1);
    clock.advance(15 * 60);
    await get(frame('pixels'));
    expect(await viewings()).toBe(2);
  });

  it('gives stored values with what it takes to show them', async () => {
    const answer = await get(frame('pixels'));
    const header = FrameHeader.parse(JSON.parse(answer.headers.get('x-wetread-frame') ?? ''));
    expect(header).toMatchObject({ rows: 2, columns: 2, bitsAllocated: 16, signed: false, inverted: true });
    expect(header).toMatchObject({ windowCenter: 2048, windowWidth: 4096 });
    expect([...new Uint16Array(await answer.arrayBuffer())]).toEqual([0, 0xfff, 0x800, 1]);
  });

  it('renders MONOCHROME1 so that bright means dense', async () => {
    const answer = await get(frame('rendered.png'));
    expect(answer.headers.get('content-type')).toBe('image/png');
    const { data, info } = await sharp(Buffer.from(await answer.arrayBuffer()))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([2, 2]);
    expect([data[0], data[info.channels]]).toEqual([255, 0]);
  });

  it('answers 304 while the content is the same, and only to whoever may ask', async () => {
    const first = await get(frame('rendered.png'));
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const etag = first.headers.get('etag') ?? '';
    const again = await get(frame('rendered.png'), { 'if-none-match': etag });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect((await fetch(`${room.url}/api/${frame('rendered.png')}`)).status).toBe(401);
  });

  it.each(['0', '2', '-1', '1.5', 'one'])('answers 404 for frame %s', async (number) => {
    const answer = await get(frame('pixels', number));
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'study.frame-invalid' });
  });

  it.each([
    ['studies/1.2.3', 404],
    ['studies/..%2f..%2fetc', 400],
    ['instances/1.2.3/frames/1/pixels', 404],
  ])('answers %s with %i', async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });
});
