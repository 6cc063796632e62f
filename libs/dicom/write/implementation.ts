/** (0002,0012) and A-ASSOCIATE user information (PS3.7 annex D.3.3.2): a UUID of our own under 2.25.335856051779995732572116614132859400809 */
export const implementationClassUid = '2.25.335856051779995732572116614132859400809';
/** (0002,0013), at most 16 characters. */
export const implementationVersionName = 'WETREAD_0_1';
