import { escaped } from './markup';

/** One method of a resource, as the capabilities tell it. */
export interface Method {
  name: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Transaction of PS3.18, or what it does. */
  id: string;
  /** Query parameters besides attributes and `accept`. */
  query?: readonly string[];
  request?: readonly string[];
  response?: readonly string[];
  /** Of success, unless it is 200. */
  status?: number;
}

export interface Resource {
  path: string;
  methods: readonly Method[];
}

const SEARCH_ANSWERS = [
  'application/dicom+json',
  'application/json',
  'multipart/related; type="application/dicom+xml"',
];
const OBJECTS = ['multipart/related; type="application/dicom"; transfer-syntax=*', 'application/zip'];
const OBJECT = ['application/dicom; transfer-syntax=*', ...OBJECTS];
const PICTURES = ['image/jpeg', 'image/png', 'image/gif'];
const DOCUMENTS = ['application/pdf', 'text/html', 'text/plain'];
const OCTETS = 'multipart/related; type="application/octet-stream"';
const FRAMES = [
  `${OCTETS}; transfer-syntax=*`,
  'image/jpeg',
  'image/jls',
  'image/jp2',
  'image/jphc',
  'image/dicom-rle',
];

const search = (id: string): Method => ({
  name: 'GET',
  id,
  query: [
    '{attribute}',
    'includefield',
    'fuzzymatching',
    'emptyvaluematching',
    'multiplevaluematching',
    'limit',
    'offset',
  ],
  response: SEARCH_ANSWERS,
});
const retrieve = (id: string, response: readonly string[], query?: readonly string[]): Method => ({
  name: 'GET',
  id,
  response,
  query,
});
const store = (id: string): Method => ({
  name: 'POST',
  id,
  request: [
    'multipart/related; type="application/dicom"',
    'multipart/related; type="application/dicom+json"',
    'multipart/related; type="application/dicom+xml"',
    'application/dicom',
  ],
  response: ['application/dicom+json', 'application/dicom+xml'],
});
const RENDERING = ['window', 'viewport', 'quality'];
const remove = (id: string): Method => ({ name: 'DELETE', id, status: 204 });

/** What lies below a study, series or instance alike. */
const below = (path: string, what: string): Resource[] => [
  { path: `${path}/metadata`, methods: [retrieve(`Retrieve${what}Metadata`, SEARCH_ANSWERS)] },
  { path: `${path}/bulkdata`, methods: [retrieve(`Retrieve${what}BulkData`, [OCTETS])] },
  { path: `${path}/pixeldata`, methods: [retrieve(`Retrieve${what}PixelData`, [OCTETS])] },
  {
    path: `${path}/rendered`,
    methods: [retrieve(`Retrieve${what}Rendered`, [...PICTURES, ...DOCUMENTS], RENDERING)],
  },
  { path: `${path}/thumbnail`, methods: [retrieve(`Retrieve${what}Thumbnail`, PICTURES, ['viewport'])] },
];

const STUDY = 'studies/{study}';
const SERIES = `${STUDY}/series/{series}`;
const INSTANCE = `${SERIES}/instances/{instance}`;

/** The resources of the Studies Service (PS3.18 table 10.1.1-1) as they are served here. */
export const studiesService: readonly Resource[] = [
  { path: 'studies', methods: [search('SearchForStudies'), store('StoreInstances')] },
  { path: 'series', methods: [search('SearchForSeries')] },
  { path: 'instances', methods: [search('SearchForInstances')] },
  {
    path: STUDY,
    methods: [retrieve('RetrieveStudy', OBJECTS), store('StoreStudyInstances'), remove('DeleteStudy')],
  },
  ...below(STUDY, 'Study'),
  { path: `${STUDY}/series`, methods: [search('SearchForStudySeries')] },
  { path: `${STUDY}/instances`, methods: [search('SearchForStudyInstances')] },
  { path: SERIES, methods: [retrieve('RetrieveSeries', OBJECTS), remove('DeleteSeries')] },
  ...below(SERIES, 'Series'),
  { path: `${SERIES}/instances`, methods: [search('SearchForSeriesInstances')] },
  { path: INSTANCE, methods: [retrieve('RetrieveInstance', OBJECT), remove('DeleteInstance')] },
  ...below(INSTANCE, 'Instance'),
  {
    path: `${INSTANCE}/bulkdata/{path}`,
    methods: [retrieve('RetrieveBulkData', ['application/octet-stream', OCTETS])],
  },
  { path: `${INSTANCE}/frames/{frames}`, methods: [retrieve('RetrieveFrames', FRAMES)] },
  {
    path: `${INSTANCE}/frames/{frames}/rendered`,
    methods: [retrieve('RetrieveRenderedFrames', PICTURES, RENDERING)],
  },
  {
    path: `${INSTANCE}/frames/{frames}/thumbnail`,
    methods: [retrieve('RetrieveFrameThumbnail', PICTURES, ['viewport'])],
  },
];

/** The capabilities as a WADL document (PS3.18 section 8.9 and annex H). */
export function wadl(base: string, resources: readonly Resource[]): string {
  const all = resources.map(
    ({ path, methods }) => `<resource path="${escaped(path)}">${methods.map(methodXml).join('')}</resource>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><application xmlns="http://wadl.dev.java.net/2009/02"><resources base="${escaped(base)}/">${all.join('')}</resources></application>`;
}

const representations = (types: readonly string[]): string =>
  types.map((type) => `<representation mediaType="${escaped(type)}"/>`).join('');

function methodXml({ name, id, query = [], request = [], response = [], status = 200 }: Method): string {
  const parameters = query.map((parameter) => `<param name="${escaped(parameter)}" style="query"/>`).join('');
  return `<method name="${name}" id="${id}"><request>${parameters}${representations(request)}</request><response status="${status}">${representations(response)}</response></method>`;
}
