/** Code lists of reuses and ratings, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const reuseKinds = defineCodes({
  app: ['应用程序', 'Application'],
  visualisation: ['可视化', 'Visualisation'],
  paper: ['研究论文', 'Research paper'],
  news: ['新闻报道', 'News story'],
  teaching: ['教学', 'Teaching'],
  product: ['产品或服务', 'Product'],
  other: ['其他', 'Other'],
});
export type ReuseKind = CodeOf<typeof reuseKinds>;

export const reuseStates = defineCodes({
  submitted: ['待审核', 'To be looked at'],
  published: ['已发布', 'Published'],
  returned: ['退回修改', 'Returned'],
  declined: ['不予发布', 'Declined'],
  withdrawn: ['已撤下', 'Withdrawn'],
});
export type ReuseState = CodeOf<typeof reuseStates>;

export const reuseDecisions = defineCodes({
  publish: ['发布', 'Publish'],
  return: ['退回修改', 'Return'],
  decline: ['不予发布', 'Decline'],
});
export type ReuseDecision = CodeOf<typeof reuseDecisions>;

export const reuseSorts = defineCodes({
  newest: ['最新发布', 'Newest'],
  views: ['浏览最多', 'Most viewed'],
});
export type ReuseSort = CodeOf<typeof reuseSorts>;

export const commentStates = defineCodes({
  none: ['没有评论', 'No comment'],
  waiting: ['评论待审核', 'Comment to be looked at'],
  published: ['评论已公开', 'Comment public'],
  rejected: ['评论未通过审核', 'Comment not let through'],
});
export type CommentState = CodeOf<typeof commentStates>;

/** Why a comment is not shown; also what somebody else reports it for. */
export const commentReasons = defineCodes({
  personal_data: ['含有个人信息', 'Personal information'],
  insult: ['侮辱或攻击他人', 'Insult'],
  advertising: ['广告', 'Advertising'],
  off_topic: ['与数据无关', 'Off topic'],
});
export type CommentReason = CodeOf<typeof commentReasons>;

export const commentDecisions = defineCodes({
  publish: ['公开', 'Publish'],
  reject: ['不予公开', 'Reject'],
});
export type CommentDecision = CodeOf<typeof commentDecisions>;

/** What a picture may be; SVG is a program, not a picture. */
export const pictureTypes = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const;
export type PictureType = keyof typeof pictureTypes;
export const isPictureType = (type: string | undefined): type is PictureType =>
  type !== undefined && Object.hasOwn(pictureTypes, type);

export const maxPictureBytes = 2 * 1024 * 1024;
export const maxPictureText = '2 MB';
/** A picture of more pixels than this fills the memory of whoever opens it. */
export const maxPicturePixels = 40_000_000;
export const maxDatasets = 20;
export const maxComment = 1000;
