/** Which networks this installation reaches, where they are, and which app we are there. */
import type { Backend } from '#platform/backend/index.ts';
import { loginOrigin } from '#platform/http/guard.ts';
import type { NetworkSettings } from '../contract/account.ts';
import type { Network } from '../schema.ts';

/** The networks an owner can connect to here: Meta when its app is set, the sandbox when it has an address. */
export function availableNetworks({ env }: Backend): Network[] {
  return [...(env.META_APP_ID ? ['meta' as const] : []), ...(env.SANDBOX_URL ? ['sandbox' as const] : [])];
}

/** @throws when the network is not set up here */
export function networkSettings({ env, keys }: Backend, network: Network): NetworkSettings {
  const version = env.META_GRAPH_VERSION;
  if (network === 'sandbox') {
    if (!env.SANDBOX_URL) throw new Error('SANDBOX_URL is not set');
    const app = sandboxApp(keys);
    return {
      network,
      version,
      graphUrl: env.SANDBOX_URL,
      dialogUrl: env.SANDBOX_URL,
      uploadUrl: env.SANDBOX_URL,
      appId: app.id,
      appSecret: app.secret,
    };
  }
  if (!env.META_APP_ID || !env.META_APP_SECRET) throw new Error('META_APP_ID is not set');
  return {
    network,
    version,
    graphUrl: env.META_GRAPH_URL,
    dialogUrl: loginOrigin(env),
    uploadUrl: uploadOrigin(env.META_GRAPH_URL),
    appId: env.META_APP_ID,
    appSecret: env.META_APP_SECRET,
  };
}

// A non-default Graph address serves every Meta host.
function uploadOrigin(graphUrl: string): string {
  return graphUrl === 'https://graph.facebook.com' ? 'https://rupload.facebook.com' : graphUrl;
}

/** The secrets a webhook of the network may be signed with; none where it is not set up. */
export function signingSecrets(backend: Backend, network: Network): string[] {
  const { env, keys } = backend;
  if (network === 'sandbox') return env.SANDBOX_URL ? [sandboxApp(keys).secret] : [];
  return [env.META_APP_SECRET, env.META_IG_APP_SECRET].filter((secret) => secret !== undefined);
}

/** What the network says to prove that it is itself when it verifies our webhook address. */
export function verifyTokens({ env, keys }: Backend): string[] {
  return [env.META_VERIFY_TOKEN, env.SANDBOX_URL && sandboxApp(keys).verifyToken].flatMap(
    (token) => token || [],
  );
}

/**
 * Makes our app known to the sandbox, as a person does on Meta's dashboard. Harmless when repeated.
 * @throws when the sandbox can't be reached
 */
export async function registerSandboxApp({ env, keys }: Backend): Promise<void> {
  const app = sandboxApp(keys);
  const answer = await fetch(`${env.SANDBOX_URL}/_sandbox/apps`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...app, callbackUrl: `${env.PUBLIC_URL}/hooks/meta` }),
    signal: AbortSignal.timeout(5_000),
  });
  if (!answer.ok) throw new Error(`the sandbox refused our app: ${answer.status}`);
}

/** Every installation is an app of its own on the sandbox, so that several may share one. */
function sandboxApp(keys: Backend['keys']) {
  const digits = BigInt(`0x${keys.derive('sandbox-app-id', 8).toString('hex')}`)
    .toString()
    .padStart(15, '1');
  return {
    id: digits.slice(0, 15),
    secret: keys.derive('sandbox-app-secret', 16).toString('hex'),
    verifyToken: keys.derive('sandbox-verify-token', 12).toString('hex'),
  };
}
