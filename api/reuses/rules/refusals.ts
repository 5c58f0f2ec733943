import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'reuses.not_found': { status: 404, zh: '没有这个应用案例。', en: 'There is no such reuse.' },
  'reuses.withdrawn': {
    status: 410,
    zh: '该应用案例已于 {{day}} 撤下。',
    en: 'This reuse was withdrawn on {{day}}.',
  },
  'reuses.not_author': {
    status: 403,
    zh: '只有提交人可以修改这个应用案例。',
    en: 'Only whoever sent this reuse may change it.',
  },
  'reuses.wrong_state': {
    status: 409,
    zh: '该应用案例目前的状态是“{{state}}”，不能办理此项。',
    en: 'The reuse is "{{state_en}}", where this cannot be done.',
  },
  'reuses.changed_meanwhile': {
    status: 409,
    zh: '内容已在 {{when}} 更新为第 {{revision}} 稿，您看到的不是最新一稿。请核对后再办理，您填写的内容仍在。',
    en: 'It was changed on {{when}} to revision {{revision}}, so you were not looking at the newest. Compare and try again; what you typed is kept.',
  },
  'reuses.no_jurisdiction': {
    status: 403,
    zh: '该内容由{{region}}信息管理部门审核，不在您的辖区。',
    en: 'This is looked at by the information department of {{region_en}}, outside your region.',
    article: '4',
  },
  'reuses.reason_missing': {
    status: 422,
    zh: '退回、不予发布或撤下须说明理由，提交人会收到。',
    en: 'To return, decline or withdraw it, give a reason; its author is told.',
  },
  'reuses.unknown_dataset': {
    status: 422,
    zh: '目录中没有已发布的数据集“{{code}}”。请用检索框查找并勾选。',
    en: 'The catalogue has no published dataset "{{code}}". Find it by the search and tick it.',
  },
  'reuses.bad_address': {
    status: 422,
    zh: '网址须以 https:// 开头，指向公开的互联网主机，不得含用户名、密码。',
    en: 'The address starts with https://, leads to a host on the public internet and holds no user name or password.',
  },
  'reuses.personal_data': {
    status: 422,
    zh: '提交的内容会公开显示，请先删去其中的个人信息（{{count}} 处）；未保存任何内容。',
    en: 'This is shown to everybody: take the personal information out first ({{count}} field(s)). Nothing was kept.',
  },
  'reuses.picture_missing': { status: 422, zh: '没有收到图片文件。', en: 'No picture arrived.' },
  'reuses.picture_kind': {
    status: 415,
    zh: '图片须为 PNG、JPEG 或 WebP（按内容识别，不看文件名）；SVG 和其他文件不接受。',
    en: 'A picture is PNG, JPEG or WebP by its content, whatever its name; SVG and other files are not taken.',
  },
  'reuses.picture_broken': {
    status: 422,
    zh: '图片已损坏或不完整，无法读取。请重新导出后再上传。',
    en: 'The picture is damaged or not whole. Export it again and send that.',
  },
  'reuses.picture_large': {
    status: 413,
    zh: '图片超过 {{limit}} 的上限，未保存。请缩小后再上传。',
    en: 'The picture is larger than {{limit}} and was not kept. Send a smaller one.',
  },
  'reuses.picture_pixels': {
    status: 422,
    zh: '图片的尺寸为 {{width}} × {{height}} 像素，超出上限。请缩小后再上传。',
    en: 'The picture has {{width}} × {{height}} pixels, too many. Send a smaller one.',
  },
  'reuses.picture_unknown': {
    status: 422,
    zh: '图片已不在，请重新上传。',
    en: 'The picture is no longer here; send it again.',
  },
  'reuses.too_often': {
    status: 429,
    zh: '提交过于频繁，请在 {{seconds}} 秒后重试。',
    en: 'Too much was sent; try again in {{seconds}} seconds.',
  },
  'reuses.rating_not_found': { status: 404, zh: '没有这条评价。', en: 'There is no such rating.' },
  'reuses.rating_changed': {
    status: 409,
    zh: '您对该数据集的评价已另行更新（第 {{revision}} 稿）。请刷新页面核对后再保存。',
    en: 'Your rating of this dataset was changed elsewhere (revision {{revision}}). Reload the page, compare and save again.',
  },
  'reuses.own_dataset': {
    status: 403,
    zh: '不能评价本单位提供的数据集。',
    en: 'Nobody rates the data of their own organisation.',
  },
  'reuses.unknown_version': {
    status: 422,
    zh: '该数据集没有已发布的第 {{number}} 版。',
    en: 'The dataset has no published version {{number}}.',
  },
  'reuses.own_comment': { status: 409, zh: '不能举报自己的评论。', en: 'Nobody reports a comment of their own.' },
  'reuses.already_reported': {
    status: 409,
    zh: '您已举报过这条评论，无需再次举报。',
    en: 'You have reported this comment already.',
  },
  'reuses.comment_not_shown': {
    status: 409,
    zh: '这条评价目前没有公开的评论。',
    en: 'This rating has no public comment at present.',
  },
  'reuses.comment_not_waiting': {
    status: 409,
    zh: '这条评论目前的状态是“{{state}}”，无需审核。',
    en: 'The comment is "{{state_en}}" and waits for no decision.',
  },
  'reuses.comment_reason_missing': {
    status: 422,
    zh: '不予公开须选择理由，评论人会收到。',
    en: 'Choose why it is not let through; its author is told.',
  },
  'reuses.not_provider': {
    status: 403,
    zh: '只有提供该数据集的单位可以答复。',
    en: 'Only the agency that provides the dataset may answer.',
  },
});
