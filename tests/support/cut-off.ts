import type { Backend } from '#platform/backend/index.ts';

/** The backend, which breaks at one call of its service's door as if the process had been killed just before it. */
export function cutOff(real: Backend, name: string): Backend {
  const asService: Backend['asService'] = (reason) =>
    new Proxy(real.asService(reason), {
      get(db, key) {
        const value = Reflect.get(db, key) as unknown;
        if (key !== 'rpc') return typeof value === 'function' ? value.bind(db) : value;
        return (called: string, ...rest: unknown[]) => {
          if (called === name) throw new Error('killed');
          return (value as (...all: unknown[]) => unknown).call(db, called, ...rest);
        };
      },
    });
  return { ...real, asService };
}
