import type { Control } from '../control.ts';
import type { PageAnswer } from '../dialog.ts';
import type { Network } from '../network.ts';
import type { Request } from '../request.ts';

export async function answerPage(_n: Network, _c: Control, _r: Request): Promise<PageAnswer | null> {
  return null;
}
