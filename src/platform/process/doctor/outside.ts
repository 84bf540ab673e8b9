import type { Env } from '#platform/env.ts';
import { tryMail } from '#platform/mail.ts';
import { saying, type Finding } from './finding.ts';

/** Greets and signs in; sends nothing. */
export async function trySmtp({ SMTP_URL }: Env): Promise<Finding[]> {
  const what = 'mail';
  if (!SMTP_URL) {
    const advice = 'SMTP_URL is not set: letters are only printed, and new accounts need no confirmation';
    return [{ state: 'note', what, found: 'console only', advice }];
  }
  try {
    await tryMail(SMTP_URL);
    return [{ state: 'good', what, found: 'the server takes us' }];
  } catch (error) {
    const advice = 'see SMTP_URL: host, port (465 is smtps://, 587 is smtp://), name and password';
    return [{ state: 'bad', what, found: saying(error), advice }];
  }
}

/** Whether our own address leads to a Tanggap that runs. */
export async function tryPublicAddress({ PUBLIC_URL }: Env): Promise<Finding[]> {
  const what = 'PUBLIC_URL';
  const isOpen = PUBLIC_URL.startsWith('https:');
  const plain: Finding[] = isOpen
    ? []
    : [
        {
          ...{ state: 'note', what, found: `${PUBLIC_URL} is not https` },
          advice: 'Meta can neither fetch pictures nor send webhooks',
        },
      ];
  try {
    const answer = await fetch(`${PUBLIC_URL}/healthz`, {
      signal: AbortSignal.timeout(8_000),
      redirect: 'manual',
    });
    const text = await answer.text();
    if (answer.status === 200 && text === 'ok\n') {
      return [...plain, { state: 'good', what, found: `${PUBLIC_URL} leads here` }];
    }
    const found = `${PUBLIC_URL}/healthz answers ${answer.status}, and not as Tanggap does`;
    return [...plain, { state: 'bad', what, found, advice: 'see PUBLIC_URL and where the proxy leads' }];
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    const found = `${PUBLIC_URL} can't be reached: ${saying(cause ?? error)}`;
    const advice = 'is the server running (npm start), and does the name lead to it?';
    return [...plain, { state: 'bad', what, found, advice }];
  }
}

/** With `--meta` alone: it counts against the app's calls. */
export async function tryMeta(env: Env, ask: boolean): Promise<Finding[]> {
  const what = 'Meta';
  const { META_APP_ID, META_APP_SECRET } = env;
  if (!META_APP_ID || !META_APP_SECRET) {
    const advice = 'META_APP_ID is not set: accounts are assisted, or on the practice network';
    return [
      {
        state: 'note',
        what,
        found: env.SANDBOX_URL ? `practice at ${env.SANDBOX_URL}` : 'not set up',
        advice,
      },
    ];
  }
  if (!ask) return [{ state: 'note', what, found: 'not asked', advice: 'tanggap doctor --meta does' }];
  try {
    const url = new URL(`${env.META_GRAPH_URL}/${env.META_GRAPH_VERSION}/oauth/access_token`);
    url.search = new URLSearchParams({
      ...{ client_id: META_APP_ID, client_secret: META_APP_SECRET, grant_type: 'client_credentials' },
    }).toString();
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    if (answer.ok) return [{ state: 'good', what, found: 'app and secret belong together' }];
    const { error } = (await answer.json().catch(() => ({}))) as {
      error?: { message?: string; code?: number };
    };
    const found = `refuses the app (${answer.status}${error?.code === undefined ? '' : `, code ${error.code}`})`;
    return [
      { state: 'bad', what, found, advice: 'see META_APP_ID and META_APP_SECRET in the app’s settings' },
    ];
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    return [
      { state: 'bad', what, found: saying(cause ?? error), advice: 'is there a way out to the internet?' },
    ];
  }
}
