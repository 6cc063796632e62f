import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  name: string;
  modified: Date;
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** A ZIP of entries that are opened one after the other and stored as they are: pictures hardly deflate any further. */
export function zipped(entries: readonly ZipEntry[]): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  for (const { name, modified, open } of entries) {
    zip.addReadStreamLazy(name, { compress: false, mtime: modified }, (done) => {
      const body = Readable.from(opened(open), { objectMode: false });
      body.once('error', (error) => output.destroy(error));
      done(null, body);
    });
  }
  zip.end();
  return output;
}

async function* opened(open: ZipEntry['open']): AsyncGenerator<Uint8Array> {
  yield* await open();
}
