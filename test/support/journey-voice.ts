/** The buyers' voice in the scene: a request with an offer, a private offer, a review, complaints, and a listing with a deal. */
import { complaining } from '#api/market/complaints/contract.ts';
import { answerComplaint, decideComplaint, fileComplaint } from '#api/market/complaints/service.ts';
import { newListing, sale } from '#api/market/listings/contract.ts';
import { enterDataExchange, listAtExchange, reportExchangeSale } from '#api/market/listings/service.ts';
import { asking, offering, privateOffer } from '#api/market/quotations/contract.ts';
import { askQuotation, makePrivateOffer, offerQuotation } from '#api/market/quotations/service.ts';
import { replyToProductReview, reviewProduct } from '#api/market/reviews/service.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import type { Market } from '#test/support/market.ts';

export async function voiceSide(m: Market, product: OwnProductOut): Promise<Readonly<Record<string, string>>> {
  const { no } = product;
  const uscc = m.world.organization('buyer').uscc;
  const asked = await askQuotation(
    m.buyer,
    no,
    asking.parse({
      need: '全省干线逐日指数，含五年历史',
      use: '物流路线规划',
      purpose_kind: 'industry',
      volume: '约 2000 万行',
      period: '三年',
      wanted_by: '2026-11-20',
    }),
  );
  const terms = { kind: 'one_off', amount_fen: '80000' } as const;
  const offer = { revision: 1, terms, valid_until: '2026-11-30', words: '含历史数据' };
  const first = await offerQuotation(m.developer, asked.id, offering.parse(offer));
  const better = { ...terms, amount_fen: '75000' };
  await offerQuotation(m.developer, asked.id, offering.parse({ ...offer, revision: first.revision, terms: better }));
  const unasked = { product_no: no, buyer_uscc: uscc, terms, valid_until: '2026-11-30' };
  const offered = await makePrivateOffer(m.developer, privateOffer.parse(unasked));
  const review = await reviewProduct(m.buyer, no, { stars: 4, words: '指数准确，更新及时；希望补充县道。' });
  await replyToProductReview(m.developer, review.id, {
    revision: review.revision,
    words: '感谢反馈，县道已列入计划。',
  });
  const complain = (category: string) =>
    fileComplaint(m.buyer, no, complaining.parse({ category, statement: '十月缺少三日数据', wish: '补齐数据' }));
  const open = await complain('quality');
  const heard = await answerComplaint(m.developer, (await complain('support')).id, {
    revision: 1,
    words: '已安排专人',
  });
  const decided = await decideComplaint(m.reviewer, heard.id, {
    revision: heard.revision,
    words: '双方已达成一致',
    finding: 'settled',
    measure: 'correct',
  });
  const exchange = await enterDataExchange(m.reviewer, {
    name: '山西数据交易中心',
    name_en: 'Shanxi Data Exchange',
    website: 'https://exchange.example',
    basis: '晋政函〔2026〕8号',
  });
  const listing = await listAtExchange(
    m.developer,
    newListing.parse({
      product_no: no,
      exchange_id: exchange.id,
      listing_no: 'SX-2026-0031',
      address: 'https://exchange.example/products/0031',
    }),
  );
  const deal = { external_ref: 'CJ-2026-0007', sold_on: '2026-11-02', buyer_uscc: uscc, plan: 1, amount_fen: '120000' };
  await reportExchangeSale(m.developer, listing.id, sale.parse({ revision: listing.revision, ...deal }));
  return {
    quotation: `/w/quotations/${asked.id}`,
    private_offer: `/w/quotations/${offered.id}`,
    quotation_new: `/w/quotations/new?product=${no}`,
    private_offer_new: `/w/quotations/new?offer=1&product=${no}&kind=period`,
    review_history: `/w/product-reviews/${review.id}`,
    complaint: `/w/complaints/${open.id}`,
    complaint_decided: `/w/complaints/${decided.id}`,
    complaint_new: `/w/complaints/new?product=${no}`,
    listing: `/w/listings/${listing.id}`,
    right_statement: `/right-statements/${listing.statement_no}`,
  };
}
