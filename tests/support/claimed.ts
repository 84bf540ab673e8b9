import type { Backend } from '#platform/backend/index.ts';

/** The backend, through whose service door the answer of one SQL function passes by `meanwhile` before it is given. */
export function answering(real: Backend, name: string, meanwhile: (data: unknown) => unknown): Backend {
  const asService: Backend['asService'] = (reason) =>
    new Proxy(real.asService(reason), {
      get(db, key) {
        const value = Reflect.get(db, key) as unknown;
        if (key !== 'rpc') return typeof value === 'function' ? value.bind(db) : value;
        return (called: string, ...rest: unknown[]) => {
          const call = (value as (...all: unknown[]) => Call).call(db, called, ...rest);
          if (called !== name) return call;
          const answer = async () => {
            const given = await call.throwOnError();
            return { ...given, data: await meanwhile(given.data) };
          };
          return { throwOnError: answer };
        };
      },
    });
  return { ...real, asService };
}

interface Call {
  throwOnError(): Promise<{ data: unknown }>;
}
