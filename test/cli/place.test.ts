import { describe, expect, test } from 'vitest';
import { placeFrom } from '../../code/course/build/place.ts';

describe('Where the site will stand', () => {
  test.each([
    [{}, {}],
    [{ SITE: '', BASE: '' }, {}],
    [{ SITE: 'https://example.org/' }, { site: 'https://example.org' }],
    [{ BASE: '/still-answering' }, { base: '/still-answering/' }],
    [{ BASE: 'a/b/' }, { base: '/a/b/' }],
    [{ BASE: '/' }, { base: '/' }],
  ])('%o', (env, place) => {
    expect(placeFrom(env)).toEqual(place);
  });

  test.each([
    [{ SITE: 'example.org' }, 'SITE=example.org is no origin'],
    [{ SITE: 'https://example.org/course/' }, 'is no origin'],
    [{ SITE: 'file:///' }, 'is no origin'],
    [{ BASE: 'https://example.org/' }, 'is no path of a folder'],
    [{ BASE: '/a b/' }, 'is no path of a folder'],
    [{ BASE: '//host/' }, 'is no path of a folder'],
  ])('%o is refused with a remedy', (env, message) => {
    expect(() => placeFrom(env)).toThrow(message);
  });
});
