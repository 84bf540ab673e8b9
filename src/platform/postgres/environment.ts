/** What the server's programs may see: PGDATA, PGPORT and secrets of this process are not for them. */
export function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { PATH, ...(SystemRoot ? { SystemRoot, TEMP } : {}), LC_ALL: 'C', TZ: 'UTC' };
}
