/** Where a form may lead back to: an address of our own, never another site's. */
export function ownPath(value: unknown, otherwise = '/'): string {
  const path = typeof value === 'string' ? value : '';
  return /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : otherwise;
}
