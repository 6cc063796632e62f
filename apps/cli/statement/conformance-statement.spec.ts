import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformanceStatement } from './conformance-statement';

const committed = join(__dirname, '../../../docs/dicom-conformance-statement.md');

describe('the conformance statement', () => {
  it('in docs/ is what the code says of itself; `npx wetread conformance-statement` writes it anew', () => {
    expect(readFileSync(committed, 'utf8')).toBe(conformanceStatement());
  });

  it('names every class, route and syntax it tells of', () => {
    const statement = conformanceStatement();
    expect(statement).not.toMatch(/unknown (SOP class|transfer syntax)|\| Other/);
    expect(statement).not.toContain('undefined');
  });
});
