import { newUid } from '@wetread/dicom';
import { studyInstanceUid } from '@wetread/kernel';
import { startTestDatabase } from '@wetread/testing';
import { defaultRule, type RoutingRule } from '../domain/routing-rule';
import { RuleSets } from '../domain/rule-sets';
import { HandClock, openRouting, type OpenRouting } from '../testing/open-routing';
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

describe('versions of the rules', () => {
  let routing: OpenRouting;
  beforeEach(async () => {
    const clock = new HandClock();
    routing = await openRouting(await startTestDatabase(clock), clock);
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
        'two rules are named "x"; rename one',
        'the name "default" belongs to a built-in rule; choose another',
        'rule "x": no film reader "gone@1.0.0" is installed; name one of toy@0.0.1 or none',
        'rule "x": No such key: Nothing, at character 7 of the condition',
      ],
    });
    expect(await routing.get(RuleSets).heads()).toHaveLength(1);
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
    expect(await routing.get(DryRunRecent).execute(10, rules)).toEqual([
      { rule: 'women over 45', studies: 0, examples: [] },
      { rule: 'chest', studies: 1, examples: [chest] },
      { rule: 'default', studies: 1, examples: [hand] },
    ]);
    expect(await routing.events()).toEqual([]);
    await expect(routing.get(DryRun).execute(studyInstanceUid('1.2'))).rejects.toMatchObject({
      code: 'study.not-found',
    });
  });
});
