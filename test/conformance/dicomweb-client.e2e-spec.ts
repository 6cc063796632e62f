import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { describeWithPython, peersPython } from '@wetread/testing';
import sharp from 'sharp';
import { runProgram } from '../harness/run-program';
import { ScratchFolder } from '../harness/scratch-folder';
import { madeStudies } from './dimse-app';
import { startReceivingApp, STARTING_MS, type ReceivingApp } from './stow-app';

const PEER = resolve(__dirname, 'peers/dicomweb_peer.py');

describeWithPython(['dicomweb_client'], "PyPI's dicomweb-client", () => {
  const made = madeStudies();
  const slices = made.instances.slice(0, 3);
  const uidsOf = (instances: typeof made.instances) => instances.map((one) => one.SOPInstanceUID).sort();
  const scratch = new ScratchFolder('dicomweb-client');
  let receiving: ReceivingApp;
  beforeAll(async () => {
    receiving = await startReceivingApp();
  }, STARTING_MS);
  afterAll(() => receiving?.close());

  async function client(verb: string, ...args: string[]): Promise<Record<string, unknown>> {
    const { output } = await runProgram(peersPython(), PEER, verb, `${receiving.url}/dicom-web`, ...args);
    const line = output.trim().split('\n').at(-1) ?? '';
    expect(line).toMatch(/^\{/);
    return JSON.parse(line) as Record<string, unknown>;
  }

  it('stores instances', async () => {
    const files = made.files.map(({ bytes }, index) => scratch.file(`${index}.dcm`, bytes));
    expect(await client('store', ...files)).toEqual({ stored: uidsOf(made.instances), failed: 0 });
  });

  it('searches and reads', async () => {
    expect(await client('read', made.first, made.slices, slices[1]!.SOPInstanceUID)).toEqual({
      studies: 1,
      series: 2,
      instances: 3,
      sop: slices[1]!.SOPInstanceUID,
      rows: 64,
      frame: 64 * 64 * 2,
      png: '89504e47',
      nobody: 0,
    });
  });

  // This client names no port in Host: the URLs of bulk data are right all the same.
  it('retrieves studies, series, their metadata, and bulk data by their URLs', async () => {
    const digest = ({ PixelData }: (typeof slices)[number]) =>
      createHash('sha256').update(Buffer.from(PixelData.buffer)).digest('hex');
    expect(await client('retrieve', made.first, made.slices)).toEqual({
      study: uidsOf(made.instances.slice(0, 4)),
      series: uidsOf(slices),
      metadata: 4,
      pixels: Object.fromEntries(slices.map((slice) => [slice.SOPInstanceUID, digest(slice)])),
    });
  });

  describe('has rendered', () => {
    const render = async (type: string, parameters: object): Promise<Buffer[]> => {
      const uids = [made.first, made.slices, slices[1]!.SOPInstanceUID];
      const { pictures } = await client('render', ...uids, type, JSON.stringify(parameters));
      return (pictures as string[]).map((picture) => Buffer.from(picture, 'base64'));
    };

    it('instances, frames and series through a window, into a viewport', async () => {
      const pictures = await render('image/png', { window: '1000,2,linear', viewport: '32,32' });
      expect(pictures).toHaveLength(3);
      for (const picture of pictures) {
        const { format, width, height } = await sharp(picture).metadata();
        expect({ format, width, height }).toEqual({ format: 'png', width: 32, height: 32 });
        // Pixels count up from the first row to the last, through the window's centre.
        const grey = await sharp(picture).greyscale().raw().toBuffer();
        expect([grey.at(0), grey.at(-1)]).toEqual([0, 255]);
      }
    });

    it('JPEG in the quality that it asks for', async () => {
      const [rough, fine] = [
        await render('image/jpeg', { quality: 5 }),
        await render('image/jpeg', { quality: 95 }),
      ];
      for (const [index, picture] of rough.entries()) {
        expect((await sharp(picture).metadata()).format).toBe('jpeg');
        expect(picture.length * 1.2).toBeLessThan(fine[index]!.length);
      }
    });
  });
});
