import { ExportFormat } from '@wetread/contracts';
import { FORMAT_GROUPS } from './words';

describe('the export menu', () => {
  it('offers every format once', () => {
    const offered = FORMAT_GROUPS.flatMap(({ formats }) => formats);
    expect([...offered].sort()).toEqual([...ExportFormat.options].sort());
  });
});
