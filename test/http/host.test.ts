import { type IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { type AllowedHosts, createHostCheck } from '../../src/http/host.js';

const ask = (
  allowed: AllowedHosts,
  host: string | readonly string[] | undefined,
  listen = '127.0.0.1',
): number => {
  const values = typeof host === 'string' ? [host] : host;
  const rawHeaders = (values ?? []).flatMap((value) => ['Host', value]);
  try {
    createHostCheck(allowed, listen)({ httpVersion: '1.1', rawHeaders } as unknown as IncomingMessage);
    return 200;
  } catch (thrown) {
    return (thrown as { status: number }).status;
  }
};

describe('the host check', () => {
  test.each([
    '127.0.0.1:4000',
    'localhost',
    'LOCALHOST:4000',
    'localhost.',
    '[::1]:4000',
    '10.1.2.3',
    'gateway:4000',
  ])('with the names of the machine allows %s', (host) => {
    expect(ask('own', host)).toBe(200);
  });

  test.each([
    'live.example.com',
    'localhost.example.com',
    '127.0.0.1.example.com',
    'a@localhost',
    '',
    'localhost:port',
    '[::1',
    '1.2.3.4.5',
    'localhost/x',
    'x.localhost..',
  ])('with the names of the machine refuses "%s"', (host) => {
    expect(ask('own', host)).toBe(421);
  });

  test('allows the name on which it listens', () => {
    expect(ask('own', 'live.internal.example.com:4000', 'Live.Internal.example.com')).toBe(200);
  });

  test('with a list allows only these names, with any case, port or final dot', () => {
    const allowed = ['live.example.com'];
    expect(ask(allowed, 'Live.Example.com.:443')).toBe(200);
    for (const host of ['example.com', 'a.live.example.com', 'gateway', 'localhost'])
      expect(ask(allowed, host)).toBe(421);
  });

  test('with any name requires exactly one Host header', () => {
    expect(ask('any', 'whatever.example.com')).toBe(200);
    expect(ask('any', undefined)).toBe(400);
    expect(ask('any', ['a.example.com', 'b.example.com'])).toBe(400);
  });

  test('never refuses an address, because rebinding needs a name and probes use addresses', () => {
    expect(ask(['live.example.com'], '10.0.0.7:4000')).toBe(200);
    expect(ask(['live.example.com'], '[fd00::7]:4000')).toBe(200);
  });
});
