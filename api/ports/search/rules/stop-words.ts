/** Words that say nothing beside others; a question of nothing else finds nothing. */
export const stopWords: readonly string[] = ['的', '了', '和', '与', '及', '之', '等', 'the', 'of', 'and'];
