/** Fills the catalogue in a process of its own, so that the memory it takes is not counted against the server's. */
import { makeDb } from '#api/db.ts';
import { generateEntries } from './entries.ts';

const [databaseUrl = '', count = '0'] = process.argv.slice(2);
const { db, close } = makeDb(databaseUrl);
await generateEntries(db, Number(count));
await close();
