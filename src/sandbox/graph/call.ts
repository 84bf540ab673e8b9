import type { Fault, FaultKind } from '../engine/faults.ts';
import type { Network } from '../engine/network.ts';
import type { App, Token } from '../world/accounts.ts';
import { refusals } from './errors.ts';
import type { Node } from './node.ts';

/** One Graph API call on its way through. */
export interface Call {
  network: Network;
  op: string;
  method: string;
  version: string;
  /** Path after the version, without query. */
  path: string;
  /** The edge asked for, e.g. `posts`; '' for the node itself. */
  edge: string;
  /** Query and body together. JSON bodies bring objects; forms and queries bring text. */
  parameters: Map<string, unknown>;
  node: Node;
  token: Token | null;
  app: App | null;
  faults: Fault[];
}

/** A parameter as text; '' when absent. */
export function text(call: Pick<Call, 'parameters'>, name: string): string {
  const value = call.parameters.get(name);
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function requiredText(call: Pick<Call, 'parameters'>, name: string): string {
  return text(call, name) || raise(refusals.required(name));
}

/** `true`/`false`/`1`/`0`; `null` when absent. */
export function flag(call: Pick<Call, 'parameters'>, name: string): boolean | null {
  const value = text(call, name).toLowerCase();
  if (value === '') return null;
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  return raise(refusals.badParameter(`Param ${name} must be a boolean`));
}

/** An object or list, given as JSON text in a form or as itself in a JSON body; `null` when absent. */
export function structure(call: Pick<Call, 'parameters'>, name: string): unknown {
  const value = call.parameters.get(name);
  if (typeof value !== 'string') return value ?? null;
  if (value === '') return null;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return raise(refusals.badParameter(`Param ${name} must be valid JSON`));
  }
}

/** The texts of a list, given as JSON or separated by commas. */
export function texts(call: Pick<Call, 'parameters'>, name: string): string[] {
  const value = call.parameters.get(name);
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== 'string' || value === '') return [];
  if (value.startsWith('[')) return (structure(call, name) as unknown[]).map(String);
  return value.split(',').map((item) => item.trim());
}

export function faultOf(call: Call, kind: FaultKind): Fault | null {
  return call.faults.find((fault) => fault.kind === kind) ?? null;
}

export function raise(error: Error): never {
  throw error;
}
