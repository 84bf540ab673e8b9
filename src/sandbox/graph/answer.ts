import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { randomText } from '../world/ids.ts';
import type { Network } from '../engine/network.ts';
import type { Request } from '../engine/request.ts';
import { faultOf } from './call.ts';
import { GraphError, errorBody, refusals, uploadErrorBody } from './errors.ts';
import type { Operation } from './operation.ts';
import { perform } from './perform.ts';
import { readCall } from './read-call.ts';
import { usageHeaders } from './usage.ts';

/** Answers one Graph API call, with whatever faults were ordered for it. */
export async function answerGraph(
  network: Network,
  request: Request,
  response: ServerResponse,
): Promise<void> {
  const at = network.now();
  const { call, operation, problem } = readCall(network, request);
  const log = (status: number, error?: GraphError): void =>
    network.calls.add({
      op: call.op,
      method: call.method,
      path: call.path,
      at,
      status,
      code: error?.code ?? null,
      subcode: error?.details.subcode ?? null,
    });
  const drop = (): void => {
    log(0);
    response.destroy();
  };
  const answer = async (status: number, body: unknown, error?: GraphError): Promise<void> => {
    log(status, error);
    await send(response, status, body, usageHeaders(call));
    await network.calls.tell(call.op, call.path, 'answered');
  };
  const refuse = (error: GraphError): Promise<void> =>
    answer(
      error.status,
      operation?.isUpload && error.code === 0
        ? uploadErrorBody(error)
        : errorBody(error, `A${randomText(network.world, 22)}`),
      error,
    );

  await network.calls.tell(call.op, call.path, 'received');
  const delay = faultOf(call, 'delay');
  if (delay) await pause(delay.ms ?? 1000);
  if (faultOf(call, 'drop_before')) return drop();
  try {
    if (problem) throw problem;
    const body = await perform(call, operation as Operation);
    if (call.method !== 'GET') network.changed();
    await network.calls.tell(call.op, call.path, 'accepted');
    if (faultOf(call, 'accept_then_drop')) return drop();
    if (faultOf(call, 'accept_then_spam')) return refuse(refusals.spamSuspected());
    if (faultOf(call, 'accept_then_500')) return refuse(refusals.internal());
    return await answer(200, body);
  } catch (error) {
    if (error instanceof GraphError) return refuse(error);
    network.warn(`${call.op} ${call.path}: ${(error as Error).stack}`);
    return refuse(refusals.internal());
  }
}

async function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string>,
): Promise<void> {
  if (response.destroyed) return;
  response.writeHead(status, {
    ...headers,
    'content-type': 'application/json; charset=UTF-8',
    'facebook-api-version': 'v26.0',
    'cache-control': 'private, no-store',
  });
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    response.end(JSON.stringify(body), () => resolve());
  });
}
