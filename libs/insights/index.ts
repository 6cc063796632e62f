export { InsightsModule } from './insights.module';
export { Worklist } from './application/worklist';
