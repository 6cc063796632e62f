import type { Response } from 'express';
import type { StoredPlace } from '@wetread/dicom';
import type { StoredObject } from '../../domain/query/stored-objects';
import { PIECE_BYTES, type PieceBuffers } from './piece-buffers';

/** Bytes of a stored object, with what stands before and after them in the answer. */
export interface StoredStretch {
  object: Pick<StoredObject, 'fill'>;
  place: StoredPlace;
  before: Buffer;
  after: Buffer;
}

/** Bytes of the whole. */
export const stretchLength = ({ before, place, after }: StoredStretch): number =>
  before.length + place.length + after.length;

/**
 * Sends a stretch and ends the answer, in pieces that are written when the one before is on its way. The first piece
 * is read before anything is sent, so that what cannot be read is still refused.
 */
export async function sendStretch(
  response: Response,
  stretch: StoredStretch,
  buffers: PieceBuffers,
): Promise<void> {
  const length = stretchLength(stretch);
  for (let start = 0; start < length || start === 0; start += PIECE_BYTES) {
    const piece = buffers.take(Math.min(PIECE_BYTES, length - start));
    await fillPiece(piece, start, stretch);
    if (response.destroyed) return;
    const isSent = (): void => buffers.giveBack(piece);
    // Memory of an answer that breaks off is left to the garbage collector: the socket may still be reading from it.
    if (start + PIECE_BYTES >= length) return void response.end(piece, isSent);
    if (!(await isWritten(response, piece))) return;
    isSent();
  }
}

/** `false` when the client went away. */
const isWritten = (response: Response, piece: Buffer): Promise<boolean> =>
  new Promise((resolve) => {
    const isGone = (): void => resolve(false);
    response.once('close', isGone);
    response.write(piece, (error) => {
      response.off('close', isGone);
      resolve(!error);
    });
  });

/** Fills `piece` with the part of the whole that begins at `start`. */
async function fillPiece(
  piece: Buffer,
  start: number,
  { object, place, before, after }: StoredStretch,
): Promise<void> {
  const end = start + piece.length;
  const body = before.length;
  const afterBody = body + place.length;
  if (start < body) before.copy(piece, 0, start);
  const [from, to] = [Math.max(start, body), Math.min(end, afterBody)];
  if (from < to) await object.fill(piece.subarray(from - start, to - start), place.offset + from - body);
  if (end > afterBody) after.copy(piece, Math.max(0, afterBody - start), Math.max(0, start - afterBody));
}
