import type { APIRoute } from 'astro';
import { rotateWidgetKey } from '#widget/settings/index.ts';
import { changeKey } from '#pages/u/[slug]/kanal/widget/_key.ts';

/** A new key takes its place. */
export const POST: APIRoute = (context) => changeKey(context, rotateWidgetKey, 'rotated');
