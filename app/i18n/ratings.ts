import type { Words } from '#api/kernel/words.ts';

/** Ratings of datasets, comments, answers, moderation. */
export const ratings = {
  title: ['评价：{{title}}', 'Ratings: {{title}}'],
  s_title: ['评价', 'Ratings'],
  mean: ['{{mean}} 分（满分 5 分）', '{{mean}} of 5'],
  not_enough: ['评价不足 3 个，暂不显示平均分', 'Not enough ratings for a mean yet'],
  count_one: ['{{n}} 个评价', '{{n}} rating'],
  count_other: ['{{n}} 个评价', '{{n}} ratings'],
  none: ['还没有评价', 'No ratings yet'],
  none_text: [
    '用过这份数据？给它打分，帮助他人，也帮助提供单位改进。',
    'Used this data? Rate it: it helps others and the agency.',
  ],
  distribution: ['各星级的评价数', 'How many gave how many stars'],
  stars_n_one: ['{{count}} 星', '{{count}} star'],
  stars_n_other: ['{{count}} 星', '{{count}} stars'],
  stars_of: ['{{n}} 星，满分 5 星', '{{n}} of 5 stars'],
  rate: ['我要评价', 'Rate this data'],
  change_rating: ['修改我的评价', 'Change my rating'],
  all: ['查看全部评论', 'See all comments'],
  comments: ['评论', 'Comments'],
  no_comments: ['还没有公开的评论', 'No public comments yet'],
  no_comments_text: [
    '评论经审核后公开；星级评分即时计入。',
    'Comments are shown after moderation; stars count at once.',
  ],
  version: ['针对第 {{n}} 版', 'on version {{n}}'],
  yours: ['您的评论', 'yours'],

  // The form
  form: ['您的评价', 'Your rating'],
  f_stars: ['星级', 'Stars'],
  star_1: ['1 星：无法使用', '1: of no use'],
  star_2: ['2 星：问题较多', '2: many faults'],
  star_3: ['3 星：一般', '3: fair'],
  star_4: ['4 星：好用', '4: good'],
  star_5: ['5 星：非常好用', '5: very good'],
  f_comment: ['评论', 'Comment'],
  f_comment_help: [
    '经信息管理部门审核后公开。请只谈数据，不要填写姓名、电话等个人信息。',
    'Shown after the information department has looked. About the data only; no names, telephones or other personal information.',
  ],
  save: ['提交评价', 'Send'],
  saved: ['评价已保存，星级已计入。', 'Saved; your stars count.'],
  saved_waiting: [
    '评价已保存，星级已计入；评论待审核后公开。',
    'Saved; your stars count, the comment is shown once it was looked at.',
  ],
  withdraw: ['撤回评价', 'Withdraw the rating'],
  withdraw_title: ['撤回您的评价？', 'Withdraw your rating?'],
  withdraw_consequence: [
    '星级、评论和对它的答复都会删除，不能恢复。',
    'Stars, comment and the answers to it are deleted, for good.',
  ],
  withdrawn: ['评价已撤回。', 'Your rating is withdrawn.'],
  own_waiting: ['您的评论正在等待审核。', 'Your comment waits to be looked at.'],
  own_rejected: [
    '您的评论未予公开：{{reason}}。可以改写后重新提交。',
    'Your comment is not shown: {{reason}}. You may write another.',
  ],
  own_agency: ['本单位的数据由本单位提供，不能自行评价。', 'Nobody rates the data of their own organisation.'],

  // Reports
  report: ['举报', 'Report'],
  report_of: ['举报 {{name}} 的评论', 'Report the comment by {{name}}'],
  report_reason: ['举报理由', 'Why'],
  report_send: ['提交举报', 'Report it'],
  reported: ['您已举报', 'Reported by you'],
  report_done: ['已收到举报。', 'Your report has arrived.'],

  // Answers
  reply_by: ['{{agency}} 答复', '{{agency}} answers'],
  reply: ['公开答复', 'Answer in public'],
  reply_of: ['答复 {{name}} 的评论', 'Answer the comment by {{name}}'],
  reply_change: ['修改答复', 'Change the answer'],
  f_reply: ['答复', 'Answer'],
  reply_send: ['发布答复', 'Publish the answer'],
  reply_done: ['答复已公开。', 'The answer is public.'],
  reply_history_one: ['此前的 {{count}} 次答复', '{{count}} earlier answer'],
  reply_history_other: ['此前的 {{count}} 次答复', '{{count}} earlier answers'],
  reply_edited: ['已修改', 'changed'],
  outdated: ['评论在此答复之后有修改', 'The comment was changed after this answer'],

  // Moderation
  queue: ['评论审核', 'Comments to look at'],
  queue_lead: [
    '评论经审核后公开；不予公开的内容会清除，并告知评论人理由。星级评分不受影响。',
    'Comments are shown once let through. What is rejected is wiped and its author told why; the stars stay.',
  ],
  queue_empty: ['没有待审核的评论', 'No comment waits'],
  queue_empty_text: [
    '新的评论和被三人举报的评论会出现在这里和待办中。',
    'New comments, and those reported by three, appear here and in the worklist.',
  ],
  dataset: ['数据集', 'Dataset'],
  waiting_since: ['提交时间', 'Since'],
  reports: ['举报', 'Reports'],
  report_count: ['{{reason}}（{{n}}）', '{{reason}} ({{n}})'],
  still_shown: ['目前公开的评论', 'Public at present'],
  f_decision_reason: ['不予公开的理由', 'Why it is rejected'],
  publish: ['公开', 'Publish'],
  reject: ['不予公开', 'Reject'],
  decided_publish: ['评论已公开。', 'The comment is public.'],
  decided_reject: ['评论未予公开，内容已清除。', 'The comment was rejected and wiped.'],
} as const satisfies Words;
