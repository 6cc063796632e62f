import { PriorRelevance, PriorSourceName, type PriorSource, type PriorSourceBody } from '@wetread/contracts';

type Settings = PriorSource['settings'];

/** A source of priors while it is edited. */
export interface SourceForm {
  readonly name: string;
  readonly active: boolean;
  readonly kind: Settings['kind'];
  readonly aeTitle: string;
  readonly retrieve: 'get' | 'move';
  readonly baseUrl: string;
  readonly authorizationSecret: string;
  readonly modalities: string[];
  readonly bodyParts: string[];
  readonly maxAgeYears: number;
  readonly maxStudies: number;
}

export type SourceFaults = Partial<Record<keyof SourceForm, string>>;

const usual = PriorRelevance.parse({});

export const EMPTY_SOURCE: SourceForm = {
  name: '',
  active: true,
  kind: 'dimse',
  aeTitle: '',
  retrieve: 'get',
  baseUrl: '',
  authorizationSecret: '',
  modalities: usual.modalities,
  bodyParts: usual.bodyParts,
  maxAgeYears: usual.maxAgeYears,
  maxStudies: usual.maxStudies,
};

export function sourceForm({ name, active, settings }: PriorSource): SourceForm {
  const { modalities, bodyParts, maxAgeYears, maxStudies } = settings.relevance;
  const common = { ...EMPTY_SOURCE, name, active, modalities, bodyParts, maxAgeYears, maxStudies };
  if (settings.kind === 'dimse')
    return { ...common, kind: 'dimse', aeTitle: settings.aeTitle, retrieve: settings.retrieve };
  const { baseUrl, authorizationSecret } = settings;
  return { ...common, kind: 'dicomweb', baseUrl, authorizationSecret: authorizationSecret ?? '' };
}

/** `maxBytes` is not on the page: what was set by the API stays. */
export function sourceBody(form: SourceForm, known: PriorSource | null): PriorSourceBody {
  const { modalities, bodyParts, maxAgeYears, maxStudies } = form;
  const maxBytes = known?.settings.relevance.maxBytes ?? usual.maxBytes;
  const relevance = { modalities, bodyParts, maxAgeYears, maxStudies, maxBytes };
  const settings: Settings =
    form.kind === 'dimse'
      ? { kind: 'dimse', aeTitle: form.aeTitle.trim(), retrieve: form.retrieve, relevance }
      : {
          kind: 'dicomweb',
          baseUrl: form.baseUrl.trim(),
          authorizationSecret: form.authorizationSecret.trim() || null,
          relevance,
        };
  return { active: form.active, settings };
}

export function sourceFaults(form: SourceForm, taken: readonly string[]): SourceFaults {
  const faults: SourceFaults = {};
  if (!PriorSourceName.safeParse(form.name).success)
    faults.name = 'Letters, digits, spaces, dots and dashes, at most 64.';
  else if (taken.includes(form.name))
    faults.name = 'There is a source of this name already; edit it in the list.';
  if (form.kind === 'dimse' && form.aeTitle.trim() === '') faults.aeTitle = 'Choose one of the DICOM peers.';
  if (form.kind === 'dicomweb' && !/^https?:\/\/[^\s@]+$/.test(form.baseUrl.trim()))
    faults.baseUrl = 'A URL like https://pacs.example/dicom-web, without a user.';
  if (form.modalities.length === 0) faults.modalities = 'Name at least one modality.';
  return faults;
}
