/** Countries where a customer's registration number and phone are wanted by law. */
const numbered = new Set('AM AZ BY HU KZ KG MD RU TJ UZ UA TH VN TR PL ZA IN BR IQ MM SS SA AE VE'.split(' '));
export const needsNumberAndPhone = (country: string): boolean => numbered.has(country);
