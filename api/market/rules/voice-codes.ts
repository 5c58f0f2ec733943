/** Code lists of the buyers' voice: quotations, reviews, complaints, listings at exchanges. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const quotationKinds = defineCodes({
  requested: ['询价', 'Request for quotation'],
  private: ['定向报价', 'Private offer'],
});
export type QuotationKind = CodeOf<typeof quotationKinds>;

export const quotationStates = defineCodes({
  asked: ['待报价', 'Waits for an offer'],
  offered: ['已报价，待购买方决定', 'Offered, for the buyer to decide'],
  accepted: ['已接受并下单', 'Accepted and ordered'],
  declined: ['不予报价', 'No offer made'],
  rejected: ['购买方未接受', 'Not accepted'],
  withdrawn: ['已撤回', 'Taken back'],
  lapsed: ['已过期', 'Lapsed'],
});
export type QuotationState = CodeOf<typeof quotationStates>;

export const quotationSides = defineCodes({
  buyer: ['购买方', 'Buyer'],
  owner: ['产品单位', 'Owner of the product'],
  department: ['数据主管部门', 'Information department'],
});
export type QuotationSide = CodeOf<typeof quotationSides>;

export const quotationActions = defineCodes({
  ask: ['询价', 'Asked for a quotation'],
  offer: ['报价', 'Made an offer'],
  decline: ['不予报价', 'Declined to make an offer'],
  accept: ['接受报价并下单', 'Accepted the offer and ordered'],
  reject: ['不接受报价', 'Did not accept the offer'],
  withdraw: ['撤回', 'Took it back'],
  lapse: ['过期', 'Lapsed'],
});
export type QuotationAction = CodeOf<typeof quotationActions>;

export const reviewStates = defineCodes({
  visible: ['公开', 'Shown'],
  hidden: ['已隐藏', 'Hidden'],
});
export type ReviewState = CodeOf<typeof reviewStates>;

export const complaintCategories = defineCodes({
  misleading_citation: ['来源标注不实', 'Misleading citation of sources'],
  rights: [
    '侵犯合法权益（个人信息、商业秘密、知识产权）',
    'Infringes rights (privacy, trade secrets, intellectual property)',
  ],
  quality: ['产品质量与说明不符', 'Quality other than described'],
  delivery: ['未按约定交付或无法使用', 'Not delivered as agreed, or not usable'],
  price: ['价格或收费问题', 'Price or charging'],
  support: ['服务与支持', 'Service and support'],
});
export type ComplaintCategory = CodeOf<typeof complaintCategories>;

/** What concerns everybody: no purchase is needed to complain of it. */
export const openCategories: readonly ComplaintCategory[] = ['misleading_citation', 'rights'];

export const complaintStates = defineCodes({
  filed: ['待产品单位答复', 'Waits for the owner’s answer'],
  answered: ['已答复，待主管部门决定', 'Answered, for the department to decide'],
  decided: ['已决定', 'Decided'],
  withdrawn: ['投诉人撤回', 'Taken back by the complainant'],
});
export type ComplaintState = CodeOf<typeof complaintStates>;

export const complaintFindings = defineCodes({
  founded: ['投诉成立', 'Founded'],
  unfounded: ['投诉不成立', 'Unfounded'],
  settled: ['双方和解', 'Settled between the two'],
});
export type ComplaintFinding = CodeOf<typeof complaintFindings>;

export const complaintMeasures = defineCodes({
  none: ['无需采取措施', 'Nothing to be done'],
  correct: ['责令改正说明或产品', 'The description or the product is to be corrected'],
  refund: ['责令办理退款', 'The buyer is to be refunded'],
  delist: ['责令下架产品', 'The product is to be taken off'],
});
export type ComplaintMeasure = CodeOf<typeof complaintMeasures>;

export const complaintSides = defineCodes({
  complainant: ['投诉人', 'Complainant'],
  owner: ['产品单位', 'Owner of the product'],
  department: ['数据主管部门', 'Information department'],
});
export type ComplaintSide = CodeOf<typeof complaintSides>;

export const complaintActions = defineCodes({
  file: ['提出投诉', 'Complained'],
  answer: ['答复', 'Answered'],
  decide: ['作出决定', 'Decided'],
  withdraw: ['撤回投诉', 'Took the complaint back'],
  overdue: ['逾期未答复', 'Not answered in time'],
  carry_out: ['报告措施已落实', 'Reported the measure as carried out'],
});
export type ComplaintAction = CodeOf<typeof complaintActions>;

export const listingStates = defineCodes({
  listed: ['挂牌中', 'Listed'],
  ended: ['已摘牌', 'Ended'],
});
export type ListingState = CodeOf<typeof listingStates>;

export const listingEnds = defineCodes({
  by_owner: ['产品单位摘牌', 'Ended by the owner'],
  product_withdrawn: ['产品已下架', 'The product was withdrawn'],
  agreement_not_in_force: ['所依据的协议不在有效期内', 'The agreement behind it is not in force'],
  right_changed: [
    '所依据的协议或者备案已变更，权属声明失效',
    'The agreement or its filing changed, so the statement of right no longer holds',
  ],
});
export type ListingEnd = CodeOf<typeof listingEnds>;
