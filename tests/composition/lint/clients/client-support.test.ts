import { describe, expect, it } from 'vitest';
import { clientSupportSource } from './client-support-source.ts';

describe('what mail clients support', () => {
  it('is what the installed caniemail data says (after an update of it, run this test with -u)', async () => {
    await expect(clientSupportSource()).toMatchFileSnapshot('../../../../src/composition/lint/clients/client-support.ts');
  });
});
