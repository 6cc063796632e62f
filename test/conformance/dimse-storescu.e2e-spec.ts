import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { DicomObject } from '@wetread/dicom';
import { Quarantine, Studies } from '@wetread/imaging-study';
import { sopInstanceUid } from '@wetread/kernel';
import { describeWithData, describeWithPrograms, realDicomFiles } from '@wetread/testing';
import { runProgram } from '../harness/run-program';
import { ScratchFolder } from '../harness/scratch-folder';
import { until } from '../harness/until';
import { startReceivingApp, STARTING_MS, type ReceivingApp } from './stow-app';

/** A storescu configuration that proposes exactly what one file is, whatever its transfer syntax. */
const proposalOf = ({ meta }: DicomObject): string => `
[[TransferSyntaxes]]
[Own]
TransferSyntax1 = ${meta.string('TransferSyntaxUID')}
[[PresentationContexts]]
[One]
PresentationContext1 = ${meta.string('MediaStorageSOPClassUID')}\\Own
[[Profiles]]
[Default]
PresentationContexts = One
`;

function parsed(file: string): DicomObject | null {
  try {
    return DicomObject.parse(readFileSync(file));
  } catch {
    return null;
  }
}

function conformance(dataDir: string): void {
  let receiving: ReceivingApp;
  const scratch = new ScratchFolder('storescu');
  beforeAll(async () => {
    receiving = await startReceivingApp();
  }, STARTING_MS);
  afterAll(() => receiving?.close());

  const peer = () => ['-aec', 'WETREAD', '127.0.0.1', String(receiving.dimsePort)];
  const files = realDicomFiles(dataDir);

  /** Sends one file as it is; the status that storescu was answered with. */
  async function store(file: string): Promise<string> {
    const object = parsed(file);
    const proposal = object
      ? ['-xf', scratch.file('storescu.cfg', Buffer.from(proposalOf(object))), 'Default']
      : [];
    const { output } = await runProgram('storescu', '-v', ...proposal, ...peer(), file);
    return /Received Store Response \((.*)\)/.exec(output)?.[1] ?? 'not sent';
  }

  it('answers C-ECHO, and refuses another called AE title', async () => {
    expect(await runProgram('echoscu', ...peer())).toMatchObject({ code: 0 });
    const other = await runProgram('echoscu', '-aec', 'OTHER', '127.0.0.1', String(receiving.dimsePort));
    expect(other.output).toContain('Called AE Title Not Recognized');
  });

  it.each([
    ['RG1_J2KI.dcm', '-xw'],
    ['966_fixed.dcm', '-xv'],
  ])('stores the chest film %s with its pixels as they were', async (name, option) => {
    const file = files.find((one) => basename(one) === name) ?? name;
    expect(await runProgram('storescu', option, ...peer(), file)).toMatchObject({ code: 0 });
    const sent = DicomObject.parse(readFileSync(file));
    const uid = sopInstanceUid(sent.header.sopInstanceUid);
    // Its sender is answered as soon as it cannot be lost, a moment before it can be found.
    const bytes = await until('it can be found', () =>
      receiving.app
        .get(Studies)
        .instanceBytes(uid)
        .catch(() => null),
    );
    const stored = DicomObject.parse(bytes);
    expect(stored.transferSyntaxUid).toBe(sent.transferSyntaxUid);
    expect(stored.header).toEqual(sent.header);
  });

  it('answers each real file with a status that has a reason, and crashes on none', async () => {
    const statuses = new Map<string, string[]>();
    for (const file of files) {
      const status = await store(file);
      statuses.set(status, [...(statuses.get(status) ?? []), basename(file)]);
    }
    console.info(JSON.stringify(Object.fromEntries(statuses), null, 1));
    expect(statuses.get('Success')?.length).toBeGreaterThanOrEqual(50);
    expect([...statuses.keys()].filter((status) => /processing failure/i.test(status))).toEqual([]);
    const { objects } = await receiving.app.get(Quarantine).page(500, 0);
    expect(objects.map((object) => object.reasonCode)).toContain('store.sop-instance-taken');
    expect(await runProgram('echoscu', ...peer())).toMatchObject({ code: 0 });
  }, 300_000);
}

describeWithPrograms(['echoscu', 'storescu'], 'C-ECHO and C-STORE by DCMTK', () => {
  describeWithData('with real files', conformance);
});
