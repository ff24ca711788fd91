import { ApiProblem } from '../../../../web/api.ts';
import { sayProblem } from '../../../../web/attempt.tsx';
import type { House } from '../../../../web/house.tsx';
import { readBase64 } from '../../../../web/base64.ts';
import { fileLimit } from '../../contract/fileLimits.ts';

/** Sends files one after the other; answers with what is to be said of those that were refused. */
export async function sendFiles(
  { t }: Pick<House, 't'>,
  files: readonly File[],
  send: (file: { readonly name: string; readonly content: string }) => Promise<unknown>,
): Promise<string[]> {
  const refused: string[] = [];
  for (const file of files) {
    try {
      await send({ name: file.name, content: await readBase64(file) });
    } catch (error) {
      refused.push(
        error instanceof ApiProblem && error.status < 500 && error.status > 0
          ? sayProblem(t, error)
          : t('support_requests.files.not_sent', { name: file.name }),
      );
    }
  }
  return refused;
}

/** What is wrong with a file at first sight; what it really is only the server can say. */
export const faultOf = ({ t }: Pick<House, 't'>, file: File): string | undefined => {
  if (file.size > fileLimit) return t('problems.support.file_too_big', { name: file.name, megabytes: fileLimit / 1024 / 1024 });
  const known = ['application/pdf', 'image/png', 'image/jpeg', ''].includes(file.type) || file.type.startsWith('text/');
  return file.size === 0 || !known ? t('problems.support.file_not_allowed', { name: file.name }) : undefined;
};
