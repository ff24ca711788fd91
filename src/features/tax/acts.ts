export { fileExemption } from './acts/exemptions.ts';
