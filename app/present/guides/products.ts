import { products as words } from '#app/i18n/guides/products.ts';
import { call, file, type Guide, sh } from './guide.ts';

const person = { as: 'JINSHU_TOKEN' } as const;
const own = '/own/products/$PRODUCT';

export const products: Guide = {
  slug: 'products',
  words,
  parts: (facts, say) => [
    {
      id: 'draft',
      samples: [
        sh(
          'draft',
          file('product.json', {
            agreement_id: '$AGREEMENT',
            kind: 'dataset',
            title: say('sample_title'),
            summary: say('sample_summary'),
            description: say('sample_description'),
            price_fen: '120000',
          }),
          call(facts, '/own/products', { ...person, json: 'product.json' }),
        ),
      ],
    },
    {
      id: 'cite',
      samples: [
        sh('deliveries', call(facts, `${own}/deliveries`, person)),
        sh(
          'cite',
          file('sources.json', '{ "revision": $REVISION, "delivery_ids": ["$DELIVERY"] }'),
          call(facts, `${own}/sources`, { method: 'PUT', ...person, json: 'sources.json' }),
        ),
      ],
    },
    {
      id: 'file',
      samples: [
        sh(
          'upload',
          call(facts, `${own}/file?revision=$REVISION`, {
            method: 'PUT',
            ...person,
            more: ['-F "file=@product.csv;type=text/csv"'],
          }),
        ),
      ],
    },
    {
      id: 'plans',
      samples: [
        sh(
          'plan',
          file('plan.json', {
            name: say('sample_plan'),
            terms: { kind: 'period', unit: 'month', amount_fen: '9900' },
          }),
          call(facts, `${own}/plans`, { ...person, json: 'plan.json' }),
        ),
      ],
    },
    {
      id: 'list',
      samples: [
        sh('missing', call(facts, own, person)),
        sh(
          'list',
          file('listing.json', '{ "revision": $REVISION }'),
          call(facts, `${own}/listing`, { ...person, json: 'listing.json' }),
        ),
      ],
    },
    {
      id: 'proof',
      samples: [
        sh('certificates', call(facts, '/products/$NO/citations')),
        sh(
          'certificate',
          call(facts, '/product-citations/$CITATION/certificate.pdf', { more: ['-o certificate.pdf'] }),
        ),
      ],
    },
  ],
};
