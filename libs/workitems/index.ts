export { WorkitemsModule } from './workitems.module';
