/** What buyers, owners and the department are told of quotations, reviews, complaints and listings. */
import type { Letter } from './letters.ts';

export const voiceLetters = {
  quotation_asked: {
    subject: ['产品 {{product}} 收到询价 {{no}}', 'Request for quotation {{no}} for product {{product}}'],
    text: [
      '{{buyer}} 就产品 {{product}} 提出询价，请在 {{due}} 前报价，或者说明理由不予报价。',
      '{{buyer}} asks for a quotation for product {{product}}. Make an offer by {{due}}, or say why not.',
    ],
  },
  quotation_offered: {
    subject: ['产品 {{product}} 的报价 {{no}}', 'An offer for product {{product}}: {{no}}'],
    text: [
      '{{owner}} 就产品 {{product}} 向贵单位报价，{{due}} 前有效。接受后按该价格下单。',
      '{{owner}} makes your organisation an offer for product {{product}}, valid until {{due}}. Accepting it places the order at that price.',
    ],
  },
  quotation_closed: {
    subject: ['报价 {{no}}：{{what}}', 'Quotation {{no}}: {{what}}'],
    text: ['产品 {{product}} 的询价、报价 {{no}}：{{what}}。', 'Quotation {{no}} for product {{product}}: {{what}}.'],
  },
  review_written: {
    subject: ['产品 {{product}} 收到评价', 'A review of product {{product}}'],
    text: [
      '购买方对产品 {{product}} 作出评价（{{stars}} 星），可在产品页面回复。',
      'A buyer reviewed product {{product}} ({{stars}} stars); you can reply on its page.',
    ],
  },
  review_replied: {
    subject: ['产品单位回复了贵单位的评价', 'The owner replied to your review'],
    text: ['产品 {{product}} 的单位回复了贵单位的评价。', 'The owner of product {{product}} replied to your review.'],
  },
  review_hidden: {
    subject: ['对产品 {{product}} 的评价：{{what}}', 'Review of product {{product}}: {{what}}'],
    text: [
      '主管部门处理了该评价：{{what}}。理由：{{reason}}',
      'The department decided on the review: {{what}}. Reason: {{reason}}',
    ],
  },
  complaint_filed: {
    subject: ['产品 {{product}} 被投诉（{{no}}）', 'Complaint {{no}} about product {{product}}'],
    text: [
      '产品 {{product}} 被投诉（{{no}}）：{{what}}。请在 {{due}} 前答复。',
      'Complaint {{no}} about product {{product}}: {{what}}. Answer by {{due}}.',
    ],
  },
  complaint_answered: {
    subject: ['投诉 {{no}} 已有答复', 'Complaint {{no}} was answered'],
    text: [
      '产品单位答复了投诉 {{no}}，主管部门应在 {{due}} 前决定。',
      'The owner answered complaint {{no}}; the department decides by {{due}}.',
    ],
  },
  complaint_overdue: {
    subject: ['投诉 {{no}} 逾期未答复', 'Complaint {{no}} was not answered in time'],
    text: [
      '产品单位没有在 {{due}} 前答复投诉 {{no}}，可以径行决定。',
      'The owner did not answer complaint {{no}} by {{due}}; it can be decided now.',
    ],
  },
  complaint_decided: {
    subject: ['投诉 {{no}} 的决定：{{what}}', 'Decision on complaint {{no}}: {{what}}'],
    text: [
      '投诉 {{no}} 的决定：{{what}}；{{measure}}。理由见投诉页面。',
      'Decision on complaint {{no}}: {{what}}. {{measure}}. The reasons are on its page.',
    ],
  },
  complaint_closed: {
    subject: ['投诉 {{no}}：{{what}}', 'Complaint {{no}}: {{what}}'],
    text: ['投诉 {{no}}（产品 {{product}}）：{{what}}。', 'Complaint {{no}} about product {{product}}: {{what}}.'],
  },
  listing_ended: {
    subject: ['产品 {{product}} 在{{exchange}}的挂牌已终止', 'Listing of product {{product}} has ended'],
    text: [
      '产品 {{product}} 在{{exchange}}的挂牌（{{listing}}）已终止：{{what}}。请立即在该机构办理摘牌。',
      'The listing of product {{product}} at {{exchange}} ({{listing}}) has ended: {{what}}. Take it down there at once.',
    ],
  },
  sale_reported: {
    subject: ['场外成交 {{ref}} 已登记为订单 {{order}}', 'Deal {{ref}} is entered as order {{order}}'],
    text: [
      '{{owner}} 报告了在{{exchange}}的成交 {{ref}}，订单 {{order}}。请按订单所附账户和参考号付款。',
      '{{owner}} reported deal {{ref}} at {{exchange}} as order {{order}}. Pay it under the reference and to the account of the order.',
    ],
  },
} as const satisfies Record<string, Letter>;
