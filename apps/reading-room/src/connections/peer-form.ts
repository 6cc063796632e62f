import { ApplicationEntity, SaveApplicationEntityRequest } from '@wetread/contracts';

/** A peer while it is edited: texts as they are typed. */
export interface PeerForm {
  readonly aeTitle: string;
  readonly addresses: string[];
  readonly host: string;
  readonly port: number | '';
  readonly rights: ApplicationEntity['rights'];
  readonly usesTls: boolean;
  readonly refusePlain: boolean;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  readonly serverName: string;
}

type PeerField = keyof PeerForm;
export type PeerFaults = Partial<Record<PeerField, string>>;

export const EMPTY_PEER: PeerForm = {
  aeTitle: '',
  addresses: [],
  host: '',
  port: '',
  rights: ['echo', 'store'],
  usesTls: false,
  refusePlain: true,
  ca: '',
  certificate: '',
  key: '',
  serverName: '',
};

export const formOf = ({ aeTitle, addresses, host, port, rights, tls }: ApplicationEntity): PeerForm => ({
  aeTitle,
  addresses,
  host: host ?? '',
  port: port ?? '',
  rights,
  usesTls: tls !== null,
  refusePlain: tls?.refusePlain ?? true,
  ca: tls?.ca ?? '',
  certificate: tls?.certificate ?? '',
  key: tls?.key ?? '',
  serverName: tls?.serverName ?? '',
});

const told = (text: string): string | null => text.trim() || null;

export const requestOf = (form: PeerForm): SaveApplicationEntityRequest => ({
  addresses: form.addresses,
  host: told(form.host),
  port: form.port === '' ? null : form.port,
  rights: form.rights,
  tls: form.usesTls
    ? {
        refusePlain: form.refusePlain,
        ca: told(form.ca),
        certificate: told(form.certificate),
        key: told(form.key),
        serverName: told(form.serverName),
      }
    : null,
});

/** IPv4 or IPv6, with a prefix length or without; the server looks closer. */
const isAddress = (text: string): boolean =>
  /^([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)(\/\d{1,3})?$/i.test(text);

/** What is wrong with a form, field by field. */
export function faultsOf(form: PeerForm, taken: readonly string[]): PeerFaults {
  const faults: PeerFaults = {};
  if (!ApplicationEntity.shape.aeTitle.safeParse(form.aeTitle).success)
    faults.aeTitle = 'An AE title has 1 to 16 characters and no backslash.';
  else if (taken.includes(form.aeTitle.trim()))
    faults.aeTitle = 'This AE title is registered already; edit it in the list.';
  const wrong = form.addresses.find((address) => !isAddress(address));
  if (wrong !== undefined)
    faults.addresses = `${wrong} is neither an IP address nor a range like 10.1.0.0/16.`;
  if (told(form.host) && form.port === '')
    faults.port = 'Where it listens takes a port too, often 104 or 11112.';
  if (form.port !== '' && !told(form.host)) faults.host = 'Where it listens takes a host too.';
  if (!form.usesTls) return faults;
  if (told(form.certificate) && !told(form.key)) faults.key = 'A certificate needs its key.';
  if (told(form.key) && !told(form.certificate)) faults.certificate = 'A key needs its certificate.';
  for (const field of ['ca', 'certificate', 'key'] as const)
    if (told(form[field]) && !isSecretName(form[field]))
      faults[field] = 'The name of a file in the secrets folder, without a path.';
  return faults;
}

const isSecretName = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text.trim());
