import { api } from '../../../../web/api.ts';
import { readBase64 } from '../../../../web/base64.ts';
import { accessEndpoints, type EvidenceKind } from '../../contract/access.ts';

/** A file of this computer, and what it is to show. */
export interface EvidenceFile {
  readonly file: File;
  readonly shows: EvidenceKind;
}
export const accessServer = api(accessEndpoints);

/** Sends one file with the ticket of the request that was just made. @throws ApiProblem */
export const sendEvidence = async (ticket: string, { file, shows }: EvidenceFile): Promise<unknown> =>
  accessServer.addAccessEvidence({ ticket, shows, name: file.name, content: await readBase64(file) });
