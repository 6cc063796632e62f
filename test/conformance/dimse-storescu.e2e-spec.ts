import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { DicomObject } from '@wetread/dicom';
import { Quarantine, Studies } from '@wetread/imaging-study';
import { sopInstanceUid } from '@wetread/kernel';
import { describeWithData } from '@wetread/testing';
import { startReceivingApp, STARTING_MS, type ReceivingApp } from './stow-app';

const run = promisify(execFile);
const installed = ['echoscu', 'storescu'].every((program) => spawnSync(program, ['--version']).status === 0);

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

async function scu(program: string, ...args: string[]): Promise<{ code: number; output: string }> {
  try {
    const { stdout, stderr } = await run(program, args, { timeout: 60_000 });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: Number(code ?? -1), output: `${stdout ?? ''}${stderr ?? ''}` };
  }
}

function parsed(file: string): DicomObject | null {
  try {
    return DicomObject.parse(readFileSync(file));
  } catch {
    return null;
  }
}

function conformance(dataDir: string): void {
  let receiving: ReceivingApp;
  const scratch = mkdtempSync(join(tmpdir(), 'wetread-storescu-'));
  beforeAll(async () => {
    receiving = await startReceivingApp();
  }, STARTING_MS);
  afterAll(async () => {
    await receiving?.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  const peer = () => ['-aec', 'WETREAD', '127.0.0.1', String(receiving.dimsePort)];
  const files = readdirSync(join(dataDir, 'dicom'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tsv'))
    .map((entry) => join(entry.parentPath, entry.name));

  /** Sends one file as it is; the status that storescu was answered with. */
  async function store(file: string): Promise<string> {
    const object = parsed(file);
    const config = join(scratch, 'storescu.cfg');
    if (object) writeFileSync(config, proposalOf(object));
    const { output } = await scu(
      'storescu',
      '-v',
      ...(object ? ['-xf', config, 'Default'] : []),
      ...peer(),
      file,
    );
    return /Received Store Response \((.*)\)/.exec(output)?.[1] ?? 'not sent';
  }

  it('answers C-ECHO, and refuses another called AE title', async () => {
    expect(await scu('echoscu', ...peer())).toMatchObject({ code: 0 });
    const other = await scu('echoscu', '-aec', 'OTHER', '127.0.0.1', String(receiving.dimsePort));
    expect(other.output).toContain('Called AE Title Not Recognized');
  });

  it.each([
    ['RG1_J2KI.dcm', '-xw'],
    ['966_fixed.dcm', '-xv'],
  ])('stores the chest film %s with its pixels as they were', async (name, option) => {
    const file = files.find((one) => basename(one) === name) ?? name;
    expect(await scu('storescu', option, ...peer(), file)).toMatchObject({ code: 0 });
    const sent = DicomObject.parse(readFileSync(file));
    const uid = sopInstanceUid(sent.header.sopInstanceUid);
    const stored = DicomObject.parse(await receiving.app.get(Studies).instanceBytes(uid));
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
    expect(await scu('echoscu', ...peer())).toMatchObject({ code: 0 });
  }, 300_000);
}

describe('C-ECHO and C-STORE by DCMTK', () => {
  if (installed) describeWithData('with real files', conformance);
  else
    it('is not tested: storescu is not installed (Debian package dcmtk)', () =>
      console.info('dcmtk is missing'));
});
