import { newsSchema, type StaffNews } from '../../electron/bridge/staff-page.ts';

/** More than the calls of a lobby; a stream that never ends a line is not ours. */
const longestLine = 64 * 1024;

/**
 * Reads server-sent events (WHATWG HTML, 9.2) as far as the kiosk writes them: one line of data an event. Lines without
 * content only say that the connection lives. What does not fit the schema is of a newer kiosk, and passed over.
 */
export function createNewsReader(): (text: string) => StaffNews[] {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = (lines.pop() ?? '').slice(0, longestLine);
    return lines.flatMap((line) => {
      if (!line.startsWith('data:')) return [];
      const news = newsSchema.safeParse(parse(line.slice('data:'.length)));
      return news.success ? [news.data] : [];
    });
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
