import type { AppConfig } from '@wetread/platform';
import type { Request } from 'express';
import { addressedHost } from './addressed-host';

/** (0008,1190) Retrieve URL of the resources of PS3.18 table 10.4.1-1, as this client can reach them. */
export interface RetrieveUrls {
  base: string;
  study(study: string): string;
  series(study: string, series: string): string;
  instance(study: string, series: string, instance: string): string;
}

/** URLs below `WETREAD_PUBLIC_URL`, or below the host that the request was addressed to. */
export function retrieveUrls(
  request: Pick<Request, 'protocol' | 'get' | 'socket'>,
  { http }: Pick<AppConfig, 'http'>,
): RetrieveUrls {
  const origin = http.publicUrl ?? `${request.protocol}://${addressedHost(request)}`;
  const base = `${origin.replace(/\/+$/, '')}/dicom-web`;
  const study = (uid: string): string => `${base}/studies/${uid}`;
  const series = (uid: string, one: string): string => `${study(uid)}/series/${one}`;
  return { base, study, series, instance: (uid, one, sop) => `${series(uid, one)}/instances/${sop}` };
}
