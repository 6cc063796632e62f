import { newUid } from '@wetread/dicom';
import { studyInstanceUid } from '@wetread/kernel';
import { describeOnEveryDatabase, HandClock } from '@wetread/testing';
import { KnownDestinations } from '../domain/known-destinations';
import { PriorStudies } from '../domain/priors/prior-studies';
import { defaultRule, type RoutingRule } from '../domain/routing-rule';
import { RuleSets } from '../domain/rule-sets';
import { openRouting, type OpenRouting } from '../testing/open-routing';
import { ActivateRuleSet } from './activate-rule-set.use-case';
import { DryRun } from './dry-run.use-case';
import { DryRunRecent } from './dry-run-recent.use-case';
import { SaveRuleSet } from './save-rule-set.use-case';

const rule = (name: string, condition: string, model: string | null = null): RoutingRule => ({
  ...defaultRule,
  name,
  condition,
  outcome: { ...defaultRule.outcome, model },
});

describeOnEveryDatabase('versions of the rules', ({ open }) => {
  let routing: OpenRouting;
  beforeEach(async () => {
    const clock = new HandClock();
    routing = await openRouting(await open(clock), clock);
  });
  afterEach(() => routing?.close());
  const save = (basedOn: number, ...rules: RoutingRule[]) =>
    routing.get(SaveRuleSet).execute({ basedOn, rules, comment: 'why', author: 'admin' });
  const activate = (version: number, replaces: number) =>
    routing.get(ActivateRuleSet).execute({ version, replaces, by: 'admin' });

  it('are kept for ever, decide only once activated, and can be gone back to', async () => {
    const ruleSets = routing.get(RuleSets);
    const saved = await save(1, rule('all', 'true'));
    expect(saved).toMatchObject({
      version: 2,
      author: 'admin',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await ruleSets.active()).version).toBe(1);
    await activate(2, 1);
    await activate(1, 2);
    expect((await ruleSets.active()).rules).toEqual([]);
    expect(await ruleSets.find(2)).toEqual(saved);
    expect((await routing.audited('rules-activated')).map(({ subject }) => subject.id)).toEqual(['1', '2']);
    expect(await routing.audited('rules-saved')).toHaveLength(1);
  });

  it('are not saved or activated over what somebody else did meanwhile', async () => {
    const [one, two] = await Promise.allSettled([save(1, rule('a', 'true')), save(1, rule('b', 'true'))]);
    expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected']);
    await expect(save(1)).rejects.toMatchObject({ code: 'routing.rules-changed-meanwhile' });
    await activate(2, 1);
    await expect(activate(2, 1)).rejects.toMatchObject({ code: 'routing.other-rules-active' });
    await expect(activate(9, 2)).rejects.toMatchObject({ code: 'routing.rule-set-not-found' });
  });

  it('are refused with all their faults, each with its place and a way out', async () => {
    const faulty = [
      rule('x', 'true', 'gone@1.0.0'),
      rule('x', `study.Nothing == ''`),
      rule('default', 'true'),
    ];
    await expect(save(1, ...faulty)).rejects.toMatchObject({
      code: 'routing.rules-invalid',
      faults: [
        { rule: 1, field: 'name', position: null },
        { rule: 2, field: 'name', position: null },
        { rule: 0, field: 'model', position: null },
        { rule: 1, field: 'condition', position: 6 },
      ],
      message: [
        'the rules are not valid: two rules are named "x"; rename one',
        'the name "default" belongs to a built-in rule; choose another',
        'rule "x": no film reader "gone@1.0.0" is installed; name one of toy@0.0.1 or none',
        'rule "x": No such key: Nothing, at character 7 of the condition',
      ].join('; '),
    });
    expect(await routing.get(RuleSets).heads()).toHaveLength(1);
  });

  it('send results to destinations that there are, also when an older version is activated', async () => {
    const to = (...destinations: string[]): RoutingRule => {
      const all = rule('films', 'true');
      return { ...all, outcome: { ...all.outcome, destinations } };
    };
    let names = ['PACS', 'RIS'];
    routing.get(KnownDestinations).register(async () => names);
    await expect(save(1, to('PACS', 'Pacs', 'NOPE'))).rejects.toMatchObject({
      code: 'routing.rules-invalid',
      faults: [
        { rule: 0, field: 'destinations', message: 'there is no destination "Pacs"; name "PACS", "RIS"' },
        { rule: 0, field: 'destinations', message: 'there is no destination "NOPE"; name "PACS", "RIS"' },
      ],
    });
    await save(1, to('PACS'));
    await save(2, to());
    names = [];
    await expect(activate(2, 1)).rejects.toMatchObject({
      message: expect.stringContaining('there is no destination "PACS"; there is none yet; add it first'),
    });
    await activate(3, 1);
  });

  it('can be tried on a study and on the latest ones, unsaved', async () => {
    const [chest, hand] = [studyInstanceUid(newUid()), studyInstanceUid(newUid())];
    await routing.held.put(chest, { modalities: ['DX'], description: 'Chest' });
    await routing.held.put(hand, { modalities: ['CR'], description: 'Hand' });
    const rules = [
      rule('women over 45', 'patient.ageYears >= 46'),
      rule('chest', `study.StudyDescription == 'Chest'`),
    ];
    expect(await routing.get(DryRun).execute(chest, rules)).toMatchObject({
      rule: 'chest',
      missing: [],
      verdicts: [
        {
          rule: 'women over 45',
          verdict: 'does-not-match',
          explanation: { parts: [{ values: [{ attribute: 'patient.ageYears', value: '45' }] }] },
        },
        { rule: 'chest', verdict: 'decides' },
        { rule: 'default', verdict: 'passed-over' },
      ],
    });
    expect(await routing.get(DryRunRecent).execute(10, rules)).toEqual({
      studies: 2,
      counts: [
        { rule: 'women over 45', studies: 0, examples: [] },
        { rule: 'chest', studies: 1, examples: [chest] },
        { rule: 'default', studies: 1, examples: [hand] },
      ],
      changes: [],
    });
    expect(await routing.events()).toEqual([]);
    await expect(routing.get(DryRun).execute(studyInstanceUid('1.2'))).rejects.toMatchObject({
      code: 'study.not-found',
    });
  });
  it('say of which of the latest studies they would make something else than the active ones', async () => {
    const [chest, hand] = [studyInstanceUid(newUid()), studyInstanceUid(newUid())];
    await routing.held.put(chest, { modalities: ['DX'], description: 'Chest' });
    await routing.held.put(hand, { modalities: ['CR'], description: 'Hand' });
    const isChest = rule('chest', `study.StudyDescription == 'Chest'`);
    const urgent = { ...defaultRule.outcome, lane: 'urgent' as const };
    await save(1, isChest);
    await activate(2, 1);
    // Under another name and with the same outcome nothing changes for a study.
    expect(await routing.get(DryRunRecent).execute(10, [{ ...isChest, name: 'thorax' }])).toMatchObject({
      changes: [],
    });
    const changed = await routing.get(DryRunRecent).execute(10, [{ ...isChest, outcome: urgent }]);
    expect(changed.changes).toEqual([
      {
        studyInstanceUid: chest,
        from: { rule: 'chest', outcome: defaultRule.outcome },
        to: { rule: 'chest', outcome: urgent },
      },
    ]);
  });

  it('are not asked about a study that was fetched for comparison, tried or not', async () => {
    const prior = studyInstanceUid(newUid());
    await routing.held.put(prior, { modalities: ['DX'], sources: [{ kind: 'prior', peer: 'archive' }] });
    const fetched = { studyInstanceUid: prior, forStudyInstanceUid: prior, source: 'archive' };
    await routing.get(PriorStudies).add({ ...fetched, askedAt: routing.clock.now() });
    const all = [rule('all', 'true')];
    expect(await routing.get(DryRun).execute(prior, all)).toMatchObject({
      rule: 'prior',
      outcome: { draft: false, destinations: [] },
      verdicts: [
        { rule: 'prior', verdict: 'decides' },
        { rule: 'all', verdict: 'passed-over' },
        { rule: 'default', verdict: 'passed-over' },
      ],
    });
    const { counts, changes } = await routing.get(DryRunRecent).execute(10, all);
    expect(counts.map(({ rule: name, studies }) => [name, studies])).toEqual([
      ['prior', 1],
      ['all', 0],
      ['default', 0],
    ]);
    expect(changes).toEqual([]);
  });
});
