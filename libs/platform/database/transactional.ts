export { Transactional } from '@nestjs-cls/transactional';
