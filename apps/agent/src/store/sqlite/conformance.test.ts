import { storeConformance } from '../conformance/suite.ts';
import { sqlitePlace } from '../testing/sqlite-place.ts';

storeConformance('SQLite', sqlitePlace);
