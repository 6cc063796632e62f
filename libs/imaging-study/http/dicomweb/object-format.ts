import { isDecodable, isNativeTransferSyntax, TransferSyntax } from '@wetread/dicom';
import { isUid } from '@wetread/kernel';
import type { Request } from 'express';
import type { StoredInstance } from '../../domain/stored-study';
import { acceptablesOf } from './accept';
import { notAcceptable } from './dicomweb-errors';

const DICOM = 'application/dicom';
const ZIP = 'application/zip';
const OFFERED = [`multipart/related; type="${DICOM}"; transfer-syntax=*`, `${DICOM}; transfer-syntax=*`, ZIP];

/** How whole instances are given: framing, and a transfer syntax or `*` for the one that each is stored in. */
export interface ObjectFormat {
  framing: 'multipart' | 'single' | 'zip';
  syntax: string;
}

/**
 * Forms that the client accepts, the most wanted first (PS3.18 sections 8.7.5 and 8.7.8). Without a transfer syntax
 * it is Explicit VR Little Endian (8.7.3.5.2).
 * @param isOne whether the resource is one instance; only then a single part can hold it
 * @throws NotAcceptableException when there is none
 */
export function objectFormats(request: Request, isOne: boolean): ObjectFormat[] {
  const formats = acceptablesOf(request).flatMap(({ type, parameters }): ObjectFormat[] => {
    const syntax = parameters.get('transfer-syntax') ?? TransferSyntax.ExplicitVrLittleEndian;
    if (syntax !== '*' && !isUid(syntax)) return [];
    const root = parameters.get('type')?.toLowerCase() ?? DICOM;
    if (type === '*/*' || type === 'multipart/*') return [{ framing: 'multipart', syntax }];
    if (type === 'multipart/related')
      return root === DICOM || root === '*/*' ? [{ framing: 'multipart', syntax }] : [];
    if (type === ZIP) return [{ framing: 'zip', syntax }];
    return (type === DICOM || type === 'application/*') && isOne ? [{ framing: 'single', syntax }] : [];
  });
  if (formats.length === 0) throw notAcceptable(OFFERED);
  return formats;
}

/** The transfer syntax that an instance is given in. */
export const syntaxOf = ({ transferSyntaxUid }: StoredInstance, { syntax }: ObjectFormat): string =>
  syntax === '*' ? transferSyntaxUid : syntax;

/** Whether an instance can be given so, as far as its row tells; the object itself may still say no. */
export function canGive(instance: StoredInstance, format: ObjectFormat): boolean {
  const target = syntaxOf(instance, format);
  const stored = instance.transferSyntaxUid;
  if (target === stored) return true;
  if (!isNativeTransferSyntax(stored) && instance.hasPixelData && !isDecodable(stored)) return false;
  return PLAIN.has(target) || (COMPRESSED.has(target) && instance.hasPixelData);
}

const PLAIN = new Set<string>([TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian]);
const COMPRESSED = new Set<string>([
  TransferSyntax.JpegLosslessFirstOrder,
  TransferSyntax.JpegLsLossless,
  TransferSyntax.Jpeg2000Lossless,
  TransferSyntax.HtJpeg2000Lossless,
  TransferSyntax.RleLossless,
]);
