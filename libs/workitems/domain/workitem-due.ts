/** A workitem may be performed from now on: it is scheduled, its time has come and its inputs are ready. */
export const WORKITEM_DUE = 'workitem.due';
export type WorkitemDue = { workitemUid: string };
