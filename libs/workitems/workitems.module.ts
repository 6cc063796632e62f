import { Module } from '@nestjs/common';
import { ImagingStudyModule } from '@wetread/imaging-study';
import { InferenceModule } from '@wetread/inference';
import { ReportingModule } from '@wetread/reporting';
import { RoutingModule } from '@wetread/routing';
import { ArchiveOutput } from './application/archive-output';
import { ChangeWorkitem } from './application/change-workitem';
import { CreateWorkitem } from './application/create-workitem.use-case';
import { EndWorkitem } from './application/end-workitem';
import { InputPatient } from './application/input-patient';
import { EndWorkitemsOfStudy } from './application/end-workitems-of-study.use-case';
import { PerformWorkitem } from './application/perform-workitem.use-case';
import { ReadInput } from './application/read-input';
import { RemoveEndedWorkitems } from './application/remove-ended-workitems.use-case';
import { SearchWorkitems } from './application/search-workitems.use-case';
import { Subscribe } from './application/subscribe.use-case';
import { TellSubscribers } from './application/tell-subscribers';
import { ChannelRegister } from './domain/channel-register';
import { Subscriptions } from './domain/subscription';
import { Workitems } from './domain/workitems';
import { EventChannel } from './http/event-channel';
import { SubscriptionController } from './http/subscription.controller';
import { WorkitemController } from './http/workitem.controller';
import { WorklistResources } from './http/worklist-resources';
import { ChannelRegisterRepository } from './infrastructure/channel-register.repository';
import { SubscriptionRepository } from './infrastructure/subscription.repository';
import { WorkitemRepository } from './infrastructure/workitem.repository';
import { ReportDraftedHandler } from './jobs/report-drafted.handler';
import { RetentionDueHandler } from './jobs/retention-due.handler';
import { StudyReadyHandler } from './jobs/study-ready.handler';
import { WorkitemDueHandler } from './jobs/workitem-due.handler';

/** Worklist of AI tasks, UPS-RS (PS3.18 chapter 11), and the performer that takes those meant for this system. */
@Module({
  imports: [ImagingStudyModule, InferenceModule, ReportingModule, RoutingModule],
  controllers: [WorkitemController, SubscriptionController],
  providers: [
    { provide: Workitems, useClass: WorkitemRepository },
    { provide: ChannelRegister, useClass: ChannelRegisterRepository },
    { provide: Subscriptions, useClass: SubscriptionRepository },
    ArchiveOutput,
    ChangeWorkitem,
    CreateWorkitem,
    EndWorkitem,
    EndWorkitemsOfStudy,
    InputPatient,
    EventChannel,
    PerformWorkitem,
    ReadInput,
    RemoveEndedWorkitems,
    ReportDraftedHandler,
    RetentionDueHandler,
    SearchWorkitems,
    StudyReadyHandler,
    Subscribe,
    TellSubscribers,
    WorkitemDueHandler,
    WorklistResources,
  ],
})
export class WorkitemsModule {}
