export { auditActorOf, peerOf } from '@wetread/identity';
