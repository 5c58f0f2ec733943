import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'subscriptions.not_found': { status: 404, zh: '没有这项订阅。', en: 'There is no such subscription.' },
  'subscriptions.link_unknown': {
    status: 404,
    zh: '该链接无效。请核对邮件中的完整链接，或重新订阅。',
    en: 'This link is not valid. Compare it with the one in the mail, or subscribe again.',
  },
  'subscriptions.message_not_found': { status: 404, zh: '没有这条消息。', en: 'There is no such message.' },
  'subscriptions.unknown_target': {
    status: 422,
    zh: '没有可以订阅的这个对象（{{value}}）。',
    en: 'There is nothing to subscribe to under "{{value}}".',
  },
  'subscriptions.bad_email': {
    status: 422,
    zh: '请填写有效的电子邮箱地址。',
    en: 'Enter a valid e-mail address.',
  },
  'subscriptions.too_often': {
    status: 429,
    zh: '订阅请求过于频繁，请在 {{seconds}} 秒后重试。',
    en: 'Too many requests to subscribe; try again in {{seconds}} seconds.',
  },
  'subscriptions.too_many': {
    status: 409,
    zh: '每个单位最多 {{limit}} 项 Webhook 订阅，请先结束不再使用的。',
    en: 'An organisation has at most {{limit}} webhooks; end one that is no longer used.',
  },
  'subscriptions.wrong_state': {
    status: 409,
    zh: '该订阅目前的状态是“{{state}}”，不能办理此项。',
    en: 'The subscription is "{{state_en}}", where this cannot be done.',
  },
  'subscriptions.still_waiting': {
    status: 409,
    zh: '该消息仍在投递中，送达或失败后才能重发。',
    en: 'The message is still being delivered; it can be sent again once it has arrived or failed.',
  },
});
