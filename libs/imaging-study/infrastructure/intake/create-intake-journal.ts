import { join } from 'node:path';
import type { AppConfig } from '@wetread/platform';
import type { IntakeJournal } from '../../application/intake/intake-journal';
import { FileIntakeJournal } from './file-intake-journal';
import { NoIntakeJournal } from './no-intake-journal';

/** A journal where database and journal lie on one disk and have one owner: beside the embedded database. */
export const createIntakeJournal = ({ database, dataDir }: AppConfig): IntakeJournal =>
  database.kind === 'pglite' ? new FileIntakeJournal(join(dataDir, 'intake')) : new NoIntakeJournal();
