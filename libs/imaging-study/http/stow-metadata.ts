import { type DicomJson, encodeDicomJson, TransferSyntax, wrapPart10 } from '@wetread/dicom';
import { DomainError } from '@wetread/kernel';
import type { IncomingInstance } from '../domain/incoming';
import { NativeModelUnreadable, readNativeDicomModel } from './dicomweb/native-dicom-model';
import { UploadTooLarge } from './multipart-related/multipart-errors';
import { parseMediaType } from './multipart-related/media-type';
import type { Part } from './multipart-related/multipart-reader';
import { MetadataMalformed, UnsupportedPart } from './stow-errors';

const MiB = 1024 * 1024;
/** Metadata and bulk data of one request are put together in memory; larger objects come as application/dicom. */
const MOST_HELD = 64 * MiB;
const DICOM_JSON = 'application/dicom+json';
const DICOM_XML = 'application/dicom+xml';
const OCTETS = 'application/octet-stream';

/**
 * Instances of a request of metadata and bulk data (PS3.18 section 10.5.2: DICOM JSON or the Native DICOM Model,
 * uncompressed bulk data named by Content-Location), written as Part 10 files in Explicit VR Little Endian.
 * @throws MetadataMalformed, UploadTooLarge; what is wrong with one instance is its own result
 */
export async function* metadataObjects(parts: AsyncIterable<Part>): AsyncGenerator<IncomingInstance> {
  const dataSets: DicomJson[] = [];
  const bulk = new Map<string, Buffer>();
  let left = MOST_HELD;
  for await (const { headers, body } of parts) {
    const bytes = await held(body, left);
    left -= bytes.byteLength;
    const { type } = parseMediaType(headers.get('content-type'));
    if (type === DICOM_JSON) dataSets.push(...dataSetsOf(bytes));
    else if (type === DICOM_XML) dataSets.push(dataSetOfXml(bytes));
    // Compressed pixels have no place in a data set that is written anew; left out, they are missed below.
    else if (type === OCTETS) bulk.set(headers.get('content-location') ?? '', bytes);
  }
  for (const [index, dataSet] of dataSets.entries()) yield objectOf(`instance ${index + 1}`, dataSet, bulk);
}

async function held(body: AsyncIterable<unknown>, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of body) {
    length += (piece as Buffer).byteLength;
    if (length > limit) throw new UploadTooLarge(MOST_HELD);
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces, length);
}

function dataSetOfXml(bytes: Buffer): DicomJson {
  try {
    return readNativeDicomModel(bytes.toString('utf8'));
  } catch (error) {
    if (!(error instanceof NativeModelUnreadable)) throw error;
    throw new MetadataMalformed(`the metadata part is no Native DICOM Model: ${error.message}`);
  }
}

function dataSetsOf(bytes: Buffer): DicomJson[] {
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'));
    const all = Array.isArray(parsed) ? parsed : [parsed];
    if (all.every((one) => one !== null && typeof one === 'object')) return all as DicomJson[];
  } catch {
    // Told below: the parser's message repeats the text.
  }
  throw new MetadataMalformed('the metadata part is no array of data sets in the DICOM JSON Model');
}

function objectOf(
  name: string,
  metadata: DicomJson,
  bulk: ReadonlyMap<string, Uint8Array>,
): IncomingInstance {
  try {
    const { dataSet, syntaxes } = partedByGroup(metadata);
    if (syntaxes.some((uid) => uid !== TransferSyntax.ExplicitVrLittleEndian)) throw new UnsupportedPart();
    const transferSyntaxUid = TransferSyntax.ExplicitVrLittleEndian;
    const body = wrapPart10({
      dataset: encodeDicomJson(withBulk(dataSet, bulk), transferSyntaxUid),
      transferSyntaxUid,
      sopClassUid: textOf(metadata, '00080016'),
      sopInstanceUid: textOf(metadata, '00080018'),
    });
    return { name, body };
  } catch (error) {
    const isOurs = error instanceof DomainError;
    return { name, error: isOurs ? error : new MetadataMalformed('a value does not fit its representation') };
  }
}

/** Group 0002 and (0008,3002) say how the bulk data are encoded, and are none of the data set. */
function partedByGroup(metadata: DicomJson): { dataSet: DicomJson; syntaxes: unknown[] } {
  const syntaxes = ['00020010', '00083002'].flatMap((tag) => metadata[tag]?.Value ?? []);
  const entries = Object.entries(metadata).filter(([tag]) => !tag.startsWith('0002') && tag !== '00083002');
  return { dataSet: Object.fromEntries(entries), syntaxes };
}

function withBulk(dataSet: DicomJson, bulk: ReadonlyMap<string, Uint8Array>): DicomJson {
  const entries = Object.entries(dataSet).map(([tag, attribute]) => {
    if (!/^[0-9A-F]{8}$/.test(tag)) throw new MetadataMalformed('an attribute is not named by its tag');
    if (attribute.vr === 'SQ') {
      const items = (attribute.Value ?? []).map((item) => withBulk(item as DicomJson, bulk));
      return [tag, { ...attribute, Value: items }];
    }
    if (attribute.BulkDataURI === undefined) return [tag, attribute];
    const bytes = bulk.get(attribute.BulkDataURI);
    if (!bytes)
      throw new MetadataMalformed('a BulkDataURI has no uncompressed part with its Content-Location');
    return [tag, { vr: attribute.vr, InlineBinary: Buffer.from(bytes).toString('base64') }];
  });
  return Object.fromEntries(entries) as DicomJson;
}

const textOf = (dataSet: DicomJson, tag: string): string => String(dataSet[tag]?.Value?.[0] ?? '');
