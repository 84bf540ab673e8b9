import { noticeVersion, type FeedbackBody, type FeedbackKind, type FeedbackWish } from '#widget/schema.ts';
import type { Host } from '../host.ts';

/**
 * What stands in the form, as the hub takes it.
 * @param opened when the form was first seen
 */
export function writtenIn(
  form: FormData,
  { element, lang }: Host,
  kind: FeedbackKind | null,
  opened: number,
): Omit<FeedbackBody, 'key'> {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  return {
    kind,
    words: text('words'),
    name: text('name'),
    contact: text('contact'),
    ordered: text('ordered'),
    wants: (text('wants') || 'unknown') as FeedbackWish,
    // Without what stands behind the question mark: that may be the visitor's secret.
    page: /^http/.test(location.protocol) ? location.origin + location.pathname : '',
    product: element.getAttribute('product') ?? '',
    lang,
    notice: noticeVersion,
    took: Date.now() - opened,
    url: text('url'),
  };
}
