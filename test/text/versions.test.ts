import { versionFor } from '../../src/text/message';

describe('which version of a text a locale is answered with', () => {
  test.each([
    ['its own', ['en', 'pt-BR', 'de'], 'pt-BR', 'pt-BR'],
    ['written otherwise', ['en', 'PT_br'], 'pt-BR', 'PT_br'],
    ['the longest that begins it', ['zh', 'zh-Hant', 'zh-Hant-TW'], 'zh-Hant-HK', 'zh-Hant'],
    ['one of the same language', ['en', 'pt-BR'], 'pt-PT', 'pt-BR'],
    ['a longer one of the same language', ['en', 'de-AT'], 'de', 'de-AT'],
    ['the first where none fits', ['es', 'en'], 'fr', 'es'],
    ['the first where none is known', ['es', 'en'], undefined, 'es'],
    ['not one that only begins alike', ['en', 'ptx'], 'pt', 'en'],
  ])('%s', (_what, tags, locale, wanted) => {
    expect(versionFor(tags, locale)).toBe(wanted);
  });
});
