/** Taking part without an account (Article 16 asks for service to users): a mailbox, confirmed once. */
import { z } from 'zod';
import { instantText, operation } from '#api/kernel/operation.ts';
import { letterStates, participantKinds } from './rules/codes.ts';

export const codeBody = z.object({
  email: z.string().trim().max(254),
  locale: z.enum(['zh', 'en']).default('zh'),
  next: z.string().max(500).optional().meta({ description: 'Page of this site to go on to by the link of the mail' }),
});
export const codeOut = z
  .object({ challenge: z.string(), expires_at: instantText })
  .meta({ id: 'ParticipantChallenge' });

export const confirmBody = z
  .object({
    challenge: z.string().max(40).optional(),
    code: z.string().trim().max(20).optional().meta({ description: 'Six digits, with the challenge' }),
    link: z
      .string()
      .max(100)
      .optional()
      .meta({ description: 'The last part of the link of the mail, instead of both' }),
  })
  .refine((body) => body.link !== undefined || (body.challenge !== undefined && body.code !== undefined), {
    path: ['code'],
  });

export const participantOut = z
  .object({
    id: z.string().meta({ description: '`ptc_…` a mailbox, `per_…` a signed-in person' }),
    kind: z.enum(participantKinds.codes),
    /** As everybody sees it. */
    name_zh: z.string(),
    name_en: z.string(),
    /** As chosen; null for a number. */
    own_name: z.string().nullable(),
    since: instantText.nullable(),
    letters: z.array(
      z.object({
        id: z.string(),
        about: z.string(),
        subject_zh: z.string(),
        subject_en: z.string(),
        text_zh: z.string(),
        text_en: z.string(),
        path: z.string(),
        state: z.enum(letterStates.codes),
        at: instantText,
      }),
    ),
  })
  .meta({ id: 'Participant' });

export const confirmedOut = z.object({
  token: z.string().meta({ description: 'Good for 180 days, as the cookie `participant` or as a bearer token' }),
  expires_at: instantText,
  next: z.string().nullable(),
  participant: participantOut,
});

export const nameBody = z.object({ name: z.string().trim().max(30).default('') });

const done = z.object({ done: z.literal(true) });

export const participantOperations = {
  askParticipantCode: operation({
    method: 'post',
    path: '/participants/code',
    auth: 'public',
    summary: ['索取参与验证码', 'Ask for a code to take part'],
    description: 'A mail with a six-digit code and a link follows. The answer is the same for every address.',
    body: codeBody,
    out: codeOut,
    status: 202,
    refusals: ['participants.bad_email', 'participants.too_often'],
  }),
  confirmParticipant: operation({
    method: 'post',
    path: '/participants/confirm',
    auth: 'public',
    summary: ['确认邮箱', 'Confirm the mailbox'],
    body: confirmBody,
    out: confirmedOut,
    refusals: ['participants.wrong_code', 'participants.code_spent', 'participants.link_unknown'],
  }),
  showParticipant: operation({
    method: 'get',
    path: '/participants/me',
    auth: 'participant',
    summary: ['我的参与身份和通知', 'Who takes part, and what they were told'],
    out: participantOut,
    refusals: ['participants.needed'],
  }),
  nameParticipant: operation({
    method: 'patch',
    path: '/participants/me',
    auth: 'participant',
    summary: ['修改公开显示的名称', 'Choose the public name'],
    description: 'Blank: a visitor with a number. Changes what stands at earlier contributions as well.',
    body: nameBody,
    out: participantOut,
    refusals: ['participants.needed', 'participants.mailbox_only', 'participants.personal_data'],
  }),
  forgetParticipant: operation({
    method: 'delete',
    path: '/participants/me',
    auth: 'participant',
    summary: ['撤回邮箱', 'Withdraw the mailbox'],
    description: 'The address, the name and the letters are wiped; contributions stay, as from someone who withdrew.',
    out: done,
    refusals: ['participants.needed', 'participants.mailbox_only'],
  }),
  leaveParticipant: operation({
    method: 'delete',
    path: '/participants/session',
    auth: 'participant',
    summary: ['在本浏览器退出参与', 'Leave this browser'],
    out: done,
    refusals: ['participants.needed', 'participants.mailbox_only'],
  }),
};
