/** Monday to Friday in UTC; the operator's own calendar comes with the verification feature. */
const isBusinessDay = (day: Date): boolean => day.getUTCDay() !== 0 && day.getUTCDay() !== 6;

/** The same time of day, `days` business days later: what the operator and a company's admins have promised. */
export function addBusinessDays(from: Date, days: number): Date {
  const day = new Date(from);
  for (let left = days; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (isBusinessDay(day)) left--;
  }
  return day;
}

/** Business days until the operator has answered about a company's legal data. */
export const vettingDays = 5;
