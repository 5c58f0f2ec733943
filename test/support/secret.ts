/** One secret for the whole run: keys sealed in the template open in its clones. */
export const testSecret = 'a-secret-of-the-tests-0123456789-abcdefghijk';
