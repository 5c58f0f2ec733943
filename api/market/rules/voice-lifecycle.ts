/** The ways of quotations, complaints and listings at exchanges. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { ComplaintState, ListingState, QuotationState, ReviewState } from './voice-codes.ts';

const [buyer, owner, platform, department] = ['buyer', 'owner', 'platform', 'information department'];

export const quotationLifecycle = defineLifecycle<QuotationState>({
  asked: {
    offer: { to: 'offered', event: 'market.offer_quotation', by: owner },
    decline: { to: 'declined', event: 'market.decline_quotation', by: owner },
    withdraw: { to: 'withdrawn', event: 'market.withdraw_quotation', by: buyer },
    lapse: { to: 'lapsed', event: 'market.lapse_quotation', by: platform },
  },
  offered: {
    accept: { to: 'accepted', event: 'market.accept_quotation', by: buyer },
    reject: { to: 'rejected', event: 'market.reject_quotation', by: buyer },
    offer: { to: 'offered', event: 'market.offer_quotation', by: owner },
    withdraw: { to: 'withdrawn', event: 'market.withdraw_quotation', by: owner },
    lapse: { to: 'lapsed', event: 'market.lapse_quotation', by: platform },
  },
  accepted: {},
  declined: {},
  rejected: {},
  withdrawn: {},
  lapsed: {},
});

export const reviewLifecycle = defineLifecycle<ReviewState>({
  visible: {
    reword: { to: 'visible', event: 'market.write_review', by: buyer },
    reply: { to: 'visible', event: 'market.reply_review', by: owner },
    hide: { to: 'hidden', event: 'market.hide_review', by: department },
  },
  hidden: {
    show: { to: 'visible', event: 'market.show_review', by: department },
  },
});

export const complaintLifecycle = defineLifecycle<ComplaintState>({
  filed: {
    answer: { to: 'answered', event: 'market.answer_complaint', by: owner },
    decide: { to: 'decided', event: 'market.decide_complaint', by: department },
    withdraw: { to: 'withdrawn', event: 'market.withdraw_complaint', by: 'complainant' },
  },
  answered: {
    answer: { to: 'answered', event: 'market.answer_complaint', by: owner },
    decide: { to: 'decided', event: 'market.decide_complaint', by: department },
    withdraw: { to: 'withdrawn', event: 'market.withdraw_complaint', by: 'complainant' },
  },
  decided: {
    carry_out: { to: 'decided', event: 'market.carry_out_measure', by: owner },
  },
  withdrawn: {},
});

export const listingLifecycle = defineLifecycle<ListingState>({
  listed: {
    end: { to: 'ended', event: 'market.end_listing', by: 'owner or platform' },
    report: { to: 'listed', event: 'market.report_sale', by: owner },
  },
  ended: {},
});
