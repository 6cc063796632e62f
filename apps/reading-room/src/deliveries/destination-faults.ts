import { DestinationSettings } from '@wetread/contracts';
import { ApiFault } from '../api/api-fault';
import { sentence } from '../wording/words';
import { draftOf, EMPTY_DESTINATION, type DestinationForm } from './destination-form';

type Field = keyof DestinationForm;
export type DestinationFaults = Partial<Record<Field, string>>;

const SECRET = 'The name of a file in the secrets folder, without a path.';
const HEADER = 'As the receiver expects it.';

/** What a field asks for, said where it is wrong. */
const ASKED: DestinationFaults = {
  name: 'A name of at most 100 characters.',
  aeTitle: 'Choose one of the DICOM peers.',
  url: 'A whole address, from https:// or http:// on.',
  host: 'A host or an address.',
  port: 'A port from 1 to 65535.',
  receivingApplication: HEADER,
  receivingFacility: HEADER,
  sendingApplication: HEADER,
  sendingFacility: HEADER,
  signingSecret: SECRET,
  tokenSecret: SECRET,
  username: 'The name to sign in with.',
  passwordSecret: SECRET,
  caSecret: SECRET,
  certificateSecret: SECRET,
  keySecret: SECRET,
  formats: 'Choose at least one.',
  timeoutSeconds: '1 to 300 seconds.',
  firstSeconds: '1 to 3600 seconds.',
  maxSeconds: '1 to 86400 seconds.',
  attempts: '1 to 200.',
};

const isField = (name: unknown): name is Field => typeof name === 'string' && name in EMPTY_DESTINATION;

/** What is wrong with a form, field by field. */
export function faultsOf(form: DestinationForm, taken: readonly string[]): DestinationFaults {
  const faults: DestinationFaults = {};
  const { error } = DestinationSettings.safeParse(draftOf(form));
  for (const { path } of error?.issues ?? []) {
    const field = path.findLast(isField);
    if (field) faults[field] = ASKED[field] ?? 'This is not right.';
  }
  if (taken.includes(form.name.trim())) faults.name = 'There is a destination of this name already.';
  if (!form.usesTls) return faults;
  if (form.certificateSecret.trim() && !form.keySecret.trim())
    faults.keySecret = 'A certificate needs its key.';
  if (form.keySecret.trim() && !form.certificateSecret.trim())
    faults.certificateSecret = 'A key needs its certificate.';
  return faults;
}

const FIELD_OF_CODE: Record<string, Field> = {
  'delivery.destination-name-taken': 'name',
  'delivery.url-refused': 'url',
  'delivery.plain-transport': 'allowPlain',
  'delivery.format-not-taken': 'formats',
};

/** What the server refused, at the field that it is about; empty when it is about none. */
export function refusedFields(error: unknown): DestinationFaults {
  if (!(error instanceof ApiFault)) return {};
  if (error.code === 'delivery.plain-transport')
    return { allowPlain: 'Results are not sent unencrypted to another machine unless you say so here.' };
  const field = FIELD_OF_CODE[error.code];
  if (field) return { [field]: sentence(error.message) };
  if (error.code !== 'http.request-invalid') return {};
  const told = error.message.split('; ').map((fault) => fault.split(':')[0]?.split('.').findLast(isField));
  return Object.fromEntries(
    told.flatMap((name) => (name ? [[name, ASKED[name] ?? 'This is not right.']] : [])),
  );
}
