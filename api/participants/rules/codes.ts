import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const participantKinds = defineCodes({
  person: ['单位账号', 'Signed in for an organisation'],
  mailbox: ['已确认的邮箱', 'Confirmed mailbox'],
});

export const letterStates = defineCodes({
  kept: ['站内', 'On this page'],
  pending: ['待发送', 'Waiting'],
  delivered: ['已发送', 'Sent'],
  failed: ['未能送达', 'Not delivered'],
  dropped: ['已取消', 'Dropped'],
});
export type LetterState = CodeOf<typeof letterStates>;
