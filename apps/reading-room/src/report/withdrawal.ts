import type { ReportStatus } from '@wetread/contracts';

/** Whether the report has been taken back: nothing more can be done with it. */
export const isWithdrawn = (status: ReportStatus): boolean =>
  status === 'cancelled' || status === 'entered-in-error';

export const isWithdrawable = (status: ReportStatus): boolean => !isWithdrawn(status);

/** What withdrawing means at this point of the report's life. */
export const withdrawalWords = (status: ReportStatus): { title: string; consequence: string } =>
  status === 'preliminary'
    ? {
        title: 'Cancel this draft',
        consequence: 'The draft is marked as cancelled and cannot be signed any more.',
      }
    : {
        title: 'Withdraw the signed report',
        consequence:
          'It is marked as entered in error, and everyone who has received it is told. Every revision stays readable.',
      };
