/**
 * The rules that point at a circumstance of Article 27, each with its signal, the provision it cites and, where it has one, its
 * threshold. A region's department switches them and sets the thresholds; facts are read by the room's detectors.
 */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const detectorCodes = defineCodes({
  collected_beyond: ['扩大采集范围或者重复采集', 'Collected beyond the approval, or twice'],
  refused_not_served: ['因拒绝采集而未办理', 'Not served after a refusal'],
  asset_duties: ['资产未登记、未维护', 'Assets not registered or not maintained'],
  security_duties: ['安全职责未履行', 'Security duties not done'],
  off_cloud: ['数据未存储于同级政务云', 'Data stored off the cloud of the same level'],
  sharing_reply_late: ['共享申请逾期未答复', 'Sharing request not answered in time'],
  sharing_delivery_late: ['同意共享后逾期未供给', 'Granted data not provided in time'],
  sharing_correction_late: ['共享数据校核逾期未反馈', 'Correction of shared data late'],
  sharing_set_aside: ['拒绝共享被撤销', 'Refusal to share set aside'],
  restricted_without_basis: ['限制共享没有依据', 'Restricted sharing without a basis'],
  open_data_overdue: ['开放数据逾期未更新', 'Open data overdue for update'],
  correction_late: ['公众纠错逾期未答复', 'Public correction not answered in time'],
  request_late: ['公众数据需求逾期未答复', 'Public data request not answered in time'],
  sharing_misuse: ['超出目的或者范围使用共享数据', 'Shared data used outside purpose or scope'],
  sharing_disposal_late: ['共享数据期满逾期未处置', 'Shared data not disposed of in time'],
  leak_traced: ['外流文件溯源到该单位', 'A leaked file traced to the body'],
  personal_in_open: ['开放数据中检出个人信息', 'Personal information found in open data'],
  catalogue_late: ['目录编制和审核逾期', 'Catalogue duty late'],
  topic_without_lead: ['主题目录没有牵头单位', 'Topic that nobody leads'],
  base_not_compiled: ['基础数据未编入基础目录', 'Basic data outside the basic catalogue'],
  filing_late: ['授权协议逾期未备案', 'Agreement not filed in time'],
  treasury_late: ['应缴财政收入逾期未缴库', 'Treasury part not remitted in time'],
});
export type DetectorCode = CodeOf<typeof detectorCodes>;

export interface RuleFacts {
  readonly circumstance: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  /** What the platform reads for it. */
  readonly signal: readonly [zh: string, en: string];
  /** As it is cited in a file. */
  readonly provision: string;
  /** Working days beyond the term before it becomes a clue; null where no time is counted. */
  readonly grace: number | null;
}

const s809 = '《政务数据共享条例》';
const own = '《山西省政务数据管理应用条例》';

