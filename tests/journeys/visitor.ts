/** A browser without a browser: keeps cookies, sends forms as our own pages do, follows nothing. */
export interface Visitor {
  get(path: string): Promise<Response>;
  post(
    path: string,
    fields: Record<string, string | Blob>,
    headers?: Record<string, string>,
  ): Promise<Response>;
  /** Follows to where the last form led, once. */
  follow(answer: Response): Promise<string>;
}

export function visitorOf(hub: string): Visitor {
  const cookies = new Map<string, string>();
  async function send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Accept', 'text/html');
    headers.set('Accept-Language', 'id');
    headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(new URL(path, hub), { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }
  return {
    get: (path) => send(path, {}),
    post(path, fields, headers = {}) {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      return send(path, { method: 'POST', body, headers: { Origin: hub, ...headers } });
    },
    async follow(answer) {
      const to = answer.headers.get('location');
      if (!to) throw new Error(`leads nowhere: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
      return (await send(to, {})).text();
    },
  };
}
