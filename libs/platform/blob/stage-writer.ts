import { createHash } from 'node:crypto';
import { rm, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { ContentHash } from '@wetread/kernel';
import { BlobTooLarge, writingFailure } from './blob-errors';
import type { BlobFiles } from './blob-files';
import type { StagedBlob } from './blob-store';
import { SpooledStage } from './spooled-stage';

/** Streams up to this size stay in memory until they are kept: one write instead of many. Bytes. */
const LONGEST_HELD = 2 * 1024 * 1024;

interface Draft {
  path: string;
  file: FileHandle;
}

/** Takes one stream in: in memory while it is short, then into a draft file. */
export class StageWriter {
  private readonly pieces: Buffer[] = [];
  private readonly digest = createHash('sha256');
  private length = 0;
  private draft?: Draft;

  constructor(
    private readonly files: BlobFiles,
    private readonly limit: number,
    private readonly hold: (bytes: Uint8Array, hash: ContentHash) => StagedBlob,
  ) {}

  /** Reads `source` to its end even when it cannot be taken, and throws afterwards. */
  async take(source: Readable): Promise<StagedBlob> {
    let failure: unknown;
    try {
      for await (const piece of source) {
        if (failure) continue;
        failure = await this.add(bufferOf(piece)).then(() => undefined, orUnknown);
      }
    } catch (error) {
      failure = error;
    }
    if (failure) {
      await this.drop();
      throw writingFailure(failure);
    }
    return this.finish();
  }

  private async add(piece: Buffer): Promise<void> {
    this.length += piece.byteLength;
    if (this.length > this.limit) {
      await this.drop();
      throw new BlobTooLarge(this.limit);
    }
    // Piece by piece: cheaper than handing a copy of all to another thread, and short enough to be no stop.
    this.digest.update(piece);
    if (!this.draft && this.length <= LONGEST_HELD) {
      this.pieces.push(piece);
      return;
    }
    this.draft ??= await this.files.newDraft();
    for (const next of [...this.pieces.splice(0), piece]) {
      await this.draft.file.writeFile(next);
    }
  }

  private async finish(): Promise<StagedBlob> {
    const hash = this.digest.digest('hex') as ContentHash;
    if (!this.draft) return this.hold(Buffer.concat(this.pieces, this.length), hash);
    return new SpooledStage(this.draft.file, this.length, hash, this.draft.path, this.files);
  }

  private async drop(): Promise<void> {
    this.pieces.length = 0;
    const { draft } = this;
    if (!draft) return;
    this.draft = undefined;
    await draft.file.close().catch(() => undefined);
    await rm(draft.path, { force: true });
  }
}

const bufferOf = (piece: unknown): Buffer =>
  Buffer.isBuffer(piece) ? piece : Buffer.from(piece as Uint8Array | string);

// A rejection without a reason is a failure all the same.
const orUnknown = (error: unknown): unknown => error ?? new Error('unknown reason');
