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
      open().then(
        (body) => {
          const stream = body instanceof Readable ? body : Readable.from(body, { objectMode: false });
          stream.once('error', (error) => output.destroy(error));
          done(null, stream);
        },
        (error: Error) => output.destroy(error),
      );
    });
  }
  zip.end();
  return output;
}
