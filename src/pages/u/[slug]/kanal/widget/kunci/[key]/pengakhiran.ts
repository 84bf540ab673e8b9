import type { APIRoute } from 'astro';
import { endWidgetKey } from '#widget/settings/index.ts';
import { changeKey } from '#pages/u/[slug]/kanal/widget/_key.ts';

/** A replaced key ends before its time. */
export const POST: APIRoute = (context) => changeKey(context, endWidgetKey, 'ended');
