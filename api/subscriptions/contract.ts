/** Being told of changes: by mail without an account, by signed webhook for organisations (Article 16 asks for service to users). */
import { z } from 'zod';
import { instantText, operation } from '#api/kernel/operation.ts';
import {
  changeKinds,
  channels,
  frequencies,
  messageStates,
  pauseReasons,
  subscriptionStates,
  targets,
} from './rules/codes.ts';

const target = z.enum(targets.codes);
const targetValue = z.string().max(2000).default('').meta({
  description:
    'Code of the dataset (301001/1), social credit code of the agency, code of the theme, query string of the search (q=road&theme=transport); empty for the catalogue',
});
const locale = z.enum(['zh', 'en']).default('zh');

export const mailBody = z.object({
  email: z.string().trim().max(254),
  target,
  target_value: targetValue,
  frequency: z.enum(frequencies.codes).default('daily'),
  locale,
});
export const changeBody = z.object({ frequency: z.enum(frequencies.codes) });
export const webhookBody = z.object({
  url: z.string().trim().min(1).max(2000),
  target,
  target_value: targetValue,
  locale,
});

export const mailSubscription = z
  .object({
    state: z.enum(subscriptionStates.codes),
    target,
    target_value: z.string(),
    about_zh: z.string(),
    about_en: z.string(),
    frequency: z.enum(frequencies.codes),
    locale: z.enum(['zh', 'en']),
    created_at: instantText,
    confirmed_at: instantText.nullable(),
    ended_at: instantText.nullable(),
  })
  .meta({ id: 'MailSubscription' });

export const webhookOut = z
  .object({
    id: z.string(),
    channel: z.enum(channels.codes),
    state: z.enum(subscriptionStates.codes),
    paused_for: z.enum(pauseReasons.codes).nullable(),
    target,
    target_value: z.string(),
    about_zh: z.string(),
    about_en: z.string(),
    url: z.string(),
    created_at: instantText,
    failing_since: instantText.nullable(),
    old_secret_until: instantText.nullable(),
    waiting: z.number().int(),
    failed: z.number().int(),
    delivered: z.number().int(),
    last_delivered_at: instantText.nullable(),
  })
  .meta({ id: 'WebhookSubscription' });

export const newWebhookOut = webhookOut.extend({
  secret: z.string().meta({ description: 'Shown once: `whsec_` and 32 bytes in base64' }),
});

export const attemptOut = z.object({
  at: instantText,
  status: z.number().int().nullable(),
  fault: z.string().nullable(),
  ms: z.number().int(),
});

export const messageOut = z
  .object({
    id: z.string(),
    kind: z.enum(['change', 'ping']),
    state: z.enum(messageStates.codes),
    attempts: z.number().int(),
    last_status: z.number().int().nullable(),
    last_fault: z.string().nullable(),
    log: z.array(attemptOut),
    replay_of: z.string().nullable(),
    created_at: instantText,
    delivered_at: instantText.nullable(),
    next_at: instantText.nullable(),
    events: z.array(z.object({ id: z.string(), kind: z.enum(changeKinds.codes), code: z.string(), title: z.string() })),
  })
  .meta({ id: 'SubscriptionMessage' });

const id = z.object({ id: z.string().max(40) });
const token = z.object({ token: z.string().max(100) });
const accepted = z.object({ accepted: z.literal(true) });
const own = ['auth.required', 'auth.forbidden', 'subscriptions.not_found'];

