import { SignInThrottle } from './sign-in-throttle';

describe('the throttle of signing in', () => {
  const start = new Date('2026-01-01T00:00:00Z').getTime();
  const at = (seconds: number): Date => new Date(start + seconds * 1000);
  const fail = (throttle: SignInThrottle, times: number, username = 'reader', address = '10.0.0.1') => {
    for (let time = 0; time < times; time += 1) throttle.failed(username, address, at(0));
  };

  it('lets a reader mistype a few times, then makes them wait longer and longer', () => {
    const throttle = new SignInThrottle();
    fail(throttle, 4);
    throttle.assertOpen('reader', '10.0.0.1', at(0));
    fail(throttle, 1);
    expect(() => throttle.assertOpen('READER', '10.0.0.1', at(1))).toThrow('try again in 1 s');
    throttle.assertOpen('reader', '10.0.0.1', at(2));
    fail(throttle, 3);
    expect(() => throttle.assertOpen('reader', '10.0.0.1', at(1))).toThrow('try again in 15 s');
    fail(throttle, 30);
    expect(() => throttle.assertOpen('reader', '10.0.0.1', at(1))).toThrow('try again in 899 s');
  });

  it('forgives after a success, and after an hour', () => {
    const throttle = new SignInThrottle();
    const knock = (): void => throttle.assertOpen('reader', '10.0.0.1', at(0));
    fail(throttle, 6);
    expect(knock).toThrow('too many');
    throttle.succeeded('reader', '10.0.0.1');
    expect(knock).not.toThrow();
    fail(throttle, 6);
    expect(knock).toThrow('too many');
    throttle.failed('other', '10.0.0.2', at(3601));
    expect(knock).not.toThrow();
  });

  it('does not let one place lock a reader out everywhere, nor try many names', () => {
    const throttle = new SignInThrottle();
    fail(throttle, 19);
    throttle.assertOpen('reader', '10.0.0.2', at(0));
    throttle.assertOpen('another', '10.0.0.1', at(0));
    fail(throttle, 1, 'yet another');
    expect(() => throttle.assertOpen('another', '10.0.0.1', at(0))).toThrow('too many');
  });

  it('remembers no more than it has room for', () => {
    const throttle = new SignInThrottle();
    for (let number = 0; number < 20_000; number += 1) throttle.failed(`u${number}`, `a${number}`, at(0));
    expect(throttle['failures'].size).toBeLessThanOrEqual(10_002);
  });
});
