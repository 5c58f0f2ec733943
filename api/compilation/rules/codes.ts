/** Code lists of the room, with their words. T809 is the State Council's Order 809. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const requirementStates = defineCodes({
  draft: ['起草中', 'Draft'],
  checking: ['待核', 'Being checked'],
  checked: ['已核', 'Checked'],
  published: ['已发布', 'Published'],
  dropped: ['已作废', 'Dropped'],
});

/** How a published version stands on a day. */
export const standings = defineCodes({
  in_force: ['现行有效', 'In force'],
  coming: ['尚未生效', 'Not yet in force'],
  superseded: ['已被替代', 'Superseded'],
});
export type Standing = CodeOf<typeof standings>;

export const importStates = defineCodes({
  previewed: ['待导入', 'Read, not applied'],
  applied: ['已导入', 'Applied'],
  dropped: ['已放弃', 'Dropped'],
});

export const rowKinds = defineCodes({
  faulty: ['有错误', 'With errors'],
  new: ['新增', 'New'],
  changed: ['修改', 'Changed'],
  unchanged: ['无变化', 'Unchanged'],
});
export type RowKind = CodeOf<typeof rowKinds>;

export const triggerKinds = defineCodes({
  law: ['法律、法规、规章变化', 'A law or regulation changed'],
  decision: ['国家决定、规划变化', 'A decision of the state changed'],
  duty: ['本单位职责变化', 'The duties of the agency changed'],
});

export const triggerStates = defineCodes({
  open: ['更新中', 'Running'],
  done: ['已完成', 'Done'],
  dropped: ['已撤销', 'Dropped'],
});

export const extensionAnswers = defineCodes({
  granted: ['同意延长', 'Consented'],
  refused: ['不同意延长', 'Not consented'],
});

/** The clocks of the catalogue. */
export const clockKinds = defineCodes({
  update: ['依法更新目录', 'Update after a change of law or duty'],
  consent: ['审定延长', 'Consent to more time'],
  review: ['审核并发布', 'Review and publish'],
  data: ['按更新周期更新数据', 'Renew the data within the cycle'],
});
export type ClockKind = CodeOf<typeof clockKinds>;

export const tones = defineCodes({
  late: ['超期', 'Late'],
  due: ['临期', 'Due'],
  green: ['正常', 'In time'],
});
export type Tone = CodeOf<typeof tones>;

export const boardColumns = defineCodes({
  no: ['编号', 'No.'],
  title: ['条目或事由', 'Entry or matter'],
  agency: ['提供单位', 'Agency'],
  clock: ['时限', 'Clock'],
  ball: ['待办方', 'Next to act'],
  due: ['到期日', 'Due on'],
  left: ['剩余工作日', 'Working days left'],
  tone: ['状态', 'Standing'],
});

export const balls = defineCodes({
  agency: ['提供单位', 'The agency'],
  information_department: ['信息管理部门', 'The information department'],
});
