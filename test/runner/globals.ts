/** What `@jest/globals` exports to modules that Node loads once for many spec files: each call goes to the file that runs at this moment. */
import { current, type Globals } from './current.ts';

function late<Name extends keyof Globals>(name: Name): Globals[Name] {
  const of = (): object => current()[name] as object;
  return new Proxy(function () {} as object, {
    apply: (_target, self, args) => Reflect.apply(of() as (...args: unknown[]) => unknown, self, args),
    get: (_target, key) => Reflect.get(of(), key) as unknown,
  }) as Globals[Name];
}

export const afterAll = late('afterAll');
export const afterEach = late('afterEach');
export const beforeAll = late('beforeAll');
export const beforeEach = late('beforeEach');
export const describe = late('describe');
export const expect = late('expect');
export const it = late('it');
