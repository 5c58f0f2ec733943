import { stampLater } from './timestamps.ts';

export const documentJobs = { 'documents.timestamp': stampLater };
