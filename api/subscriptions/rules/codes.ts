/** Code lists of subscriptions, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const channels = defineCodes({ email: ['电子邮件', 'E-mail'], webhook: ['Webhook', 'Webhook'] });

export const targets = defineCodes({
  catalogue: ['全部目录', 'Whole catalogue'],
  dataset: ['数据集', 'Dataset'],
  agency: ['提供单位', 'Agency'],
  theme: ['主题', 'Theme'],
  search: ['检索条件', 'Search'],
});
export type Target = CodeOf<typeof targets>;

export const frequencies = defineCodes({
  immediate: ['有变更即发', 'At once'],
  daily: ['每日汇总', 'Daily digest'],
  weekly: ['每周汇总', 'Weekly digest'],
});
export type Frequency = CodeOf<typeof frequencies>;

export const subscriptionStates = defineCodes({
  pending: ['待确认', 'To be confirmed'],
  active: ['有效', 'Active'],
  paused: ['已暂停', 'Paused'],
  ended: ['已结束', 'Ended'],
});
export type SubscriptionState = CodeOf<typeof subscriptionStates>;

export const changeKinds = defineCodes({
  dataset_published: ['数据集发布', 'Dataset published'],
  version_published: ['新版本发布', 'New version'],
  metadata_changed: ['目录信息变更', 'Description changed'],
  dataset_withdrawn: ['数据集撤下', 'Dataset withdrawn'],
});
export type ChangeKind = CodeOf<typeof changeKinds>;

export const messageStates = defineCodes({
  pending: ['待投递', 'Waiting'],
  delivered: ['已送达', 'Delivered'],
  failed: ['投递失败', 'Failed'],
  dropped: ['已取消', 'Dropped'],
});
export type MessageState = CodeOf<typeof messageStates>;

export const pauseReasons = defineCodes({
  own: ['由本单位暂停', 'Paused by its organisation'],
  failing: ['连续三天投递失败，已自动暂停', 'Paused by itself: nothing arrived for three days'],
  gone: ['接收方回应 410（已停用），已自动暂停', 'Paused by itself: the receiver answered 410 Gone'],
});
export type PauseReason = CodeOf<typeof pauseReasons>;

/** Why an attempt failed, as the delivery log says it. */
export const faults = defineCodes({
  status: ['接收方未以 2xx 回应', 'The receiver did not answer 2xx'],
  'outbound.bad_address': ['网址不合规定', 'Address not allowed'],
  'outbound.blocked': ['地址位于内部网段', 'Address in an inner network'],
  'outbound.unreachable': ['无法连接', 'Could not be reached'],
  'outbound.too_large': ['应答过大', 'Answer too large'],
  'outbound.timeout': ['超时', 'Timed out'],
  'outbound.too_many_redirects': ['跳转过多', 'Too many redirects'],
  'mail.bad_address': ['邮箱地址不合规定', 'Bad e-mail address'],
  'mail.rejected': ['邮件服务器拒收', 'Refused by the mail server'],
  'mail.deferred': ['邮件服务器暂不接收', 'Deferred by the mail server'],
  'mail.unreachable': ['无法使用邮件服务器', 'Mail server could not be used'],
});
