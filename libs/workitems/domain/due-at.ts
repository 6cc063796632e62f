import { Tag, textOf } from './json-attributes';
import type { WorkitemSnapshot } from './workitem';

const DATE_TIME = /^(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:\.\d{1,6})?([+-]\d{4})?$/;

/** From when on a workitem may be performed: its inputs are ready and its time has come; `null` while they are not. */
export function dueAt({ attributes, createdAt }: WorkitemSnapshot): Date | null {
  if (textOf(attributes, Tag.InputReadinessState) !== 'READY') return null;
  return scheduledStart(textOf(attributes, Tag.ScheduledProcedureStepStartDateTime) ?? '') ?? createdAt;
}

/** DT (PS3.5 section 6.2), of the local time zone without an offset; `null` when it cannot be read. */
function scheduledStart(written: string): Date | null {
  const parts = DATE_TIME.exec(written);
  if (!parts) return null;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', zone = ''] = parts;
  const offset = zone && `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(at.getTime()) ? null : at;
}
