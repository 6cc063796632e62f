import { seriesInstanceUid, sopInstanceUid, studyInstanceUid } from '@wetread/kernel';
import type { Request } from 'express';
import type { RetrieveScope } from '../../application/query/retrieve-objects.use-case';

/** The study, series and instance that a path names (`:study`, `:series`, `:instance`). @throws InvalidUid */
export function scopeOf({ params }: Pick<Request, 'params'>): RetrieveScope {
  const { study, series, instance } = params as Record<string, string | undefined>;
  return {
    studyInstanceUid: studyInstanceUid(study ?? ''),
    ...(series !== undefined && { seriesInstanceUid: seriesInstanceUid(series) }),
    ...(instance !== undefined && { sopInstanceUid: sopInstanceUid(instance) }),
  };
}
