import { checkedSopClasses, readableCharacterSets, sopClassName } from '@wetread/dicom';
import { grantedMatching } from '@wetread/imaging-study';
import { reportRenderers } from '@wetread/reporting';
import { page, table } from './markdown';
import {
  associations,
  networkServices,
  queryAttributes,
  storageClasses,
  storeStatuses,
  tlsProfile,
  transferSyntaxes,
} from './network-services';
import { webServices } from './web-services';

/** What each of our objects is, by the export format that makes it. */
const objects: Readonly<Record<string, string>> = {
  sr: 'Basic Text SR: the report, sentence by sentence, with its observers',
  'comprehensive-sr': 'Comprehensive SR, TID 1500: findings with probabilities and regions',
  'encapsulated-pdf': 'Encapsulated PDF: the printed report',
  gsps: 'Grayscale Softcopy Presentation State: evidence regions over the film',
  'key-objects': 'Key Object Selection: the films that findings point at',
};

const writtenObjects = (): string =>
  table(
    ['Export format', 'Object'],
    Object.entries(reportRenderers)
      .filter(([, { mediaType }]) => mediaType === 'application/dicom')
      .map(([format]) => [format, objects[format] ?? format]),
  );

/** The DICOM Conformance Statement, written from the tables that the code runs on (PS3.2 annex N). */
export const conformanceStatement = (): string =>
  page(
    '# DICOM Conformance Statement',
    'Written by `npx wetread conformance-statement` from the tables that the code runs on; do not edit. Wetread drafts reports of chest films: it is an archive for what it reads, a query/retrieve and storage peer, a DICOMweb origin server and a source of report objects. **Not a medical device.**',
    '## Network services',
    networkServices(),
    'A peer is known by calling AE title and address (`npx wetread peer`, `/api/application-entities`) and has rights by verb. Unknown peers are rejected (calling AE title not recognized); contexts without their right are refused one by one. In the demo profile programs on the same machine need not be listed.',
    '## Associations',
    associations(),
    'Presentation contexts of storage classes are accepted with the first transfer syntax proposed: bytes are kept as they come. Query, retrieve and commitment take Explicit or Implicit VR Little Endian.',
    '## Status of C-STORE',
    storeStatuses(),
    'What is refused is kept in quarantine with its reason, up to a limit. Storage commitment answers per instance: success, no such object instance (0112), class-instance conflict (0119).',
    '## Query',
    'C-FIND (patient root and study root) and QIDO-RS are one query engine: single value, list of UIDs, wild cards, ranges, combined dates and times, empty and multiple values, sequences one level deep, fuzzy names where asked. These attributes are matched and returned; below them, every attribute of an instance is returned that was stored.',
    queryAttributes(),
    `Granted by extended negotiation where a peer asks for it (PS3.4 C.5.1.1): ${grantedMatching.join(', ')}. QIDO-RS takes \`fuzzymatching\`, \`emptyvaluematching\` and \`multiplevaluematching\`.`,
    '### Names',
    'Names are compared without case and accents, in each of their groups; wild cards stand for any characters of a group. Fuzzy matching (negotiated, or `fuzzymatching=true`) parts the name that is asked for into words at spaces, carets, commas and hyphens. A name matches when it has a word for each of them, in any order and whatever component or group it stands in: one that begins with it, or that sounds like it. Umlauts and their like are found stripped (Muller) and spelt out (Mueller). Two words of Latin letters sound alike when the first Double Metaphone code of one is the first or second code of the other; codes of one letter are not compared. Patient’s Name and Referring Physician’s Name are matched so, from an index; of other names the words’ beginnings are compared, and QIDO-RS says so in a `Warning` header.',
    '### Dates and times',
    'Dates and times are compared as objects tell them. With Timezone Offset From UTC (0008,0201) in the request, Study Date, alone or with Study Time, is a span of moments in that zone; a study’s moment is by its own offset, else in `WETREAD_TIME_ZONE`, and a study without a time matches by its day. Dates of the patient are days of the calendar and are not moved. Other dates and times are refused in such a request (400; A900). An offset inside a DT value is not converted.',
    '## Retrieve',
    'C-MOVE and C-GET send the stored transfer syntax where the peer accepts it; else the object is converted where a codec allows, or the sub-operation fails with its reason. Classes proposed when retrieving by C-GET:',
    storageClasses(),
    '## Transfer syntaxes',
    transferSyntaxes(),
    '## DICOMweb',
    webServices(),
    'STOW-RS takes objects, or metadata with uncompressed bulk data (DICOM JSON, Native DICOM Model). (0008,1196) Warning Reason with 202: B007 for an object that lacks or contradicts what its class demands, B000 where a search tells something else of the patient than the object. Stored bytes are never changed and no element is discarded, so B006 is never given. C-STORE answers 0000 in all these cases.',
    '## TLS',
    'TLS 1.2 and 1.3 after BCP 195 (PS3.15 annexes B.12 and B.13), client certificates required unless configured otherwise. Cipher suites:',
    tlsProfile(),
    '## Character sets',
    `Read: ${readableCharacterSets.join('; ')}. Undeclared text is read as UTF-8 where it is valid UTF-8, else as Latin-1. Written: ISO_IR 192.`,
    '## Objects written',
    writtenObjects(),
    'Details: [objects](objects.md).',
    '## Checks of received objects',
    `Before any model reads a study its objects are checked: required attributes and enumerated values of their modules, values against their representation, and consistency. IODs whose modules are checked: ${checkedSopClasses.map(sopClassName).join('; ')}.`,
    '## Media',
    '`npx wetread import` reads Part 10 files, folders of them (DICOMDIR is not needed) and ZIP archives.',
  );
