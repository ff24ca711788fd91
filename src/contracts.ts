import type { Contract } from './core/endpoint.ts';
import { center } from './features/center/contract.ts';

/** Every feature of the house. Docs, OpenAPI, the CLI and the house tests walk this list. */
export const contracts = { center } as const satisfies Record<string, Contract>;
