/** Parameters of the register (brief 2.2 marks them as recalled, so each region may set its own), with what holds by default. */
export const assetTerms = {
  /** Working days from receipt to the end of the formal review. */
  review: { key: 'assets.review_working_days', byDefault: 20 },
  /** Working days of public notice. */
  notice: { key: 'assets.notice_working_days', byDefault: 10 },
  /** Working days to give the code after the notice. */
  code: { key: 'assets.code_working_days', byDefault: 5 },
  /** Working days to decide on a cancellation. */
  cancel: { key: 'assets.cancel_working_days', byDefault: 10 },
  /** Years a registration is valid. */
  validity: { key: 'assets.validity_years', byDefault: 3 },
  /** Days before its end from which it can be renewed. */
  renewal: { key: 'assets.renewal_days', byDefault: 60 },
  /** Months after which a card is to be looked at again (brief 7.3). */
  maintenance: { key: 'assets.maintenance_months', byDefault: 12 },
  /** Days after the publication of data within which they get a card. */
  grace: { key: 'assets.grace_days', byDefault: 90 },
} as const;
export type AssetTerm = keyof typeof assetTerms;
export const longestAssetText = 2000;
