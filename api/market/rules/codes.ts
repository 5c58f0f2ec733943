/** Code lists of what stands around a product, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

/** What a line of a citation certificate can be found to be when it is held against the access log. */
export const citationFaults = defineCodes({
  delivery_not_found: ['访问记录中没有这次交付', 'No such delivery in the access log'],
  other_developer: ['这次交付不是给该开发单位的', 'It was delivered to somebody else'],
  resource_differs: ['交付的不是这项信息资源', 'Another resource was delivered'],
  version_differs: ['交付的不是这一版本', 'Another version was delivered'],
  date_differs: ['获取日期与记录不符', 'The date of acquisition differs from the log'],
  hash_differs: ['数据摘要与记录不符', 'The hash differs from the log'],
  agreement_differs: ['协议编号与记录不符', 'The agreement differs from the log'],
});
export type CitationFault = CodeOf<typeof citationFaults>;

/** What a file somebody holds in hand is found to be. */
export const fileVerdicts = defineCodes({
  genuine: ['真实，与本平台出具的一致', 'Genuine: exactly what was issued here'],
  altered: ['内容或签名被改动，不可信', 'Changed after it was signed; not to be trusted'],
  unknown: ['签名不是本平台出具的', 'Not signed here'],
  unreadable: ['不是来源证书文件', 'Not a citation certificate'],
});
export type FileVerdict = CodeOf<typeof fileVerdicts>;

export const noticeKinds = defineCodes({
  withdrawn: ['来源已撤销', 'Source withdrawn'],
  doubted: ['来源存疑，正在核实', 'Source under correction'],
  corrected: ['来源已更正', 'Source corrected'],
});
export type NoticeKind = CodeOf<typeof noticeKinds>;

export const noticeStates = defineCodes({
  open: ['待开发单位答复', 'Waits for the developer'],
  answered: ['已答复', 'Answered'],
  lapsed: ['已终结：经核实来源无误', 'Closed: the source was right'],
});
export type NoticeState = CodeOf<typeof noticeStates>;

export const noticeAnswers = defineCodes({
  remade: ['已用更正后的数据重新制作', 'Re-made from the corrected data'],
  unaffected: ['产品不受影响', 'The product is not affected'],
  taken_off: ['产品已下架', 'The product was taken off'],
});
export type NoticeAnswer = CodeOf<typeof noticeAnswers>;

export const noticeActions = defineCodes({
  opened: ['通知开发单位', 'The developer was told'],
  confirmed: ['来源更正完成，再次通知', 'The correction is published; told again'],
  answered: ['开发单位答复', 'The developer answered'],
  returned: ['要求重新答复', 'Asked to answer again'],
  overdue: ['逾期未答复', 'Not answered in time'],
  lapsed: ['来源经核实无误', 'The source was found right'],
});
export type NoticeAction = CodeOf<typeof noticeActions>;

/** Stations of the way from data to what was sold. */
export const lineageKinds = defineCodes({
  version: ['数据集版本', 'Dataset version'],
  delivery: ['交付', 'Delivery'],
  product: ['数据产品', 'Product'],
  order: ['销售', 'Sales'],
});
export type LineageKind = CodeOf<typeof lineageKinds>;
