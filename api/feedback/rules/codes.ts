/** Code lists of data requests and corrections, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const requestStates = defineCodes({
  filed: ['待受理', 'Filed'],
  assigned: ['办理中', 'With the agency'],
  promised: ['承诺开放', 'Opening promised'],
  opened: ['已开放', 'Opened'],
  partly: ['部分开放', 'Partly opened'],
  refused: ['不予开放', 'Refused'],
  not_held: ['不掌握该数据', 'Not held'],
  returned: ['已退回', 'Returned'],
  merged: ['已合并', 'Merged'],
  withdrawn: ['已撤回', 'Withdrawn'],
});
export type RequestState = CodeOf<typeof requestStates>;

export const urgencies = defineCodes({
  normal: ['一般', 'Normal'],
  soon: ['较急，三个月内需要', 'Soon: needed within three months'],
  urgent: ['紧急，一个月内需要', 'Urgent: needed within a month'],
});

export const answerKinds = defineCodes({
  promise: ['将在承诺日期前开放', 'Will be opened by a date'],
  open: ['已开放', 'Opened'],
  partly: ['部分开放', 'Partly opened'],
  refuse: ['不予开放', 'Refused'],
  not_held: ['本单位不掌握', 'Not held by this agency'],
});
export type AnswerKind = CodeOf<typeof answerKinds>;

/** What happened to a request, as its timeline says it. */
export const requestActions = defineCodes({
  file: ['提出需求', 'Request filed'],
  assign: ['受理并转交承办单位', 'Accepted and assigned'],
  forward: ['转交其他地区', 'Passed to another region'],
  return: ['退回', 'Returned'],
  merge: ['合并到同类需求', 'Merged into another request'],
  extend: ['延长答复期限', 'Time to answer extended'],
  promise: ['答复：将开放', 'Answer: will be opened'],
  open: ['答复：已开放', 'Answer: opened'],
  partly: ['答复：部分开放', 'Answer: partly opened'],
  refuse: ['答复：不予开放', 'Answer: refused'],
  not_held: ['答复：不掌握该数据', 'Answer: not held'],
  withdraw: ['撤回需求', 'Request withdrawn'],
});
export type RequestAction = CodeOf<typeof requestActions>;

export const actors = defineCodes({
  author: ['提出人', 'Whoever asked'],
  department: ['政务信息管理部门', 'Information department'],
  agency: ['承办单位', 'Agency'],
});
export type Actor = CodeOf<typeof actors>;

export const requestSorts = defineCodes({
  votes: ['支持最多', 'Most votes'],
  new: ['最新提出', 'Newest'],
  overdue: ['逾期优先', 'Overdue first'],
});

export const correctionStates = defineCodes({
  filed: ['待核实', 'To be checked'],
  accepted: ['已受理，核实中', 'Accepted, being checked'],
  corrected: ['已更正', 'Corrected'],
  no_error: ['经核实无误', 'No error found'],
});
export type CorrectionState = CodeOf<typeof correctionStates>;

export const correctionTargets = defineCodes({
  data: ['数据内容', 'The data'],
  description: ['目录信息', 'The description'],
});
