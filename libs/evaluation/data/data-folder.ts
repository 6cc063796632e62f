import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EvaluationDataInvalid, EvaluationDataMissing } from './evaluation-error';

/** A row of a table by the names of its columns; a column that the table lacks is an error, not `undefined`. */
export type Row = (column: string) => string;

/** The folder of public data sets, laid out as `docs/evaluation.md` describes. Paths are relative to it. */
export class DataFolder {
  constructor(private readonly root: string) {}

  path(relative: string): string {
    return join(this.root, relative);
  }

  /** @throws EvaluationDataMissing */
  async bytes(relative: string): Promise<Buffer> {
    return readFile(this.path(relative)).catch(() => {
      throw new EvaluationDataMissing('A file', this.path(relative));
    });
  }

  has(relative: string): Promise<boolean> {
    return access(this.path(relative)).then(
      () => true,
      () => false,
    );
  }

  /**
   * Rows of a tab-separated table with a header line.
   * @throws EvaluationDataMissing, EvaluationDataInvalid
   */
  async table(what: string, relative: string): Promise<Row[]> {
    const text = await readFile(this.path(relative), 'utf8').catch(() => {
      throw new EvaluationDataMissing(what, this.path(relative));
    });
    const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
    const columns = new Map(header.split('\t').map((name, index) => [name, index]));
    return lines.map((line) => {
      const cells = line.split('\t');
      return (column) => {
        const index = columns.get(column);
        if (index === undefined)
          throw new EvaluationDataInvalid(this.path(relative), `it has no column ${column}`);
        return cells[index] ?? '';
      };
    });
  }
}
