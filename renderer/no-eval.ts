import { config } from 'zod';

// zod would try `new Function` to speed up parsing; the content security policy refuses it and reports each try.
// Imported before any schema is built.
config({ jitless: true });