export const detectorRules: Readonly<Record<DetectorCode, RuleFacts>> = {
  collected_beyond: {
    circumstance: 1,
    signal: [
      '采集登记与系统回执比对：与他人可共享数据重复、无依据无同意、超出批准范围、同一对象重复索取',
      'The collection register against what systems report: held by another, without basis or consent, beyond the approval, asked twice',
    ],
    provision: `${own}第十条、第二十七条第一项；${s809}第十九条`,
    grace: null,
  },
  refused_not_served: {
    circumstance: 2,
    signal: [
      '当事人拒绝提供后，事项被停办或者超过承诺时限',
      'A service case stopped, or stood idle, after a refusal to be asked',
    ],
    provision: `${own}第十条、第二十七条第二项`,
    grace: null,
  },
  asset_duties: {
    circumstance: 4,
    signal: [
      '有数据无卡片、卡片超期未维护、登记到期、盘点逾期、账目录存储不一致',
      'Data without a card, a card not maintained, a registration that ran out, a late inventory, a difference that stands',
    ],
    provision: `${own}第十七条、第二十七条第四项`,
    grace: null,
  },
  security_duties: {
    circumstance: 6,
    signal: [
      '事件未报告、预案演练逾期、权限未复核、服务单位未评价、影响评估缺失',
      'Incidents not reported, plans and drills overdue, privileges not reviewed, providers not evaluated, assessments missing',
    ],
    provision: `${own}第二十四条、第二十五条、第二十七条第六项`,
    grace: null,
  },
  off_cloud: {
    circumstance: 7,
    signal: ['目录所载存储位置不在同级政务云', 'The storage location on record is not the cloud of the same level'],
    provision: `${own}第六条、第二十七条第七项`,
    grace: null,
  },
  sharing_reply_late: {
    circumstance: 3,
    signal: ['答复时限已过，申请仍在办理', 'The time to reply is over and the request is still in hand'],
    provision: `${own}第十三条、第二十七条第三项；${s809}第二十一条`,
    grace: 0,
  },
  sharing_delivery_late: {
    circumstance: 3,
    signal: ['同意之日起二十个工作日内未供给', 'Not provided within twenty working days of the consent'],
    provision: `${own}第十三条、第二十七条第三项；${s809}第二十二条`,
    grace: 0,
  },
  sharing_correction_late: {
    circumstance: 3,
    signal: ['收到校核申请十个工作日内未反馈', 'No answer within ten working days of the correction request'],
    provision: `${own}第十一条、第二十七条第三项；${s809}第二十六条`,
    grace: 0,
  },
  sharing_set_aside: {
    circumstance: 3,
    signal: [
      '异议经协调或者决定，撤销了原不同意共享的答复',
      'On an objection the refusal to share was set aside by the department or the government',
    ],
    provision: `${own}第十三条、第二十七条第三项；${s809}第二十八条`,
    grace: null,
  },
  restricted_without_basis: {
    circumstance: 3,
    signal: ['目录条目限制共享而没有引用依据', 'The published entry restricts sharing and cites no basis'],
    provision: `${own}第十二条、第二十七条第三项；${s809}第十四条、第十五条`,
    grace: null,
  },
  open_data_overdue: {
    circumstance: 3,
    signal: ['最新版本发布后超过更新周期', 'The newest version is older than the update cycle'],
    provision: `${own}第十一条、第十四条、第二十七条第三项`,
    grace: 5,
  },
  correction_late: {
    circumstance: 3,
    signal: ['公众纠错的答复时限已过', 'The time to answer a correction of the public is over'],
    provision: `${own}第十一条、第二十七条第三项`,
    grace: 0,
  },
  request_late: {
    circumstance: 3,
    signal: ['公众数据需求的答复时限已过', 'The time to answer a data request of the public is over'],
    provision: `${own}第十四条、第二十七条第三项`,
    grace: 0,
  },
  sharing_misuse: {
    circumstance: 5,
    signal: [
      '提供单位因超出目的、范围使用暂停了共享',
      'The provider suspended sharing for use outside what was granted',
    ],
    provision: `${own}第十三条、第二十七条第五项；${s809}第二十七条`,
    grace: null,
  },
  sharing_disposal_late: {
    circumstance: 5,
    signal: ['使用期满后逾期未报告处置', 'The disposition after the term was not reported in time'],
    provision: `${own}第十三条、第二十七条第五项；${s809}第二十九条`,
    grace: 0,
  },
  leak_traced: {
    circumstance: 5,
    signal: ['水印比对指明外流文件出自对该单位的供给', 'The marks in a leaked file name a delivery to this body'],
    provision: `${own}第二十五条、第二十七条第五项`,
    grace: null,
  },
  personal_in_open: {
    circumstance: 5,
    signal: [
      '已发布的开放版本检出应当阻止发布的个人信息',
      'A published open version holds personal information that should have kept it back',
    ],
    provision: `${own}第十五条、第二十五条、第二十七条第五项`,
    grace: null,
  },
  catalogue_late: {
    circumstance: 7,
    signal: [
      '法律或者职责变化后未按期更新目录，或者未按期审定延长、审核发布',
      'The catalogue was not updated in time after a change of law or duty, or its extension or review was not decided in time',
    ],
    provision: `${own}第十一条、第二十七条第七项`,
    grace: 0,
  },
  topic_without_lead: {
    circumstance: 7,
    signal: ['主题目录没有在任的牵头单位', 'An open topic has no lead department on the day'],
    provision: `${own}第九条、第二十七条第七项`,
    grace: null,
  },
  base_not_compiled: {
    circumstance: 7,
    signal: [
      '归类为基础信息的已发布条目没有编入基础目录',
      'A published entry classed as basic information is in no basic catalogue',
    ],
    provision: `${own}第九条、第二十七条第七项`,
    grace: null,
  },
  filing_late: {
    circumstance: 7,
    signal: ['协议签订后超过备案期限', 'The agreement is signed and the time to file it is over'],
    provision: `${own}第十九条、第二十七条第七项`,
    grace: 0,
  },
  treasury_late: {
    circumstance: 7,
    signal: ['账单审核后应缴部分逾期未入库', 'The treasury part of an approved statement is not paid in'],
    provision: `${own}第二十一条、第二十七条第七项`,
    grace: 0,
  },
};
