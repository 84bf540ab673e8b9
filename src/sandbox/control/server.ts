import type { ServerResponse } from 'node:http';
import { ZodError } from 'zod';
import type { Control } from './commands.ts';
import { ControlError } from './find.ts';
import type { Network } from '../engine/network.ts';
import { operationNames } from '../engine/operations.ts';
import { type Request, readJson } from '../engine/request.ts';
import { describeState } from '../engine/state.ts';

/** The control API: the methods of `Control` as `POST /_sandbox/<name>`, and what can be read. */
export async function answerControl(
  network: Network,
  control: Control,
  name: string,
  request: Request,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await act(network, control, name, request);
    if (body === undefined) return sendJson(response, 404, { error: `no such control: ${name}` });
    if (request.method !== 'GET') network.changed();
    return sendJson(response, 200, body);
  } catch (error) {
    if (error instanceof ZodError)
      return sendJson(response, 400, { error: 'wrong input', issues: error.issues });
    if (error instanceof ControlError) return sendJson(response, 400, { error: error.message });
    network.warn(`/_sandbox/${name}: ${(error as Error).stack}`);
    return sendJson(response, 500, { error: (error as Error).message });
  }
}

async function act(network: Network, control: Control, name: string, request: Request): Promise<unknown> {
  if (request.method === 'GET') return read(network, name);
  if (request.method === 'DELETE' && name === 'faults') {
    network.faults.clear();
    return { pending: [] };
  }
  if (request.method !== 'POST') return undefined;
  if (name === 'settled') {
    await network.webhooks.settled();
    return { settled: true };
  }
  const run = Object.hasOwn(control, name) ? control[name as keyof Control] : undefined;
  return run ? await (run as (input: unknown) => unknown)(readJson(request)) : undefined;
}

function read(network: Network, name: string): unknown {
  if (name === 'state') return describeState(network);
  if (name === 'calls') return { calls: network.calls.list() };
  if (name === 'deliveries') return { delivered: network.webhooks.delivered() };
  if (name === 'faults') return { pending: network.faults.pending() };
  if (name === 'settings') return network.settings;
  if (name === 'operations') return { operations: operationNames };
  return undefined;
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
