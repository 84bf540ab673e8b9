/** The sandbox's control API, over HTTP, so that a network of one's own and a shared one are played alike. */
import type { ControlInputs } from '#sandbox/index.ts';
import type { SandboxState } from '#sandbox/engine/state.ts';

export interface PlayedNetwork {
  url: string;
  state(): Promise<SandboxState>;
  settings(): Promise<{ batched: number }>;
  play<Name extends keyof Answers>(name: Name, input: ControlInputs[Name]): Promise<Answers[Name]>;
}

interface Answers {
  posts: { id: string; permalink: string };
  comments: { id: string };
  replies: { id: string };
  likes: { likes: number };
  messages: { id: string };
  settings: { batched: number };
}

/** @throws what the sandbox answered, when it refused */
export function playedNetwork(url: string): PlayedNetwork {
  const call = async (name: string, input?: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/_sandbox/${name}`, {
      ...(input !== undefined && {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(input),
      }),
    });
    if (!answer.ok) throw new Error(`the sandbox refused ${name}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    url,
    state: () => call('state') as Promise<SandboxState>,
    settings: () => call('settings') as Promise<{ batched: number }>,
    play: (name, input) => call(name, input) as Promise<never>,
  };
}