export const subscriptionOperations = {
  subscribeByMail: operation({
    method: 'post',
    path: '/subscriptions/email',
    auth: 'public',
    summary: ['用电子邮件订阅', 'Subscribe by e-mail'],
    description:
      'A mail with a link to confirm follows. The answer is the same whether or not the address is subscribed already.',
    body: mailBody,
    out: accepted,
    status: 202,
    refusals: ['subscriptions.bad_email', 'subscriptions.unknown_target', 'subscriptions.too_often'],
  }),
  showMailSubscription: operation({
    method: 'get',
    path: '/subscriptions/email/:token',
    auth: 'public',
    summary: ['查看邮件订阅', 'See an e-mail subscription'],
    params: token,
    out: mailSubscription,
    refusals: ['subscriptions.link_unknown'],
  }),
  confirmMailSubscription: operation({
    method: 'post',
    path: '/subscriptions/email/:token/confirmation',
    auth: 'public',
    summary: ['确认邮件订阅', 'Confirm an e-mail subscription'],
    params: token,
    out: mailSubscription,
    refusals: ['subscriptions.link_unknown', 'subscriptions.wrong_state'],
  }),
  changeMailSubscription: operation({
    method: 'patch',
    path: '/subscriptions/email/:token',
    auth: 'public',
    summary: ['调整邮件频率', 'Change how often mail comes'],
    params: token,
    body: changeBody,
    out: mailSubscription,
    refusals: ['subscriptions.link_unknown', 'subscriptions.wrong_state'],
  }),
  endMailSubscription: operation({
    method: 'delete',
    path: '/subscriptions/email/:token',
    auth: 'public',
    summary: ['退订邮件', 'End an e-mail subscription'],
    description: 'The address is wiped.',
    params: token,
    out: mailSubscription,
    refusals: ['subscriptions.link_unknown'],
  }),
  unsubscribeInOneClick: operation({
    method: 'post',
    path: '/subscriptions/one-click/:token',
    auth: 'public',
    summary: ['一键退订（RFC 8058）', 'Unsubscribe in one click (RFC 8058)'],
    description:
      'For mail programs: the address of the List-Unsubscribe header. Answers the same when it was ended before.',
    params: token,
    out: accepted,
    refusals: ['subscriptions.link_unknown'],
  }),
  listWebhooks: operation({
    method: 'get',
    path: '/subscriptions',
    auth: 'session',
    summary: ['本单位的 Webhook 订阅', 'Webhooks of the organisation'],
    out: z.object({ items: z.array(webhookOut) }),
    refusals: ['auth.required'],
  }),
  createWebhook: operation({
    method: 'post',
    path: '/subscriptions',
    auth: 'session',
    summary: ['创建 Webhook 订阅', 'Make a webhook'],
    description: 'Signed as in Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`. The secret is answered once.',
    body: webhookBody,
    out: newWebhookOut,
    status: 201,
    refusals: [
      'auth.required',
      'auth.forbidden',
      'subscriptions.unknown_target',
      'subscriptions.too_many',
      'outbound.bad_address',
      'outbound.blocked',
      'outbound.unreachable',
      'outbound.timeout',
    ],
  }),
  showWebhook: operation({
    method: 'get',
    path: '/subscriptions/:id',
    auth: 'session',
    summary: ['一项 Webhook 订阅', 'One webhook'],
    params: id,
    out: webhookOut,
    refusals: own,
  }),
  rotateSecret: operation({
    method: 'post',
    path: '/subscriptions/:id/secret',
    auth: 'session',
    summary: ['更换签名密钥', 'Change the secret'],
    description: 'For 24 hours messages are signed with both secrets.',
    params: id,
    out: newWebhookOut,
    refusals: [...own, 'subscriptions.wrong_state'],
  }),
  pauseWebhook: operation({
    method: 'post',
    path: '/subscriptions/:id/pause',
    auth: 'session',
    summary: ['暂停', 'Pause'],
    params: id,
    out: webhookOut,
    refusals: [...own, 'subscriptions.wrong_state'],
  }),
  resumeWebhook: operation({
    method: 'post',
    path: '/subscriptions/:id/resume',
    auth: 'session',
    summary: ['恢复', 'Resume'],
    params: id,
    out: webhookOut,
    refusals: [...own, 'subscriptions.wrong_state'],
  }),
  endWebhook: operation({
    method: 'delete',
    path: '/subscriptions/:id',
    auth: 'session',
    summary: ['结束订阅', 'End a webhook'],
    params: id,
    out: webhookOut,
    refusals: [...own, 'subscriptions.wrong_state'],
  }),
  pingWebhook: operation({
    method: 'post',
    path: '/subscriptions/:id/ping',
    auth: 'session',
    summary: ['发送测试消息', 'Send a test message'],
    params: id,
    out: messageOut,
    status: 202,
    refusals: [...own, 'subscriptions.wrong_state'],
  }),
  listMessages: operation({
    method: 'get',
    path: '/subscriptions/:id/messages',
    auth: 'session',
    summary: ['投递记录', 'Delivery log'],
    description: 'Newest first, every attempt of each message; `before` continues.',
    params: id,
    query: z.object({ before: z.string().max(40).optional() }),
    out: z.object({ items: z.array(messageOut), next: z.string().nullable() }),
    refusals: own,
  }),
  replayMessage: operation({
    method: 'post',
    path: '/subscriptions/:id/messages/:message/replay',
    auth: 'session',
    summary: ['重发消息', 'Send a message again'],
    description: 'Under the same webhook-id, so that a receiver that has it already can tell.',
    params: z.object({ id: z.string().max(40), message: z.string().max(40) }),
    out: messageOut,
    status: 202,
    refusals: [...own, 'subscriptions.message_not_found', 'subscriptions.still_waiting', 'subscriptions.wrong_state'],
  }),
};
