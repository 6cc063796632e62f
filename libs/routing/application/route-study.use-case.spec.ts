import { newUid } from '@wetread/dicom';
import { type StudyInstanceUid, studyInstanceUid } from '@wetread/kernel';
import { describeOnEveryDatabase, HandClock } from '@wetread/testing';
import type { Order } from '@wetread/orders';
import type { RoutingDecision } from '../domain/routing-decision';
import type { RoutingRule, RuleOutcome } from '../domain/routing-rule';
import { defaultRule } from '../domain/routing-rule';
import { openRouting, type OpenRouting } from '../testing/open-routing';
import { ActivateRuleSet } from './activate-rule-set.use-case';
import { RouteStudy } from './route-study.use-case';
import { SaveRuleSet } from './save-rule-set.use-case';
import { RuleSets } from '../domain/rule-sets';
import { PriorStudies } from '../domain/priors/prior-studies';

const rule = (name: string, condition: string, outcome: Partial<RuleOutcome>): RoutingRule => ({
  name,
  condition,
  outcome: { ...defaultRule.outcome, ...outcome },
  active: true,
});

describeOnEveryDatabase('routing a completed study', ({ open }) => {
  let routing: OpenRouting;
  let study: StudyInstanceUid;
  beforeAll(async () => {
    const clock = new HandClock();
    routing = await openRouting(await open(clock), clock);
  });
  afterAll(() => routing?.close());
  beforeEach(async () => {
    study = studyInstanceUid(newUid());
    await routing.query('delete from outbox_events');
    await routing.held.put(study, { modalities: ['DX'] });
    await decideBy();
  });

  /** Saves the rules as the newest version and lets it decide. */
  async function decideBy(...rules: RoutingRule[]): Promise<void> {
    const ruleSets = routing.get(RuleSets);
    const [newest] = await ruleSets.heads();
    const saved = await routing
      .get(SaveRuleSet)
      .execute({ basedOn: newest!.version, rules, comment: '', author: 'admin' });
    const { version: replaces } = await ruleSets.active();
    await routing.get(ActivateRuleSet).execute({ version: saved.version, replaces, by: 'admin' });
  }
  async function complete(completion = 1): Promise<RoutingDecision> {
    const completed = { studyInstanceUid: study, completion, reason: 'first' };
    return (await routing.get(RouteStudy).execute(completed))!;
  }

  it('without rules has every study drafted, in turn, by the newest model', async () => {
    expect(await complete()).toMatchObject({ state: 'decided', rule: 'default', note: null });
    expect(await routing.events()).toMatchObject([
      {
        type: 'study.to-read.routine',
        payload: { studyInstanceUid: study, completion: 1, reason: 'first', lane: 'routine', model: null },
      },
    ]);
    expect((await routing.audited('routed'))[0]).toMatchObject({
      subject: { studyInstanceUid: study },
      details: { rule: 'default', draft: true, lane: 'routine', completion: 1 },
    });
  });

  it('takes the first active rule that matches, and keeps what it decided when rules change', async () => {
    await decideBy(
      { ...rule('sleeping', 'true', { draft: false }), active: false },
      rule('mammography', `'MG' in study.ModalitiesInStudy`, { draft: false }),
      rule('emergency', `source.aeTitle.like('ER_*')`, { lane: 'urgent', model: 'toy@0.0.1' }),
      rule('rest', 'true', { draft: false }),
    );
    const decided = await complete();
    expect(decided).toMatchObject({
      rule: 'emergency',
      because: { parts: [{ truth: 'true', values: [{ attribute: 'source.aeTitle', value: 'ER_DX1' }] }] },
    });
    expect(await routing.events()).toMatchObject([
      { type: 'study.to-read.urgent', payload: { model: 'toy@0.0.1' } },
    ]);
    await decideBy(rule('rest', 'true', { draft: false }));
    expect(await complete()).toMatchObject({ rule: 'emergency', ruleSetVersion: decided.ruleSetVersion });
    expect(await routing.events()).toHaveLength(1);
  });

  it('knows the order, but of it no more than a rule needs', async () => {
    const procedure = { code: 'XRCHEST', scheme: 'L', text: 'Chest PA' };
    routing.held.order = { priority: 'stat', procedure, reason: 'Jane fell' } as Order;
    await decideBy(rule('stat', `order.priority in ['stat', 'urgent']`, { lane: 'urgent' }));
    expect(await complete()).toMatchObject({ rule: 'stat', outcome: { lane: 'urgent' } });
    await expect(decideBy(rule('reason', `order.reason == ''`, {}))).rejects.toThrow('No such key: reason');
    routing.held.order = null;
  });

  it('tells a study that gets no draft, with the name of the rule', async () => {
    await decideBy(rule('outside', `source.kind == 'dimse'`, { draft: false }));
    await complete();
    expect(await routing.events()).toMatchObject([
      { type: 'study.draft-declined', payload: { studyInstanceUid: study, completion: 1, rule: 'outside' } },
    ]);
  });

  it('does not read again when only objects without pixels have come, such as our own report', async () => {
    await complete();
    await routing.held.put(study, { modalities: ['DX'], documents: 2 });
    expect(await complete(2)).toMatchObject({ rule: 'default', note: 'No new picture has come.' });
    expect(await routing.events()).toHaveLength(1);
    await routing.held.put(study, { modalities: ['DX', 'DX'], documents: 2 });
    expect(await complete(3)).toMatchObject({ note: null });
    expect(await routing.events()).toHaveLength(2);
  });

  it('lets a study go that was deleted meanwhile', async () => {
    study = studyInstanceUid(newUid());
    expect(await complete()).toBeNull();
    expect(await routing.events()).toEqual([]);
  });

  it('puts off-peak reading off until the hours begin', async () => {
    await decideBy(rule('screening', 'true', { lane: 'off-peak' }));
    await complete();
    const [told] = await routing.events();
    expect(told).toMatchObject({
      type: 'study.to-read.off-peak',
      not_before: new Date('2026-11-23T22:00:00Z'),
    });
  });

  it('neither reads a study that was fetched for comparison, unless more of it is sent', async () => {
    const asked = { forStudyInstanceUid: studyInstanceUid('1.2.3'), source: 'archive', askedAt: new Date() };
    await routing.get(PriorStudies).add({ studyInstanceUid: study, ...asked });
    const fetched = { kind: 'prior', peer: 'archive' } as const;
    await routing.held.put(study, { modalities: ['DX'], sources: [fetched] });
    expect(await complete()).toMatchObject({ rule: 'prior', outcome: { draft: false, destinations: [] } });
    await routing.held.put(study, {
      modalities: ['DX', 'DX'],
      sources: [fetched, { kind: 'stow', peer: 'x' }],
    });
    expect(await complete(2)).toMatchObject({ rule: 'default' });
  });

  describe('that lacks an expected series', () => {
    const expectedSeries = { count: 2, modalities: ['DX'], descriptions: [], withinMinutes: 10 };
    beforeEach(() => decideBy(rule('two views', 'true', { expectedSeries })));

    it('waits, and reads it once the series has come', async () => {
      expect(await complete()).toMatchObject({ state: 'waiting', note: 'Waits for 2 series (1 arrived).' });
      expect(await routing.events()).toMatchObject([{ type: 'study.to-route' }]);
      await routing.held.put(study, { modalities: ['DX', 'DX'] });
      expect(await complete(2)).toMatchObject({ state: 'decided', note: null });
      expect((await complete(1)).state).toBe('superseded');
      expect((await routing.events()).map(({ type }) => type)).toContain('study.to-read.routine');
    });

    it('reads it with a note when the time is up, however often it was complete meanwhile', async () => {
      await complete();
      routing.clock.advance(6 * 60);
      expect((await complete(2)).state).toBe('waiting');
      routing.clock.advance(5 * 60);
      expect((await complete(1)).state).toBe('superseded');
      expect(await complete(2)).toMatchObject({
        state: 'decided',
        note: 'Read without 2 series (1 arrived), which had not come in time.',
      });
    });
  });
});
