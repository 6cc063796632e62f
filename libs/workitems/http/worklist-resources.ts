import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DicomWebResources, type Resource } from '@wetread/imaging-study';

const DATA_SET = ['application/dicom+json', 'application/dicom+xml'];
const RESULTS = [
  'application/dicom+json',
  'application/json',
  'multipart/related; type="application/dicom+xml"',
];
const SEARCH = ['{attribute}', 'includefield', 'limit', 'offset'];
const SUBSCRIPTION = 'workitems/{workitem}/subscribers/{aetitle}';

/** The resources of the Worklist Service (PS3.18 table 11.1.1-1). */
const worklistService: readonly Resource[] = [
  {
    path: 'workitems',
    methods: [
      { name: 'GET', id: 'SearchForWorkitems', query: SEARCH, response: RESULTS },
      { name: 'POST', id: 'CreateWorkitem', query: ['workitem'], request: DATA_SET, status: 201 },
    ],
  },
  {
    path: 'workitems/{workitem}',
    methods: [
      { name: 'GET', id: 'RetrieveWorkitem', response: DATA_SET },
      { name: 'POST', id: 'UpdateWorkitem', query: ['transaction-uid'], request: DATA_SET },
    ],
  },
  {
    path: 'workitems/{workitem}/state',
    methods: [{ name: 'PUT', id: 'ChangeWorkitemState', request: DATA_SET }],
  },
  {
    path: 'workitems/{workitem}/cancelrequest',
    methods: [{ name: 'POST', id: 'RequestCancellation', request: DATA_SET, status: 202 }],
  },
  {
    path: SUBSCRIPTION,
    methods: [
      { name: 'POST', id: 'Subscribe', query: ['deletionlock', 'filter'], status: 201 },
      { name: 'DELETE', id: 'Unsubscribe' },
    ],
  },
  { path: `${SUBSCRIPTION}/suspend`, methods: [{ name: 'POST', id: 'SuspendGlobalSubscription' }] },
];

/** Adds the worklist to what the capabilities of DICOMweb tell. */
@Injectable()
export class WorklistResources implements OnModuleInit {
  constructor(private readonly resources: DicomWebResources) {}

  onModuleInit(): void {
    this.resources.add(worklistService);
  }
}
