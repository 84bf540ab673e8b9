import { type Call, faultOf } from './call.ts';
import { ownerOf } from './nodes.ts';

const HOUR_MS = 3_600_000;
// Meta allows 200 calls an hour for each user of the app; the sandbox pretends to a hundred users.
const CALLS_PER_HOUR = 20_000;

/** The headers that tell how much of the budget is used, in percent. */
export function usageHeaders(call: Call): Record<string, string> {
  if (!call.token) return {};
  const percent = usedPercent(call);
  const use = { call_count: percent, total_cputime: percent, total_time: percent };
  const limit = faultOf(call, 'rate_limit');
  const owner = ownerOf(call.network.world, call.node);
  const headers: Record<string, string> = { 'x-app-usage': JSON.stringify(use) };
  const id = owner?.id ?? numberOrBusiness(call);
  if (id !== null) {
    const type = owner ? (owner.platform === 'instagram' ? 'instagram' : 'pages') : 'whatsapp';
    const wait = limit ? (limit.minutes ?? 1) : 0;
    headers['x-business-use-case-usage'] = JSON.stringify({
      [id]: [{ type, ...use, estimated_time_to_regain_access: wait }],
    });
  }
  return headers;
}

function numberOrBusiness({ node }: Call): string | null {
  if (node.kind === 'wa-number') return node.number.id;
  return node.kind === 'waba' ? node.business.id : null;
}

function usedPercent(call: Call): number {
  if (faultOf(call, 'rate_limit')) return 100;
  const { settings, calls, now } = call.network;
  if (settings.usage !== null) return settings.usage;
  const recent = calls.list().filter((logged) => logged.at > now() - HOUR_MS).length;
  return Math.floor((recent * 100) / CALLS_PER_HOUR);
}
