import { createLogger } from './logger';

describe('the log', () => {
  const linesOf = (write: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] => {
    const lines: string[] = [];
    write(createLogger({ level: 'info' }, { write: (line: string) => void lines.push(line) }));
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  it('writes one JSON object a line, of the level asked for', () => {
    const [line, ...more] = linesOf((logger) => {
      logger.debug({}, 'unheard');
      logger.child({ study: '1.2.3' }).info({ instances: 2 }, 'received');
    });
    expect(more).toEqual([]);
    expect(line).toMatchObject({ level: 'info', msg: 'received', study: '1.2.3', instances: 2 });
  });

  it('lets no patient and no secret through, should one get here', () => {
    const [line] = linesOf((logger) =>
      logger.info(
        { patientName: 'Doe^Jane', study: { patientId: '4711' }, body: { password: 'hunter2' } },
        'x',
      ),
    );
    expect(JSON.stringify(line)).not.toMatch(/Doe|4711|hunter2/);
  });

  it('tells of an error what it is, not what it carries', () => {
    const error = Object.assign(new Error('duplicate key'), { code: '23505', parameters: ['Doe^Jane'] });
    const [line] = linesOf((logger) => logger.error({ error }, 'x'));
    expect(line?.['error']).toMatchObject({ type: 'Error', code: '23505', message: 'duplicate key' });
    expect(JSON.stringify(line)).not.toContain('Doe');
  });
});
