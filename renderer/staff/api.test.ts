import { expect, it, vi } from 'vitest';
import { createStaffApi } from './api.ts';
import { jsonOf } from './staff-page-testing.ts';

function asking(answer: () => Response | Promise<Response>) {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => answer());
  const onRefused = vi.fn();
  return { api: createStaffApi({ fetch, onRefused }), fetch, onRefused };
}

it('sends what changes something with the mark that no form of another site has', async () => {
  const { api, fetch } = asking(() => jsonOf({ result: 'done' }));
  expect(await api.act('/api/kiosk', { action: 'close' })).toEqual({ ok: true, value: 'done' });
  expect(fetch).toHaveBeenCalledExactlyOnceWith(
    '/api/kiosk',
    expect.objectContaining({
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tiepdon-staff': '1' },
      body: '{"action":"close"}',
    }),
  );
});

it('gives an answer of the login although its status is a refusal’s', async () => {
  const { api, onRefused } = asking(() => jsonOf({ kind: 'wait', seconds: 61 }, 403));
  const answer = await api.login({ by: 'pin', name: 'lan', pin: '739150' });
  expect(answer).toEqual({ ok: true, value: { kind: 'wait', seconds: 61 } });
  expect(onRefused).not.toHaveBeenCalled();
});

it.each([
  ['a refusal', () => jsonOf({ error: 'locked' }, 423), 'locked'],
  ['what is no answer of this kiosk', () => jsonOf({ result: 'sold' }), 'failed'],
  ['what is no JSON', () => new Response('<html>', { status: 502 }), 'failed'],
  ['silence', () => Promise.reject(new TypeError('fetch failed')), 'away'],
])('tells %s', async (_, response, why) => {
  const { api, onRefused } = asking(response);
  expect(await api.act('/api/print/test')).toEqual({ ok: false, why });
  expect(onRefused).toHaveBeenCalledExactlyOnceWith(why);
});

it('brings the report under its name, and a refusal as a refusal', async () => {
  const headers = { 'content-disposition': 'attachment; filename="tiepdon-K1-2026-03.csv"' };
  const { api, fetch } = asking(() => new Response('day,visits', { headers }));
  const answer = await api.report('2026-03', 'csv');
  expect(fetch).toHaveBeenCalledExactlyOnceWith('/api/report.csv?month=2026-03&form=csv', expect.anything());
  expect(answer.ok && answer.value.fileName).toBe('tiepdon-K1-2026-03.csv');
  expect(answer.ok && (await answer.value.content.text())).toBe('day,visits');
  const locked = asking(() => jsonOf({ error: 'locked' }, 423));
  expect(await locked.api.report('2026-03', 'excel')).toEqual({ ok: false, why: 'locked' });
});
