import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'search.synonym_too_few': {
    status: 422,
    zh: '同义词组至少要有两个不同的词语。',
    en: 'A group of synonyms needs at least two different words.',
  },
  'search.synonym_taken': {
    status: 409,
    zh: '“{{word}}”已在另一组同义词中，请先撤销该组，再合并登记。',
    en: '"{{word}}" already belongs to another group; revoke that one and enter both together.',
  },
  'search.synonym_not_found': { status: 404, zh: '没有这组同义词。', en: 'There is no such group of synonyms.' },
  'search.synonym_revoked': {
    status: 409,
    zh: '这组同义词已经撤销。',
    en: 'This group of synonyms has been revoked already.',
  },
});
