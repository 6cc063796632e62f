import type { Command } from 'commander';

/** `wetread conformance-statement`: the DICOM Conformance Statement of this version, Markdown on standard output. */
export function registerStatement(program: Command): void {
  program
    .command('conformance-statement')
    .description(
      'print the DICOM Conformance Statement (PS3.2), written from the tables that the code runs on',
    )
    .action(async () => {
      const { conformanceStatement } = await import('../statement/conformance-statement.js');
      process.stdout.write(conformanceStatement());
    });
}
