import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of the specs around this call, which is there from their first to their last. */
export class ScratchFolder {
  private folder = '';

  constructor(name: string) {
    beforeAll(() => {
      this.folder = mkdtempSync(join(tmpdir(), `wetread-${name}-`));
    });
    afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Writes a file. @returns its path */
  file(name: string, bytes: Uint8Array): string {
    writeFileSync(this.path(name), bytes);
    return this.path(name);
  }
}
