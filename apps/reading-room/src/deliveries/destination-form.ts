import {
  type DeliveryFormat,
  type Destination,
  type DestinationAuthentication,
  type DestinationKind,
  DestinationSettings,
  RetrySchedule,
} from '@wetread/contracts';

/** A destination while it is edited: texts as they are typed, those of other kinds left where they are. */
export interface DestinationForm {
  readonly name: string;
  readonly kind: DestinationKind;
  readonly formats: readonly DeliveryFormat[];
  readonly sends: DestinationSettings['sends'];
  readonly active: boolean;
  readonly aeTitle: string;
  readonly url: string;
  readonly host: string;
  readonly port: number | '';
  readonly receivingApplication: string;
  readonly receivingFacility: string;
  readonly sendingApplication: string;
  readonly sendingFacility: string;
  readonly signingSecret: string;
  readonly authentication: DestinationAuthentication['kind'];
  readonly tokenSecret: string;
  readonly username: string;
  readonly passwordSecret: string;
  readonly usesTls: boolean;
  readonly caSecret: string;
  readonly certificateSecret: string;
  readonly keySecret: string;
  readonly allowPlain: boolean;
  readonly timeoutSeconds: number | '';
  readonly firstSeconds: number | '';
  readonly maxSeconds: number | '';
  readonly attempts: number | '';
}

/** What a new destination of each kind is given unless somebody says otherwise. */
const USUAL_FORMATS: Record<DestinationKind, readonly DeliveryFormat[]> = {
  dicom: ['sr'],
  stow: ['sr'],
  'hl7-mllp': ['oru'],
  fhir: ['fhir-bundle'],
  webhook: ['event'],
};

export const EMPTY_DESTINATION: DestinationForm = {
  name: '',
  kind: 'dicom',
  formats: USUAL_FORMATS.dicom,
  sends: 'signed',
  active: true,
  aeTitle: '',
  url: '',
  host: '',
  port: '',
  receivingApplication: '',
  receivingFacility: '',
  sendingApplication: 'WETREAD',
  sendingFacility: 'WETREAD',
  signingSecret: '',
  authentication: 'none',
  tokenSecret: '',
  username: '',
  passwordSecret: '',
  usesTls: false,
  caSecret: '',
  certificateSecret: '',
  keySecret: '',
  allowPlain: false,
  timeoutSeconds: DestinationSettings.shape.timeoutSeconds.parse(undefined),
  ...RetrySchedule.parse({}),
};

/** Another kind, and what such a one usually gets. */
export const ofKind = (kind: DestinationKind): Pick<DestinationForm, 'kind' | 'formats'> => ({
  kind,
  formats: USUAL_FORMATS[kind],
});

/** The scheme decides for HTTP, the switch for MLLP; DICOM goes by what is known of the peer. */
export const isPlain = ({ kind, url, usesTls }: DestinationForm): boolean =>
  kind === 'hl7-mllp' ? !usesTls : kind !== 'dicom' && /^http:/i.test(url.trim());

export function formOf(destination: Destination): DestinationForm {
  const { name, target, formats, sends, active, timeoutSeconds, retry } = destination;
  const common = { ...EMPTY_DESTINATION, name, formats, sends, active, timeoutSeconds, ...retry };
  if (target.kind === 'dicom') return { ...common, ...target };
  const { tls, ...rest } = target;
  const secrets = {
    usesTls: tls !== null,
    caSecret: tls?.caSecret ?? '',
    certificateSecret: tls?.certificateSecret ?? '',
    keySecret: tls?.keySecret ?? '',
  };
  if (rest.kind === 'hl7-mllp') return { ...common, ...rest, ...secrets };
  const { authentication, ...http } = rest;
  return {
    ...common,
    ...http,
    ...secrets,
    authentication: authentication.kind,
    ...(authentication.kind === 'bearer' && { tokenSecret: authentication.tokenSecret }),
    ...(authentication.kind === 'basic' && {
      username: authentication.username,
      passwordSecret: authentication.passwordSecret,
    }),
  };
}

const told = (text: string): string | null => text.trim() || null;

// Not left out: an emptied field is a fault, and no request for what is usual.
const number = (value: number | ''): number | null => (value === '' ? null : value);

function targetOf(form: DestinationForm) {
  const { kind, url, port, authentication } = form;
  const secret = (field: 'tokenSecret' | 'passwordSecret' | 'signingSecret') => form[field].trim();
  if (kind === 'dicom') return { kind, aeTitle: form.aeTitle };
  const plain = isPlain(form);
  const tls =
    form.usesTls && !plain
      ? {
          caSecret: told(form.caSecret),
          certificateSecret: told(form.certificateSecret),
          keySecret: told(form.keySecret),
        }
      : null;
  const transport = { tls, allowPlain: plain && form.allowPlain };
  if (kind === 'hl7-mllp') {
    const { sendingApplication, sendingFacility, receivingApplication, receivingFacility } = form;
    const header = { sendingApplication, sendingFacility, receivingApplication, receivingFacility };
    return { kind, host: form.host.trim(), port: number(port), ...transport, ...header };
  }
  const http = {
    kind,
    url: url.trim(),
    ...transport,
    authentication: {
      none: { kind: 'none' },
      bearer: { kind: 'bearer', tokenSecret: secret('tokenSecret') },
      basic: { kind: 'basic', username: form.username, passwordSecret: secret('passwordSecret') },
    }[authentication],
  };
  return kind === 'webhook' ? { ...http, signingSecret: secret('signingSecret') } : http;
}

/** What the form says, to be checked against the contract. */
export const draftOf = (form: DestinationForm): unknown => ({
  name: form.name,
  target: targetOf(form),
  formats: form.formats,
  sends: form.sends,
  active: form.active,
  timeoutSeconds: number(form.timeoutSeconds),
  retry: {
    firstSeconds: number(form.firstSeconds),
    maxSeconds: number(form.maxSeconds),
    attempts: number(form.attempts),
  },
});

/** @throws what is wrong with a form that has faults */
export const settingsOf = (form: DestinationForm): DestinationSettings =>
  DestinationSettings.parse(draftOf(form));
