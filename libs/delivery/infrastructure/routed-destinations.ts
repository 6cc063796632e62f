import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { RoutingDecisions, RuleSets } from '@wetread/routing';
import { DestinationChoice } from '../domain/destination-choice';

/** What the routing rules decided when the study was complete; before any decision, every destination. */
@Injectable()
export class RoutedDestinations extends DestinationChoice {
  constructor(
    private readonly decisions: RoutingDecisions,
    private readonly ruleSets: RuleSets,
  ) {
    super();
  }

  async of(studyInstanceUid: StudyInstanceUid): Promise<readonly string[] | 'all'> {
    const decision = await this.decisions.latest(studyInstanceUid);
    return decision?.outcome.destinations ?? 'all';
  }

  async rulesNaming(destination: string): Promise<readonly string[]> {
    const { rules } = await this.ruleSets.active();
    return rules.filter(({ outcome }) => outcome.destinations?.includes(destination)).map(({ name }) => name);
  }
}
