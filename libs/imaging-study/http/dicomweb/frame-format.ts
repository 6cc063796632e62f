import { TransferSyntax } from '@wetread/dicom';
import { isUid } from '@wetread/kernel';
import type { Request } from 'express';
import { type Acceptable, acceptablesOf } from './accept';
import { notAcceptable } from './dicomweb-errors';

const OCTETS = 'application/octet-stream';

/** Transfer syntaxes of each media type of pixel data (PS3.18 tables 8.7.3-2 and 8.7.3-5), the default one first. */
const MEDIA_TYPES: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': [
    TransferSyntax.JpegLosslessFirstOrder,
    TransferSyntax.JpegBaseline,
    TransferSyntax.JpegExtended,
    TransferSyntax.JpegLossless,
  ],
  'image/jls': [TransferSyntax.JpegLsLossless, TransferSyntax.JpegLsNearLossless],
  'image/jp2': [TransferSyntax.Jpeg2000Lossless, TransferSyntax.Jpeg2000],
  'image/jphc': [
    TransferSyntax.HtJpeg2000Lossless,
    TransferSyntax.HtJpeg2000LosslessRpcl,
    TransferSyntax.HtJpeg2000,
  ],
  'image/dicom-rle': [TransferSyntax.RleLossless],
};
/** As clients wrote them before the types were registered. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  'image/x-jls': 'image/jls',
  'image/x-dicom-rle': 'image/dicom-rle',
};

/** How frames are given. */
export interface FrameFormat {
  framing: 'multipart' | 'single';
  mediaType: string;
  syntax: string;
}

/** Media type that a transfer syntax has by itself. */
const mediaTypeOf = (syntax: string): string =>
  Object.entries(MEDIA_TYPES).find(([, syntaxes]) => syntaxes.includes(syntax))?.[0] ?? OCTETS;

/**
 * The most wanted form that the object's frames can be had in.
 * @param available transfer syntaxes, the one that they are stored in first
 * @param isOne whether one frame is asked for; only then a single part can hold it
 * @throws NotAcceptableException
 */
export function frameFormat(request: Request, available: readonly string[], isOne: boolean): FrameFormat {
  for (const accepted of acceptablesOf(request)) {
    const format = formatOf(accepted, available);
    if (format && (isOne || format.framing === 'multipart')) return format;
  }
  const offered = available.flatMap((uid) =>
    [mediaTypeOf(uid), OCTETS].map((type) => `${type}; transfer-syntax=${uid}`),
  );
  throw notAcceptable([...new Set(offered)].map((type) => `multipart/related; type=${type}`));
}

function formatOf({ type, parameters }: Acceptable, available: readonly string[]): FrameFormat | undefined {
  const isMultipart = type === 'multipart/related' || type === 'multipart/*' || type === '*/*';
  const named = isMultipart
    ? (parameters.get('type')?.toLowerCase() ?? (type === '*/*' ? '*/*' : OCTETS))
    : type;
  const wanted = OLD_NAMES[named] ?? named;
  const syntax = syntaxOf(wanted, parameters.get('transfer-syntax'), available);
  if (syntax === undefined) return undefined;
  const mediaType = wanted === OCTETS || wanted === '*/*' ? OCTETS : mediaTypeOf(syntax);
  return { framing: isMultipart ? 'multipart' : 'single', mediaType, syntax };
}

function syntaxOf(
  wanted: string,
  parameter: string | undefined,
  available: readonly string[],
): string | undefined {
  const [own] = available;
  const family = familyOf(wanted, available);
  if (!family) return undefined;
  if (parameter === '*')
    return family.includes(own ?? '') ? own : family.find((uid) => available.includes(uid));
  if (parameter !== undefined)
    return isUid(parameter) && family.includes(parameter) && available.includes(parameter)
      ? parameter
      : undefined;
  if (wanted === OCTETS || wanted === '*/*')
    return available.includes(TransferSyntax.ExplicitVrLittleEndian)
      ? TransferSyntax.ExplicitVrLittleEndian
      : wanted === '*/*'
        ? own
        : undefined;
  // A stream that is there already is better than its media type's default made anew.
  return own && family.includes(own) ? own : family.find((uid) => available.includes(uid));
}

/** Octets may be anything, which the transfer syntax then tells; an image type has its own. */
function familyOf(wanted: string, available: readonly string[]): readonly string[] | undefined {
  if (wanted === OCTETS || wanted === '*/*' || wanted === 'application/*') return available;
  if (wanted === 'image/*') return Object.values(MEDIA_TYPES).flat();
  return MEDIA_TYPES[wanted];
}
